/**
 * What a person adds to a recording: regions, excluded sweeps, accepted and rejected events. It is kept in a readable
 * file beside the recording, which itself is never written to.
 *
 * <pre>{@code
 * AnnotationStore store = AnnotationStore.ofUser();
 * store.write(recording, store.read(recording).withExcludedSweeps(Set.of(3, 5)));
 * }</pre>
 *
 * Events are known by channel, sweep and time. After a new detection they are matched by nearest time:
 * {@link org.eibalance.annotation.Annotations#match}.
 */
package org.eibalance.annotation;
