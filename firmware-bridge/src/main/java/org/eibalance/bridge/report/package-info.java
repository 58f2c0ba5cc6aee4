/**
 * Results of the dynamic clamp as sentences, tables and figures. Commands and scripts take a report as it is.
 *
 * <pre>{@code
 * RigCalibration rig = procedure.measure(session, LineFit.NONE, LineFit.NONE, today, done -> {});
 * Report report = CalibrationReport.of(procedure, rig, rig.objection(session.device().hardLimitPa()), file);
 * report.sentences().forEach(System.out::println);
 * }</pre>
 */
package org.eibalance.bridge.report;
