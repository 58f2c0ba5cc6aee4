/**
 * What must be known before a current flows: the lines of both converters, the electrode, the latency of the loop, and
 * from these the conductance that stays stable.
 *
 * <pre>{@code
 * RigCalibration rig = CalibrationProcedure.measure(session, settings, today);
 * CalibrationStore.save(rig, CalibrationStore.ofUser(session.device().board()));
 * ...
 * rig.check(session.device(), session.calibration().crc(), today, 30); // or a sentence
 * double allowedNs = rig.stability().allowedNs(bridgeMohm);
 * }</pre>
 */
package org.eibalance.bridge.calibration;
