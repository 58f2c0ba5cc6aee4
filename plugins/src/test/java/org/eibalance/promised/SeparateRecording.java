package org.eibalance.promised;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * A recording of a described rig, written as an ABF file of 16-bit samples, with what is true of it. It shares nothing
 * with the virtual rig of the program but the protocol and the model that the keys describe.
 *
 * @param events true events as {sweep, time in ms, peak in nS}; empty but for the rig of events
 * @param lagMs lag of the conductances; NaN but for a pair
 */
record SeparateRecording(List<double[]> events, double lagMs) {

    static final double VOLLEY_MS = 60;
    static final double VOLLEY_SWEEP_MS = 160;
    static final double LONG_SWEEP_MS = 2000;
    private static final double PAUSE_MS = 500;
    private static final double EVENT_LOG_SD = 0.4;
    private static final int FINE = 5;
    private static final double[] FULL_SCALE_PA_MV = {4000, 200};

    /** Amplifiers of a rig: the search for their noise is made once. */
    record Bench(DescribedRig rig, AnalogAmplifier amplifier, double sweepMs) {

        static Bench of(final DescribedRig rig) {
            final double sweepMs = rig.text("estimator").endsWith("clamp") ? VOLLEY_SWEEP_MS : LONG_SWEEP_MS;
            final boolean current = List.of("voltage-clamp", "events").contains(rig.text("estimator"));
            // Noise is that of a second, or of a sweep where that is shorter.
            return new Bench(
                    rig, new AnalogAmplifier(rig, current ? "pa" : "mv", Math.min(1000, sweepMs), FINE), sweepMs);
        }

        private double fineMs() {
            return 1 / rig.number("rate_khz") / FINE;
        }

        private int steps() {
            return (int) Math.round(sweepMs / fineMs());
        }

        /** Records the rig into a file. */
        SeparateRecording into(final Path file, final long seed) {
            return switch (rig.text("estimator")) {
                case "voltage-clamp" -> volleys(file, seed, ClampMode.VOLTAGE_CLAMP);
                case "current-clamp" -> volleys(file, seed, ClampMode.CURRENT_CLAMP);
                case "events" -> events(file, seed);
                default -> pair(file, seed);
            };
        }

        private double[] seen(final double[] signal, final int sweep, final int cell, final long seed) {
            final double startS = sweep * (sweepMs + PAUSE_MS) / 1000;
            final double phase = 2 * Math.PI * random(seed, sweep, 90).nextDouble();
            return amplifier.record(signal, startS, phase, random(seed, sweep, 91 + cell));
        }

        private SeparateRecording volleys(final Path file, final long seed, final ClampMode mode) {
            final double[] levels = rig.levels();
            final double[][] sweeps = new double[levels.length * rig.sweepsPerLevel()][];
            final DoubleUnaryOperator e =
                    volley(rig.number("g_e_ns"), rig.number("e_rise_ms"), rig.number("e_decay_ms"), VOLLEY_MS);
            final DoubleUnaryOperator i = volley(
                    rig.number("g_i_ns"),
                    rig.number("i_rise_ms"),
                    rig.number("i_decay_ms"),
                    VOLLEY_MS + rig.number("delay_ms"));
            for (int k = 0; k < sweeps.length; k++) {
                final SeparateCell cell = new SeparateCell(rig, k, fineMs());
                final double level = levels[k % levels.length];
                sweeps[k] = seen(
                        mode == ClampMode.VOLTAGE_CLAMP
                                ? cell.currentPa(level, e, i, steps())
                                : cell.potentialMv(level, e, i, steps()),
                        k,
                        0,
                        seed);
            }
            write(file, mode, sweeps);
            return new SeparateRecording(List.of(), Double.NaN);
        }

        private SeparateRecording events(final Path file, final long seed) {
            final double[] levels = rig.levels();
            final double[][] sweeps = new double[levels.length * rig.sweepsPerLevel()][];
            final List<double[]> truth = new ArrayList<>();
            for (int k = 0; k < sweeps.length; k++) {
                final List<double[]> ofE = train(k, 'e', random(seed, k, 1));
                final List<double[]> ofI = train(k, 'i', random(seed, k, 2));
                truth.addAll(k % 2 == 0 ? ofE : ofI);
                final double[] e = sum(ofE), i = sum(ofI);
                sweeps[k] = seen(
                        new SeparateCell(rig, k, fineMs())
                                .currentPa(levels[k % levels.length], at(e, 0), at(i, 0), steps()),
                        k,
                        0,
                        seed);
            }
            write(file, ClampMode.VOLTAGE_CLAMP, sweeps);
            return new SeparateRecording(truth, Double.NaN);
        }

        /** Events as {sweep, time, peak, rise, decay}: how many there are is drawn first, then where. */
        private List<double[]> train(final int sweep, final char kind, final SplittableRandom random) {
            final double expected = rig.number("event_rate_hz") * sweepMs / 1000;
            int count = 0;
            for (double p = random.nextDouble(); p > Math.exp(-expected); p *= random.nextDouble()) count++;
            final double spread = rig.number("shape_spread_percent") / 100;
            final List<double[]> events = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                final double decay = rig.number(kind + "_decay_ms") * Math.exp(spread * random.nextGaussian());
                final double rise = rig.number(kind + "_rise_ms") * Math.exp(spread * random.nextGaussian());
                events.add(new double[] {
                    sweep,
                    random.nextDouble() * sweepMs,
                    rig.number("event_ns") * Math.exp(EVENT_LOG_SD * random.nextGaussian()),
                    Math.min(rise, 0.9 * decay),
                    decay
                });
            }
            return events;
        }

