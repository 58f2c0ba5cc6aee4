package org.eibalance.scenario.rhythm;

import java.util.List;
import java.util.Map;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Claim;
import org.eibalance.check.scenario.ClaimShown;
import org.eibalance.check.scenario.Firing;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.check.scenario.StaysActive;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.network.PingNetwork;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * Excitatory and inhibitory cells take turns some forty times a second; the decay of inhibition and the drive set the
 * pace (Whittington et al. 2000; Boergers and Kopell 2003).
 */
public final class PingGamma extends Scenario<PingGamma.Settings> {

    private static final double STEP_MS = 0.05;
    private static final double SETTLE_MS = 200;
    private static final double[] DECAYS_MS = {4.5, 6, 9, 13, 18};
    private static final double[] DRIVES_PA = {1, 1.4, 2, 2.5, 3};
    private static final double SHOWN_MS = 200;
    /** Least swing of cells that fire in volleys; those that fire by chance are far below. */
    private static final double TURNS = 0.5;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Excitatory cells",
                    standard = 200,
                    min = 10,
                    max = 2000,
                    description = "Number of pyramidal cells.")
            int excitatory,

            @Setting(
                    label = "Inhibitory cells",
                    standard = 50,
                    min = 4,
                    max = 1000,
                    description = "Number of fast-spiking interneurons.")
            int inhibitory,

            @Setting(
                    label = "Drive",
                    unit = "pA",
                    standard = 1.4,
                    min = 0,
                    max = 10,
                    description =
                            "Mean current into a pyramidal cell of 100 square micrometres, so that 1 pA is 1 uA/cm2.")
            double drivePa,

            @Setting(
                    label = "Decay of inhibition",
                    unit = "ms",
                    standard = 9,
                    min = 1,
                    max = 50,
                    description = "Time constant with which inhibition ends.")
            double inhibitionMs,

            @Setting(
                    label = "E to I",
                    unit = "nS",
                    standard = 0.25,
                    min = 0,
                    max = 5,
                    description = "Excitation of the interneurons.")
            double eiNs,

            @Setting(
                    label = "I to E",
                    unit = "nS",
                    standard = 0.25,
                    min = 0,
                    max = 5,
                    description = "Inhibition of the pyramidal cells.")
            double ieNs,

            @Setting(
                    label = "I to I",
                    unit = "nS",
                    standard = 0.25,
                    min = 0,
                    max = 5,
                    description = "Inhibition among interneurons.")
            double iiNs,

            @Setting(
                    label = "Connection probability",
                    standard = 0.5,
                    min = 0.01,
                    max = 1,
                    description = "Probability of a connection from one cell to another.")
            double connectionProbability,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 1000,
                    min = 400,
                    max = 60000,
                    description = "Length of the simulation, of which the first 200 ms are not measured.")
            double durationMs) {}

    /** For the list of scenarios. */
    public PingGamma() {
        super(
                Settings.class,
                "PING: Gamma Rhythm",
                "Pyramidal cells and interneurons fire alternately: a gamma rhythm whose frequency depends on "
                        + "drive and on the decay of inhibition (Boergers and Kopell 2003).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final PingNetwork standard = new PingNetwork(
                HodgkinHuxley.pyramidal(),
                HodgkinHuxley.interneuron(),
                s.excitatory,
                s.inhibitory,
                s.drivePa,
                0,
                s.eiNs,
                s.ieNs,
                s.iiNs,
                s.connectionProbability,
                s.inhibitionMs);
        final Spikes[] spikes = new Spikes[2 + DECAYS_MS.length + DRIVES_PA.length];
        ParallelLoop.run(spikes.length, run.threads(), run.progress(), k -> {
            final PingNetwork network = k == 0
                    ? standard
                    : k == 1
                            ? standard.withExcitationOfINs(0)
                            : k < 2 + DECAYS_MS.length
                                    ? standard.withInhibitoryDecayMs(DECAYS_MS[k - 2])
                                    : standard.withExcitatoryPa(DRIVES_PA[k - 2 - DECAYS_MS.length]);
            spikes[k] = network.run(s.durationMs, STEP_MS, run.seed(), share -> {});
        });
        final double[] byDecay = new double[DECAYS_MS.length];
        for (int k = 0; k < byDecay.length; k++) byDecay[k] = rateHz(spikes[2 + k], 0, s.excitatory, s);
        final double[] byDrive = new double[DRIVES_PA.length];
        for (int k = 0; k < byDrive.length; k++)
            byDrive[k] = rateHz(spikes[2 + DECAYS_MS.length + k], 0, s.excitatory, s);
        final Volleys volleys = Volleys.of(spikes[0], s);
        final double hz = volleys.hz;
        final double e = rateHz(spikes[0], 0, s.excitatory, s);
        final double i = rateHz(spikes[0], s.excitatory, s.excitatory + s.inhibitory, s);
        // The reference counted in windows of 400 ms, to 2 Hz.
        final List<Measure> measures = List.of(
                new Measure("rhythm_hz", hz, "Hz", 47.75, 3),
                new Measure("rate_e_hz", e, "Hz", 48.1, 3),
                new Measure("rate_i_hz", i, "Hz", 47.5, 3),
                new Measure("volleys_an_e_cell_takes_part_in", hz > 0 ? e / hz : Double.NaN, "", 1, 0.05),
                new Measure("rate_at_decay_4_5_hz", byDecay[0], "Hz", 52.5, 3),
                Measure.of("rate_at_decay_18_hz", byDecay[4], "Hz"),
                // Only its sign is known: longer inhibition, slower turns.
                new Measure("change_from_decay_4_5_to_18_hz", byDecay[4] - byDecay[0], "Hz", -10, 9.5),
                new Measure("rate_at_drive_1_hz", byDrive[0], "Hz", 38.75, 3),
                new Measure("rate_at_drive_2_hz", byDrive[2], "Hz", 61.75, 4),
                Measure.of("rate_at_drive_3_hz", byDrive[4], "Hz"),
                new Measure("rate_e_without_excitation_of_i_hz", rateHz(spikes[1], 0, s.excitatory, s), "Hz", 53.5, 2),
                new Measure(
                        "rate_i_without_excitation_of_i_hz",
                        rateHz(spikes[1], s.excitatory, s.excitatory + s.inhibitory, s),
                        "Hz",
                        0,
                        1e-9));
        final double from = s.durationMs - SHOWN_MS;
        final Figure figure = Figure.stacked(
                "Taking turns: a gamma rhythm",
                160,
                Figure.row(1.2, raster(spikes[0], s, from)),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "",
                                        Axis.of("decay of inhibition (ms)"),
                                        Axis.of("rate of E (Hz)"),
                                        Series.line("", DECAYS_MS, byDecay, Role.INHIBITION)),
                                Panel.of(
                                        "",
                                        Axis.of("drive of E (uA/cm²)"),
                                        Axis.of("rate of E (Hz)"),
                                        Series.line("", DRIVES_PA, byDrive, Role.EXCITATION)))));
        final Checks active = ScenarioChecks.of(Firing.of(
                e < i ? "The population of excitatory cells" : "The population of inhibitory cells", Math.min(e, i)));
        final Checks turns = active.and(ScenarioChecks.of(Claim.atLeast(
                volleys.swing,
                TURNS,
                "",
                "The rate of the excitatory cells swings by " + Text.number(volleys.swing)
                        + " of its mean (standard deviation in bins smoothed over 7 ms).",
                "Choose more cells, a higher connection probability, or weights nearer to the defaults.")));
        final String rates =
                "Excitatory cells fire at " + Text.number(e) + " Hz and inhibitory ones at " + Text.number(i) + " Hz";
        return Report.ofMeasures(
                        List.of(
                                turns.headline(
                                        rates + ", and no rhythm is given",
                                        rates + ", in turns: a rhythm of " + Text.number(hz) + " Hz.",
                                        StaysActive.NAME,
                                        ClaimShown.NAME),
                                "From 4.5 to 18 ms of inhibition the rate changes from " + Text.number(byDecay[0])
                                        + " to "
                                        + Text.number(byDecay[4]) + " Hz, from a drive of 1 to 3 pA from "
                                        + Text.number(byDrive[0]) + " to " + Text.number(byDrive[4]) + " Hz."),
                        measures,
                        Map.of(
                                "spikes.csv",
                                table(spikes[0]),
                                "decay.csv",
                                Table.ofNumbers(List.of("inhibition_ms", "rate_e_hz"), DECAYS_MS, byDecay),
                                "drive.csv",
                                Table.ofNumbers(List.of("drive_pa", "rate_e_hz"), DRIVES_PA, byDrive)),
                        figure)
                .withChecks(turns);
    }

    private static double rateHz(final Spikes spikes, final int from, final int to, final Settings s) {
        long count = 0;
        for (int k = 0; k < spikes.count(); k++) {
            final int n = spikes.neurons()[k];
            if (n >= from && n < to && spikes.steps()[k] * STEP_MS >= SETTLE_MS) count++;
        }
        return count * 1000.0 / (to - from) / (s.durationMs - SETTLE_MS);
    }

    /**
     * Volleys of the excitatory cells: bins of 1 ms, smoothed, that stand above their mean on their way up.
     *
     * @param hz their mean rate; 0 if there are fewer than two
     * @param swing standard deviation over mean of the smoothed bins; of n cells that fire by chance it is the root of
     *     their number in 7 ms, upside down, .12 of 200 cells at 48 Hz; 0 of silent ones
     */
    private record Volleys(double hz, double swing) {

        static Volleys of(final Spikes spikes, final Settings s) {
            final double[] bins = new double[(int) (s.durationMs - SETTLE_MS)];
            for (int k = 0; k < spikes.count(); k++) {
                final int bin = (int) Math.floor(spikes.steps()[k] * STEP_MS - SETTLE_MS);
                if (spikes.neurons()[k] < s.excitatory && bin >= 0 && bin < bins.length) bins[bin]++;
            }
            final double[] smooth = new double[bins.length];
            final int half = 3;
            for (int i = 0; i < bins.length; i++) {
                for (int d = -half; d <= half; d++)
                    smooth[i] += bins[Math.max(0, Math.min(bins.length - 1, i + d))] / (2 * half + 1);
            }
            final double mean = java.util.Arrays.stream(smooth).average().orElse(0);
            int volleys = 0;
            int first = 0;
            int last = 0;
            for (int i = 1; i < smooth.length; i++) {
                if (!(smooth[i - 1] < mean && smooth[i] >= mean)) continue;
                if (volleys++ == 0) first = i;
                last = i;
            }
            return new Volleys(
                    volleys < 2 ? 0 : (volleys - 1) * 1000.0 / (last - first),
                    mean == 0 ? 0 : Statistics.populationSd(smooth) / mean);
        }
    }

    private static Panel raster(final Spikes spikes, final Settings s, final double from) {
        final double[][] x = new double[2][spikes.count()];
        final double[][] y = new double[2][spikes.count()];
        final int[] size = new int[2];
        for (int k = 0; k < spikes.count(); k++) {
            final double ms = spikes.steps()[k] * STEP_MS;
            if (ms < from) continue;
            final int kind = spikes.neurons()[k] < s.excitatory ? 0 : 1;
            x[kind][size[kind]] = ms;
            y[kind][size[kind]++] = spikes.neurons()[k];
        }
        return Panel.of(
                "",
                Axis.of("time (ms)", from, s.durationMs),
                Axis.of("cell", 0, s.excitatory + s.inhibitory),
                new Series(
                        "excitatory",
                        java.util.Arrays.copyOf(x[0], size[0]),
                        java.util.Arrays.copyOf(y[0], size[0]),
                        Role.EXCITATION,
                        Series.Style.POINTS),
                new Series(
                        "inhibitory",
                        java.util.Arrays.copyOf(x[1], size[1]),
                        java.util.Arrays.copyOf(y[1], size[1]),
                        Role.INHIBITION,
                        Series.Style.POINTS));
    }

    private static Table table(final Spikes spikes) {
        final double[] ms = new double[spikes.count()];
        final double[] neuron = new double[spikes.count()];
        for (int k = 0; k < ms.length; k++) {
            ms[k] = Math.round(spikes.steps()[k] * STEP_MS * 1e6) / 1e6;
            neuron[k] = spikes.neurons()[k];
        }
        return Table.ofNumbers(List.of("time_ms", "neuron"), ms, neuron);
    }
}
