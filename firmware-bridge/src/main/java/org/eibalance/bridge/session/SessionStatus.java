package org.eibalance.bridge.session;

import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;

/**
 * What is known of a device at a moment, for a window.
 *
 * @param state of the device
 * @param fault latched in it
 * @param potentialMv last V; NaN before the first telemetry
 * @param clampPa last clamp current
 * @param commandPa last command current
 * @param excitatoryNs last g_E; 0 outside of a run
 * @param inhibitoryNs last g_I
 * @param bufferMs how much of the stream lies in the device
 * @param roundTripMedianUs of the link; NaN before the first heartbeat
 * @param roundTripMinUs the shortest
 * @param missing telemetry samples that did not come, in this run
 * @param underruns of the stream
 * @param heardMsAgo since the last word of the device
 */
public record SessionStatus(
        DeviceState state,
        Fault fault,
        double potentialMv,
        double clampPa,
        double commandPa,
        double excitatoryNs,
        double inhibitoryNs,
        double bufferMs,
        double roundTripMedianUs,
        double roundTripMinUs,
        long missing,
        int underruns,
        double heardMsAgo) {}
