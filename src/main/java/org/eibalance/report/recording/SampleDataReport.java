package org.eibalance.report.recording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.waveform.ConductancePair;

/** Recordings of a simulated pair of cells with all four pairings of holding levels. */
public final class SampleDataReport {

    private SampleDataReport() {}

    /**
     * The report.
     *
     * @param experiments by the pairing of their levels, HD and three others, in the order of the rows; all but the
     *     holding currents is the same
     * @param shown the first sweep of the pairing HD, with its truth
     * @return a row a pairing with the names of its files, as {@link #recordingName} and {@link #truthName} make them
     */
    public static Report of(final Map<String, PairExperiment> experiments, final SimulatedRecording shown) {
        final Table.Builder summary =
                Table.withColumns("recording", "truth", "pairing", "sweeps", "holding_a_pa", "holding_b_pa");
        experiments.forEach((pairing, experiment) -> summary.row(
                recordingName(pairing),
                truthName(pairing),
                pairing,
                experiment.sweeps(),
                experiment.holdingPaA(),
                experiment.holdingPaB()));
        final PairExperiment any = experiments.get("HD");
        return Report.of(
                List.of(
                        "Simulated a pair of cells in current clamp with all four pairings of holding levels: "
                                + Counts.of(any.sweeps(), "sweep") + " of " + any.sweepMs() + " ms each, seed "
                                + any.seed() + ".",
                        "The synaptic conductances are the same in all four; only the holding currents differ.",
                        "Each pair-….abf has its true conductances in pair-…-truth.csv."),
                summary.build(),
                figure(shown));
    }

    /** Name of the recording of a pairing, without the ending. */
    public static String stem(final String pairing) {
        return "pair-" + pairing.toLowerCase(Locale.ROOT);
    }

    /** Name of the recording of a pairing. */
    public static String recordingName(final String pairing) {
        return stem(pairing) + ".abf";
    }

    /** Name of the table of its true conductances. */
    public static String truthName(final String pairing) {
        return stem(pairing) + "-truth.csv";
    }

    private static Figure figure(final SimulatedRecording simulated) {
        final ConductancePair truth = simulated.truth().get(0).get(1);
        final double[] timeMs = new double[truth.samples()];
        for (int i = 0; i < timeMs.length; i++) timeMs[i] = i * truth.stepMs();
        final Axis time = Axis.of("time (ms)", 0, timeMs.length * truth.stepMs());
        return Figure.stacked(
                "pair-hd.abf, first sweep",
                140,
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                time,
                                Axis.of("cell A, H (mV)"),
                                Series.line(
                                        "cell A", timeMs, simulated.recording().read(0, 0), Role.CELL_A))),
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                time,
                                Axis.of("cell B, D (mV)"),
                                Series.line(
                                        "cell B", timeMs, simulated.recording().read(1, 0), Role.CELL_B))),
                Figure.row(
                        1,
                        Panel.of(
                                "",
                                time,
                                Axis.of("true g in cell B (nS)"),
                                Series.line("excitatory", timeMs, truth.excitatoryNs(), Role.EXCITATION),
                                Series.line("inhibitory", timeMs, truth.inhibitoryNs(), Role.INHIBITION))));
    }
}
