package org.eibalance.bridge.calibration;

import java.util.Optional;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.session.SampleStream;
import org.eibalance.recording.InputException;

/** Puts limits, stability and reversals together into the message that configures a device. */
public final class Configurations {

    private Configurations() {}

    /**
     * A configuration.
     *
     * @param limits of the run
     * @param loopHz of the device
     * @param telemetryEvery ticks from sample to sample
     * @param stability of the rig, with the cell's capacitance
     * @param bridgeMohm R_b; 0 for none
     * @param peakNs more conductance will not be asked for
     * @param reversalEMv E_E as the amplifier shows it: the junction potential added already
     * @param reversalIMv E_I, likewise
     * @param stream what is streamed
     * @return the message
     * @throws InputException if the peak is above what may be armed
     */
    public static Configure of(
            final SafetyLimits limits,
            final int loopHz,
            final int telemetryEvery,
            final StabilityLimit stability,
            final double bridgeMohm,
            final double peakNs,
            final double reversalEMv,
            final double reversalIMv,
            final Optional<SampleStream> stream) {
        final double allowed = stability.allowedNs(bridgeMohm);
        if (!(peakNs <= allowed))
            throw new InputException("Conductances of up to " + rounded(peakNs)
                    + " nS would make the loop oscillate: at "
                    + rounded(stability.latencyUs()) + " us of latency, "
                    + rounded(Math.abs(stability.seriesMohm() - bridgeMohm))
                    + " MOhm of uncompensated series resistance and a cell of " + rounded(stability.capacitancePf())
                    + " pF no more than " + rounded(allowed)
                    + " nS are armed. Use a smaller gain or balance the bridge.");
        return new Configure(
                stream.map(SampleStream::configuration).orElse(Configure.Stream.NONE),
                telemetryEvery,
                new Configure.Reversals((float) reversalEMv, (float) reversalIMv, 0),
                Configure.MagnesiumBlock.NONE,
                limits.configuration(peakNs, loopHz),
                stability.configuration(bridgeMohm, loopHz),
                limits.deadlines());
    }

    private static double rounded(final double value) {
        return Math.rint(value * 10) / 10;
    }
}
