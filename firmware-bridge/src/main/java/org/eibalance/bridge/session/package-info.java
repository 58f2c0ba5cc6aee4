/**
 * A conversation with a device: who it is, commands with their answers, a stream of conductances within the device's
 * credit, telemetry with its gaps, and the end of every run with its reason.
 *
 * <pre>{@code
 * try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), 100_000, 1))) {
 * 	RunOutcome outcome = session.run(plan, listener);   // the listener receives V and currents as they come
 * 	System.out.println(outcome.sentence());
 * }
 * }</pre>
 *
 * On a {@link org.eibalance.bridge.link.VirtualLink} everything happens in the calling thread and time goes by only
 * while it waits; on any other link one thread reads, one writes, and both end with the session. Closing a session
 * stops the current first.
 */
package org.eibalance.bridge.session;
