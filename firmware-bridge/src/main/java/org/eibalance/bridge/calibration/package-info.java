/**
 * What must be known before a current flows: the lines of both converters, the electrode, the latency of the loop, and
 * from these the conductance that stays stable.
 *
 * <pre>{@code
 * CalibrationProcedure procedure = new CalibrationProcedure(200, 0, 20, 300, 30);
 * RigCalibration rig = procedure.measure(session, LineFit.NONE, LineFit.NONE, today, done -> {});
 * CalibrationStore.save(rig, CalibrationStore.ofUser(session.device()));
 * ...
 * rig.check(session.device(), session.calibration().crc(), today, 30); // throws a sentence
 * double allowedNs = rig.stability(cellPf).allowedNs(bridgeMohm);
 * }</pre>
 */
package org.eibalance.bridge.calibration;
