package org.eibalance.checked;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/** Recordings for methods that read one trace in current clamp; each cell is another. */
final class SingleTraces {

    static final double STEP_MS = 0.05;
    static final double FIRST_HZ = 210;
    static final double SECOND_HZ = 315;

    private static final double SECONDS = 4;
    private static final double E_I_MV = -75;

    private SingleTraces() {}

    /** Synapses of a cell with two sinusoids. */
    private enum Synapses {
        /** Responses of 120 ms every 900 ms, inhibition 30 ms behind excitation. */
        EVOKED,
        /** Events of both kinds without a pause. */
        TONIC
    }

    private static double between(final SplittableRandom random, final double low, final double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Two sinusoids of 100 pA into a cell with evoked responses: the potential, then the current. */
    static Recording impedance(final long seed) {
        return impedance(seed, Synapses.EVOKED);
    }

    static Recording neverStill(final long seed) {
        return impedance(seed, Synapses.TONIC);
    }

    /** The current of {@link #impedance} beside the potential of an electrode in the bath. */
    static Recording noCell(final long seed) {
        return Changed.samples(impedance(seed), (channel, sweep, samples) -> {
            if (channel != 0) return;
            final SplittableRandom random = new SplittableRandom(seed + 7_000_003);
            for (int k = 0; k < samples.length; k++) samples[k] = random.nextGaussian();
        });
    }

    /** No sinusoids and no cell: 50, 150 and 250 Hz in both channels, of another phase in each. */
    static Recording hum(final long seed) {
        final SplittableRandom phases = new SplittableRandom(seed + 9_000_003).split();
        final double[] phase = {between(phases, 0, 6), between(phases, 0, 6)};
        return Changed.samples(impedance(seed), (channel, sweep, samples) -> {
            final SplittableRandom random = new SplittableRandom(seed + 11_000_003 + channel);
            final double size = channel == 0 ? 1 : 10;
            for (int k = 0; k < samples.length; k++) {
                samples[k] = (channel == 0 ? -65 : 0) + 0.1 * size * random.nextGaussian();
                for (int harmonic = 1; harmonic <= 5; harmonic += 2)
                    samples[k] += size
                            / harmonic
                            * Math.sin(harmonic * (2 * Math.PI * 50 * k * STEP_MS / 1000 + phase[channel]));
            }
        });
    }

    private static Recording impedance(final long seed, final Synapses synapses) {
        final SplittableRandom random = new SplittableRandom(seed + 5_000_003).split();
        final double pf = between(random, 80, 140);
        final double leakNs = between(random, 4, 8);
        final double leakMv = between(random, -72, -66);
        final double seriesGohm = between(random, 0.010, 0.025);
        final int n = (int) Math.round(1000 * SECONDS / STEP_MS);
        final double[] e = new double[n];
        final double[] i = new double[n];
        if (synapses == Synapses.EVOKED) {
            final double peakNs = between(random, 3, 5);
            for (double at = 550; at < 1000 * SECONDS; at += 900) {
                response(e, at, peakNs);
                response(i, at + 30, 3 * peakNs);
            }
        } else {
            events(e, 600, 2.7, 0.5, random);
            events(i, 600, 10, 1, random);
        }
        final double[] potential = new double[n];
        final double[] current = new double[n];
        double v = leakMv;
        for (int k = 0; k < n; k++) {
            current[k] = sinusoidsPa(k * STEP_MS);
            potential[k] = v + seriesGohm * current[k] + 0.02 * random.nextGaussian();
            final double total = leakNs + e[k] + i[k];
            final double steady = (leakNs * leakMv + E_I_MV * i[k] + sinusoidsPa((k + 0.5) * STEP_MS)) / total;
            v = steady + (v - steady) * Math.exp(-STEP_MS * total / pf);
        }
        return recording(20_000, potential, current);
    }

    private static double sinusoidsPa(final double ms) {
        return 100 * Math.sin(2 * Math.PI * FIRST_HZ * ms / 1000)
                + 100 * Math.sin(2 * Math.PI * SECOND_HZ * ms / 1000 + 1);
    }

    private static void response(final double[] g, final double atMs, final double ns) {
        for (int k = 0; k < g.length; k++) g[k] += ns * Math.exp(-Math.pow((k * STEP_MS - atMs) / 60, 2));
    }

    private static void events(
            final double[] g,
            final double rateHz,
            final double decayMs,
            final double ns,
            final SplittableRandom random) {
        double now = 0;
        for (int k = 0; k < g.length; k++) {
            now *= Math.exp(-STEP_MS / decayMs);
            if (random.nextDouble() < rateHz * STEP_MS / 1000) now += ns;
            g[k] = now;
        }
    }

    /** A membrane of 4 to 8 ms behind synapses of 0.2 ms, 30 s. */
    static Recording relaxing(final long seed) {
        return relaxing(seed, 0.2);
    }

    /** The same behind synapses of half the time constant of the membrane. */
    static Recording slowSynapses(final long seed) {
        return relaxing(seed, membraneMs(seed) / 2);
    }

    private static double membraneMs(final long seed) {
        return between(new SplittableRandom(seed + 6_000_003).split(), 4, 8);
    }

    private static Recording relaxing(final long seed, final double synapseMs) {
        final SplittableRandom random = new SplittableRandom(seed + 8_000_003).split();
        final double tauMs = membraneMs(seed);
        final double stepMs = 2 * STEP_MS;
        final double keep = Math.exp(-stepMs / tauMs);
        final double keepSynapse = Math.exp(-stepMs / synapseMs);
        final double scale = 2 * Math.sqrt((tauMs + synapseMs) / tauMs);
        final double[] potential = new double[(int) Math.round(30_000 / stepMs)];
        double x = 0;
        double drive = 0;
        for (int k = -(int) Math.ceil(20 * tauMs / stepMs); k < potential.length; k++) {
            drive = drive * keepSynapse + Math.sqrt(1 - keepSynapse * keepSynapse) * random.nextGaussian();
            x = x * keep + scale * drive * (1 - keep);
            if (k >= 0) potential[k] = -60 + x + 0.03 * random.nextGaussian();
        }
        return recording(10_000, potential, new double[potential.length]);
    }

    private static Recording recording(final double hz, final double[] potentialMv, final double[] currentPa) {
        return Recording.inMemory(
                new RecordingHeader(
                        "cell",
                        Optional.empty(),
                        "simulated",
                        List.of(
                                new Channel(0, "Vm", Unit.parse("mV"), ClampMode.CURRENT_CLAMP, hz, Channel.NO_COMMAND),
                                new Channel(
                                        1, "Im", Unit.parse("pA"), ClampMode.CURRENT_CLAMP, hz, Channel.NO_COMMAND)),
                        List.of(Sweep.uniform(0, 0, potentialMv.length, 2)),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                new double[][][] {{potentialMv}, {currentPa}});
    }
}
