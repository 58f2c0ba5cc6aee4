/**
 * The viewer of recordings. What is shown is a value, {@link org.eibalance.window.trace.TraceView}. Keys, mouse and
 * menu make a new one from it. A separate thread draws it, so that the window never waits for a file.
 *
 * <pre>{@code
 * TraceViewer.open(Path.of("pair.abf"), new DialogStarter());
 * }</pre>
 *
 * What a person adds (excluded sweeps, regions, verdicts on events) goes through
 * {@link org.eibalance.annotation.AnnotationStore}; the recording is never changed.
 */
package org.eibalance.window.trace;
