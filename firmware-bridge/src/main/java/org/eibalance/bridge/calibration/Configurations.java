package org.eibalance.bridge.calibration;

import java.util.Optional;
import org.eibalance.bridge.protocol.Command;
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
    public static Command.Configure of(
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
            throw new InputException(
                    "Conductances of up to " + rounded(peakNs) + " nS would make the loop oscillate: at "
                            + rounded(stability.latencyUs()) + " us of latency, "
                            + rounded(Math.abs(stability.seriesMohm() - bridgeMohm))
                            + " MOhm of series resistance and a cell of " + rounded(stability.capacitancePf())
                            + " pF no more than " + rounded(allowed)
                            + " nS are armed. Use a smaller gain or balance the bridge.");
        return new Command.Configure(
                stream.map(SampleStream::streamHz).orElse(0),
                stream.map(SampleStream::mask).orElse(0),
                telemetryEvery,
                true,
                stream.map(SampleStream::scaleE).orElse(0f),
                stream.map(SampleStream::scaleI).orElse(0f),
                0,
                stream.map(SampleStream::scalePa).orElse(0f),
                (float) reversalEMv,
                (float) reversalIMv,
                0,
                0,
                0,
                (float) limits.limitPa(),
                (float) limits.slewPaPerMs(),
                (float) limits.lowestMv(),
                (float) limits.highestMv(),
                (float) limits.chargePc(),
                (float) bridgeMohm,
                (float) stability.seriesMohm(),
                (float) stability.electrodeUs(),
                (float) Math.max(stability.latencyUs(), 1e6 / loopHz),
                (float) stability.capacitancePf(),
                (float) peakNs,
                (int) Math.max(1, Math.min(loopHz / 100, Math.round(limits.windowMs() * loopHz / 1000))),
                limits.watchdogMs(),
                limits.rampMs(),
                limits.holdMs());
    }

    private static double rounded(final double value) {
        return Math.rint(value * 10) / 10;
    }
}
