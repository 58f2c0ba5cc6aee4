/**
 * The viewer of recordings. What is shown is a value, {@link org.eibalance.window.trace.TraceView}; keys, mouse and
 * menu make a new one from it; a thread of its own draws it, so that nothing a person does waits for a file.
 *
 * <pre>{@code
 * TraceViewer.open(Path.of("pair.abf"), new DialogStarter());
 * }</pre>
 *
 * What a person adds (excluded sweeps, regions, verdicts on events) goes through
 * {@link org.eibalance.annotation.AnnotationStore}; the recording is never written to.
 */
package org.eibalance.window.trace;
