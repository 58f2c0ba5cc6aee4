/**
 * The checks of detect-events; {@link org.eibalance.check.event.EventChecks} lists them.
 *
 * <pre>{@code
 * Checks checks = EventChecks.of(EventDetection.compute(input, settings, threads));
 * checks.names(CheckState.FAILED); // such as event_polarity
 * }</pre>
 */
package org.eibalance.check.event;
