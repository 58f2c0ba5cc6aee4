package org.eibalance.bridge.session;

import org.eibalance.bridge.protocol.DeviceReport;

/**
 * Telemetry, an event or a fault.
 *
 * @param report as it came
 * @param tick of the report, without the wrapping of 32 bits
 */
record TimedReport(DeviceReport report, long tick) {}
