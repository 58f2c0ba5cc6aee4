/**
 * Experiments with a clamp: what is injected, recorded and made of it.
 *
 * <pre>{@code
 * Injection injection = Injection.of(pair, 0, -80);
 * try (ClampRecorder recorder = ClampRecorder.create(file, session, injection, rig, start)) {
 * 	RunOutcome outcome = session.run(injection.plan(session.device(), rig.stability(cellPf)), recorder);
 * }
 * }</pre>
 */
package org.eibalance.bridge.experiment;