        private double[] sum(final List<double[]> events) {
            final double[] ns = new double[steps() + 1];
            for (final double[] event : events) {
                final DoubleUnaryOperator volley = volley(event[2], event[3], event[4], event[1]);
                final int first = (int) (event[1] / fineMs());
                final int end = Math.min(ns.length, (int) (first + 15 * event[4] / fineMs()));
                for (int n = first; n < end; n++) ns[n] += volley.applyAsDouble((n + 0.5) * fineMs());
            }
            return ns;
        }

        /** Values of the middles of fine steps, as a function of time. */
        private DoubleUnaryOperator at(final double[] values, final int before) {
            return t -> values[Math.max(0, Math.min(values.length - 1, (int) Math.floor(t / fineMs()) + before))];
        }

        private SeparateRecording pair(final Path file, final long seed) {
            final double[] levels = rig.levels();
            final int before = (int) Math.round(PAUSE_MS / fineMs());
            final int late = (int) Math.round(rig.number("delay_ms") / fineMs());
            final double[][] a = new double[rig.sweepsPerLevel()][], b = new double[a.length][];
            final double[][] truthE = new double[a.length][], truthI = new double[a.length][];
            for (int k = 0; k < a.length; k++) {
                final double[] common = walk(15, 0.5, late + before + steps(), random(seed, k, 10));
                final SeparateCell cell = new SeparateCell(rig, k, fineMs());
                for (int c = 0; c < 2; c++) {
                    final double[] e = synapse('e', common, late, late, random(seed, k, 11 + 2 * c));
                    final double[] i = synapse('i', common, 0, late, random(seed, k, 12 + 2 * c));
                    final double[] mv = cell.integrate(at(e, before), at(i, before), 0, levels[c], steps(), before);
                    for (int n = 0; n < mv.length; n++) mv[n] += rig.number("junction_potential_mv");
                    (c == 0 ? a : b)[k] = seen(mv, k, c, seed);
                    if (c == 0) truthE[k] = Arrays.copyOfRange(e, before, e.length);
                    else truthI[k] = Arrays.copyOfRange(i, before, i.length);
                }
            }
            write(file, ClampMode.CURRENT_CLAMP, a, b);
            return new SeparateRecording(List.of(), TrueLag.ms(truthE, truthI, fineMs()));
        }

        /** Euler's rule for dx = −x dt / τ + sd √(2 / τ) dW. */
        private double[] walk(final double tauMs, final double sd, final int steps, final SplittableRandom random) {
            final double[] x = new double[steps];
            double value = sd * random.nextGaussian();
            for (int n = 0; n < steps; n++) {
                x[n] = value;
                value += -value * fineMs() / tauMs + sd * Math.sqrt(2 * fineMs() / tauMs) * random.nextGaussian();
            }
            return x;
        }

        private double[] synapse(
                final char kind, final double[] common, final int from, final int late, final SplittableRandom random) {
            final double[] own = walk(5, 0.4, common.length - late, random);
            final double meanNs = rig.number("g_" + kind + "_ns"), decayMs = rig.number(kind + "_decay_ms");
            double g = meanNs;
            for (int n = 0; n < own.length; n++) {
                final double rate = Math.max(0, 1 + common[n + from] + own[n]);
                g += (meanNs * rate - g) * fineMs() / decayMs;
                own[n] = g;
            }
            return own;
        }

        private void write(final Path file, final ClampMode mode, final double[][]... channels) {
            final boolean current = mode == ClampMode.VOLTAGE_CLAMP;
            final double stepMs = fineMs() * FINE;
            final List<Channel> heads = new ArrayList<>();
            for (int c = 0; c < channels.length; c++)
                heads.add(new Channel(
                        c,
                        (current ? "Im" : "Vm") + c,
                        current ? Unit.PICOAMPERE : Unit.MILLIVOLT,
                        mode,
                        1000 / stepMs,
                        Channel.NO_COMMAND));
            final List<Sweep> sweeps = new ArrayList<>();
            for (int k = 0; k < channels[0].length; k++)
                sweeps.add(Sweep.uniform(k, k * (sweepMs + PAUSE_MS) / 1000, channels[0][k].length, channels.length));
            final double[] scales = new double[channels.length];
            Arrays.fill(scales, FULL_SCALE_PA_MV[current ? 0 : 1]);
            Abf2Writer.write(
                    Recording.inMemory(
                            new RecordingHeader(
                                    file.getFileName().toString(),
                                    Optional.empty(),
                                    "separate",
                                    heads,
                                    sweeps,
                                    List.of(),
                                    List.of(),
                                    Optional.empty(),
                                    List.of()),
                            channels),
                    file,
                    Abf2Options.int16(scales));
        }
    }

    private static SplittableRandom random(final long seed, final int sweep, final int process) {
        return new SplittableRandom((seed * 10_007 + sweep) * 1009 + process);
    }

    /** peak (e^{−t/decay} − e^{−t/rise}) / its maximum, from an onset on. */
    static DoubleUnaryOperator volley(
            final double peakNs, final double riseMs, final double decayMs, final double onsetMs) {
        final double top = decayMs * riseMs / (decayMs - riseMs) * Math.log(decayMs / riseMs);
        final double scale = peakNs / (Math.exp(-top / decayMs) - Math.exp(-top / riseMs));
        return t -> t <= onsetMs ? 0 : scale * (Math.exp(-(t - onsetMs) / decayMs) - Math.exp(-(t - onsetMs) / riseMs));
    }

    /** Time of its peak after its onset. */
    static double peakMs(final double riseMs, final double decayMs) {
        return decayMs * riseMs / (decayMs - riseMs) * Math.log(decayMs / riseMs);
    }
}
