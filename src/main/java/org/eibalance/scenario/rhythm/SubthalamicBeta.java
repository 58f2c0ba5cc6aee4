package org.eibalance.scenario.rhythm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.rate.SubthalamicLoop;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * An excitatory and an inhibitory nucleus that rest while their coupling is weak and oscillate in the beta band once it
 * has grown as in Parkinson's disease (Holgado, Terry and Bogacz 2010).
 */
public final class SubthalamicBeta extends Scenario<SubthalamicBeta.Settings> {

    private static final double STEP_MS = 0.1;
    private static final int EVERY = 10;
    private static final int PATH = 21;
    private static final double OSCILLATES_HZ = 1;
    private static final double SHOWN_MS = 600;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Way to the parkinsonian state",
                    standard = 1,
                    min = 0,
                    max = 1.2,
                    description = "Where all weights lie between those of the healthy state, 0, and of the "
                            + "parkinsonian one, 1.")
            double progression,

            @Setting(
                    label = "Weight from GPe to STN",
                    standard = 1,
                    min = 0,
                    max = 3,
                    description = "What that weight is multiplied by, as a treatment or a lesion might.")
            double pallidalFactor,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 5000,
                    min = 1000,
                    max = 100000,
                    description = "Length of the simulation, of which the second half is measured.")
            double durationMs) {}

    /** For the list of scenarios. */
    public SubthalamicBeta() {
        super(
                Settings.class,
                "STN-GPe: Beta Oscillation",
                "Subthalamic nucleus and globus pallidus are steady when coupled weakly and oscillate in the "
                        + "beta band with parkinsonian weights (Holgado, Terry and Bogacz 2010).");
    }

    /** What a course shows in its second half. */
    private record Rhythm(double least, double greatest, double mean, double hz) {

        static Rhythm of(final double[] rate) {
            final double[] late = Arrays.copyOfRange(rate, rate.length / 2, rate.length);
            final double least = Arrays.stream(late).min().orElse(Double.NaN);
            final double greatest = Arrays.stream(late).max().orElse(Double.NaN);
            final double middle = (least + greatest) / 2;
            int crossings = 0;
            double first = Double.NaN;
            double last = Double.NaN;
            for (int i = 1; i < late.length; i++) {
                if (!(late[i - 1] < middle && late[i] >= middle)) continue;
                last = i - 1 + (middle - late[i - 1]) / (late[i] - late[i - 1]);
                if (crossings++ == 0) first = last;
            }
            final boolean oscillates = greatest - least > OSCILLATES_HZ && crossings > 1;
            return new Rhythm(
                    least,
                    greatest,
                    Arrays.stream(late).average().orElse(Double.NaN),
                    oscillates ? (crossings - 1) * 1000 / ((last - first) * STEP_MS) : 0);
        }
    }

    private static double between(final double a, final double b, final double share) {
        return a + share * (b - a);
    }

    private static SubthalamicLoop at(final double share, final double pallidalFactor) {
        final SubthalamicLoop a = SubthalamicLoop.healthy();
        final SubthalamicLoop b = SubthalamicLoop.parkinsonian();
        return new SubthalamicLoop(
                between(a.subthalamicToPallidal(), b.subthalamicToPallidal(), share),
                pallidalFactor * between(a.pallidalToSubthalamic(), b.pallidalToSubthalamic(), share),
                between(a.pallidalToPallidal(), b.pallidalToPallidal(), share),
                between(a.cortical(), b.cortical(), share),
                between(a.striatal(), b.striatal(), share));
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        if (!(s.durationMs >= 1000))
            throw new InputException("duration_ms is '" + s.durationMs + "': it must be 1000 at least.");
        final SubthalamicLoop.Course healthy = SubthalamicLoop.healthy().run(s.durationMs, STEP_MS);
        final SubthalamicLoop.Course ill = at(s.progression, s.pallidalFactor).run(s.durationMs, STEP_MS);
        final double[] way = new double[PATH];
        final double[] low = new double[PATH];
        final double[] high = new double[PATH];
        final double[] hz = new double[PATH];
        for (int i = 0; i < PATH; i++) {
            run.checkCancelled();
            way[i] = i / (PATH - 1.0);
            final Rhythm r = Rhythm.of(
                    at(way[i], s.pallidalFactor).run(s.durationMs, STEP_MS).subthalamicHz());
            low[i] = r.least;
            high[i] = r.greatest;
            hz[i] = r.hz > 0 ? r.hz : Double.NaN;
            run.progress().accept((i + 1.0) / PATH);
        }
        final Rhythm healthyS = Rhythm.of(healthy.subthalamicHz());
        final Rhythm healthyG = Rhythm.of(healthy.pallidalHz());
        final Rhythm illS = Rhythm.of(ill.subthalamicHz());
        final Rhythm illG = Rhythm.of(ill.pallidalHz());
        final List<Measure> measures = List.of(
                new Measure("stn_healthy_hz", healthyS.mean, "Hz", 18.15, 0.1815),
                new Measure("gpe_healthy_hz", healthyG.mean, "Hz", 53.69, 0.5369),
                new Measure("rhythm_healthy_hz", healthyS.hz, "Hz", 0, 1e-9),
                // These are the values that all methods go to as the step shrinks; Euler's at 0.1 ms, with which the
                // reference
                // was made, gives 20.4 Hz, crests of 66.2 and 117.9 Hz and troughs of 1.74 and 10.1 Hz.
                new Measure("rhythm_hz", illS.hz, "Hz", 20.58, 0.2),
                new Measure("stn_mean_hz", illS.mean, "Hz", 22.06, 0.2206),
                new Measure("stn_least_hz", illS.least, "Hz", 1.826, 0.018),
                new Measure("stn_greatest_hz", illS.greatest, "Hz", 65.45, 0.65),
                new Measure("gpe_mean_hz", illG.mean, "Hz", 45.1, 0.451),
                new Measure("gpe_least_hz", illG.least, "Hz", 10.17, 0.1),
                new Measure("gpe_greatest_hz", illG.greatest, "Hz", 115.55, 1.15));
        return Report.ofMeasures(
                List.of("With healthy weights STN rests at " + Text.number(healthyS.mean) + " Hz and GPe at "
                        + Text.number(healthyG.mean)
                        + " Hz; with the chosen weights "
                        + (illS.hz > 0 && illG.hz > 0
                                ? "both oscillate at " + Text.number(illS.hz) + " Hz."
                                : illS.hz > 0 || illG.hz > 0
                                        ? "only " + (illS.hz > 0 ? "STN" : "GPe") + " oscillates by more than "
                                                + Text.number(OSCILLATES_HZ) + " Hz, at "
                                                + Text.number(Math.max(illS.hz, illG.hz)) + " Hz."
                                        : "both rest, at " + Text.number(illS.mean) + " and " + Text.number(illG.mean)
                                                + " Hz.")),
                measures,
                Map.of(
                        "rates.csv",
                        Table.ofNumbers(
                                List.of("time_ms", "stn_hz", "gpe_hz", "stn_healthy_hz", "gpe_healthy_hz"),
                                times(ill.subthalamicHz().length),
                                thinned(ill.subthalamicHz()),
                                thinned(ill.pallidalHz()),
                                thinned(healthy.subthalamicHz()),
                                thinned(healthy.pallidalHz())),
                        "progression.csv",
                        Table.ofNumbers(
                                List.of("progression", "stn_least_hz", "stn_greatest_hz", "rhythm_hz"),
                                way,
                                low,
                                high,
                                hz)),
                figure(healthy, ill, way, low, high, hz));
    }

    private static double[] times(final int count) {
        final double[] ms = new double[(count + EVERY - 1) / EVERY];
        for (int i = 0; i < ms.length; i++) ms[i] = i * EVERY * STEP_MS;
        return ms;
    }

    private static double[] thinned(final double[] values) {
        final double[] kept = new double[(values.length + EVERY - 1) / EVERY];
        for (int i = 0; i < kept.length; i++) kept[i] = values[i * EVERY];
        return kept;
    }

    private static Figure figure(
            final SubthalamicLoop.Course healthy,
            final SubthalamicLoop.Course ill,
            final double[] way,
            final double[] low,
            final double[] high,
            final double[] hz) {
        final int shown = (int) (SHOWN_MS / STEP_MS);
        final double[] ms = times(shown);
        return Figure.stacked(
                "Subthalamic nucleus and globus pallidus (a model)",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Healthy weights",
                                        Axis.of("time (ms)", 0, 600),
                                        Axis.of("rate (Hz)", 0, 140),
                                        Series.line(
                                                "STN",
                                                ms,
                                                thinned(Arrays.copyOf(healthy.subthalamicHz(), shown)),
                                                Role.EXCITATION),
                                        Series.line(
                                                "GPe",
                                                ms,
                                                thinned(Arrays.copyOf(healthy.pallidalHz(), shown)),
                                                Role.INHIBITION)),
                                Panel.of(
                                        "Parkinsonian weights",
                                        Axis.of("time (ms)", 0, 600),
                                        Axis.of("rate (Hz)", 0, 140),
                                        Series.line(
                                                "STN",
                                                ms,
                                                thinned(Arrays.copyOf(ill.subthalamicHz(), shown)),
                                                Role.EXCITATION),
                                        Series.line(
                                                "GPe",
                                                ms,
                                                thinned(Arrays.copyOf(ill.pallidalHz(), shown)),
                                                Role.INHIBITION)))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "From healthy to parkinsonian",
                                        Axis.of("way between the weights", 0, 1),
                                        Axis.of("rate of STN (Hz)"),
                                        Series.line("greatest", way, high, Role.EXCITATION),
                                        Series.line("least", way, low, Role.CHANCE)),
                                Panel.of(
                                                "Frequency",
                                                Axis.of("way between the weights", 0, 1.02),
                                                Axis.of("rhythm (Hz)", 0, 40),
                                                new Series("rhythm", way, hz, Role.RESULT, Series.Style.POINTS))
                                        .withMarks(new Mark(Mark.Direction.AT_Y, 13, 30, "beta", Role.CHANCE)))));
    }
}
