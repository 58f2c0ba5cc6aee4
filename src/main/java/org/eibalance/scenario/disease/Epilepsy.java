package org.eibalance.scenario.disease;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.Figure;
import org.eibalance.model.network.PingNetwork;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.HodgkinHuxley;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;

/**
 * Two ways to too little inhibition. Lost interneurons: fewer of them (Cobos et al. 2005, Nat Neurosci 8:1059-1068, in
 * Dlx1 mutants). Dravet syndrome: the sodium conductance of the interneurons is lowered, so that they fail first when a
 * sodium-channel blocker is given (Yu et al. 2006, Nat Neurosci 9:1142-1149; Catterall 2018, Curr Opin Physiol 2:42-50;
 * Guerrini et al. 1998, Epilepsia 39:508-512, on lamotrigine).
 */
public final class Epilepsy extends Scenario<Epilepsy.Settings> {

    private static final int SEEDS = 10;
    private static final double STEP_MS = 0.05;
    private static final double SETTLE_MS = 150;
    private static final int CELLS_E = 200;
    private static final int CELLS_I = 50;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Interneurons lost",
                    standard = 0.3,
                    min = 0,
                    max = 0.9,
                    description = "Share of the interneurons that never arrived.")
            double interneuronsLost,

            @Setting(
                    label = "Sodium conductance left in interneurons",
                    standard = 0.7,
                    min = 0.05,
                    max = 1,
                    description = "Share of the sodium conductance that interneurons have in Dravet syndrome.")
            double sodiumLeft,

            @Setting(
                    label = "Sodium conductance left by the blocker",
                    standard = 0.8,
                    min = 0.05,
                    max = 1,
                    description = "Share of the sodium conductance of all cells that the drug leaves.")
            double blockerLeaves,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 600,
                    min = 400,
                    max = 100000,
                    description = "Length of each simulation.")
            double durationMs) {}

    /** For the list of scenarios. */
    public Epilepsy() {
        super(
                Settings.class,
                "Epilepsy: Lost Interneurons and Dravet",
                "Loss of interneurons, or of their sodium conductance, and why a sodium-channel blocker makes "
                        + "the latter worse: models after Cobos et al. 2005 and Yu et al. 2006.");
    }

    /** Rates of both kinds of cells. */
    private record Rates(double e, double i) {}

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final CorticalCircuit usual = CorticalCircuit.usual();
        final CorticalCircuit fewer = usual.withInterneuronsLost(s.interneuronsLost);
        final List<CorticalCircuit.Activity> circuits = CorticalCircuit.forSeeds(
                2 * SEEDS,
                run,
                0,
                0.3,
                k -> (k % 2 == 0 ? usual : fewer).run(s.durationMs + 400, CorticalCircuit.seed(run, k / 2)));
        final double[][] rate = new double[2][SEEDS];
        final double[][] fano = new double[2][SEEDS];
        for (int k = 0; k < circuits.size(); k++) {
            rate[k % 2][k / 2] = circuits.get(k).excitatoryHz();
            fano[k % 2][k / 2] = circuits.get(k).fano();
        }
        // Usual, usual with blocker, Dravet, Dravet with blocker.
        final double[] interneurons = {1, s.blockerLeaves, s.sodiumLeft, s.sodiumLeft * s.blockerLeaves};
        final double[] pyramidal = {1, s.blockerLeaves, 1, s.blockerLeaves};
        final List<Rates> gamma = CorticalCircuit.forSeeds(
                4 * SEEDS,
                run,
                0.3,
                1,
                k -> rates(
                        PingNetwork.standard()
                                .withCells(
                                        withSodium(HodgkinHuxley.pyramidal(), pyramidal[k % 4]),
                                        withSodium(HodgkinHuxley.interneuron(), interneurons[k % 4]))
                                .run(s.durationMs, STEP_MS, CorticalCircuit.seed(run, k / 4), done -> {}),
                        s));
        final double[][] e = new double[4][SEEDS];
        final double[][] i = new double[4][SEEDS];
        for (int k = 0; k < gamma.size(); k++) {
            e[k % 4][k / 4] = gamma.get(k).e;
            i[k % 4][k / 4] = gamma.get(k).i;
        }
        final SeedEffect lost = SeedEffect.of(rate[0], rate[1]);
        final SeedEffect together = SeedEffect.of(fano[0], fano[1]);
        final SeedEffect dravet = SeedEffect.of(e[0], e[2]);
        final SeedEffect dravetI = SeedEffect.of(i[0], i[2]);
        final SeedEffect drugUsual = SeedEffect.of(e[0], e[1]);
        final SeedEffect drugDravet = SeedEffect.of(e[2], e[3]);
        final SeedEffect drugI = SeedEffect.of(i[2], i[3]);
        final List<Measure> measures =
                new ArrayList<>(SeedPanels.measures("rate_e_with_fewer_interneurons", lost, true, "Hz"));
        measures.addAll(SeedPanels.measures("rate_e_in_dravet", dravet, true, "Hz"));
        measures.addAll(SeedPanels.measures("rate_i_in_dravet", dravetI, false, "Hz"));
        measures.addAll(SeedPanels.measures("rate_e_in_dravet_with_blocker", drugDravet, true, "Hz"));
        measures.add(Measure.of("rate_e_usual_with_blocker_changes_by", drugUsual.mean(), "Hz"));
        measures.add(
                new Measure("blocker_does_more_harm_in_dravet", drugDravet.low() > drugUsual.high() ? 1 : 0, "", 1, 0));
        measures.add(Measure.of("fano_with_fewer_interneurons_changes_by", together.mean(), ""));
        measures.add(Measure.of("fano_change_low", together.low(), ""));
        measures.add(Measure.of("fano_change_high", together.high(), ""));
        final boolean synchronous = together.low() > 0;
        final Figure figure = Figure.stacked(
                "Too little inhibition (models)",
                160,
                new Figure.Row(
                        1,
                        List.of(
                                SeedPanels.of("Interneurons lost", "rate of E (Hz)", List.of("usual", "fewer"), rate),
                                SeedPanels.of(
                                        "Firing together", "Fano factor, 5 ms", List.of("usual", "fewer"), fano))),
                new Figure.Row(
                        1,
                        List.of(
                                SeedPanels.of(
                                        "Dravet: excitatory",
                                        "rate of E (Hz)",
                                        List.of("usual", "usual, drug", "Dravet", "Dravet, drug"),
                                        e),
                                SeedPanels.of(
                                        "Dravet: interneurons",
                                        "rate of I (Hz)",
                                        List.of("usual", "usual, drug", "Dravet", "Dravet, drug"),
                                        i))));
        return Report.ofMeasures(
                List.of(
                        "With " + Text.number(100 * s.interneuronsLost)
                                + " % of the interneurons lost the rate of excitatory cells is "
                                + SeedPanels.sentence(lost, "Hz", SEEDS)
                                + ".",
                        synchronous
                                ? "They also fire together more."
                                : "That they fire together more, as in a seizure, this circuit does not show: "
                                        + "the Fano factor changes by "
                                        + Text.number(together.mean())
                                        + " (" + Text.number(together.low()) + " to " + Text.number(together.high())
                                        + ")"
                                        + (lost.low() > 0
                                                ? ", for neurons without bursts answer lost inhibition with a higher "
                                                        + "rate alone."
                                                : "."),
                        "With " + Text.number(100 * s.sodiumLeft)
                                + " % of their sodium conductance the rate of interneurons is "
                                + SeedPanels.sentence(dravetI, "Hz", SEEDS) + " and that of excitatory cells "
                                + SeedPanels.sentence(dravet, "Hz", SEEDS) + ".",
                        "The blocker changes the rate of excitatory cells by " + Text.number(drugUsual.mean())
                                + " Hz in the usual circuit, and in the Dravet circuit by "
                                + Text.number(drugDravet.mean()) + " Hz (95 % interval " + Text.number(drugDravet.low())
                                + " to " + Text.number(drugDravet.high()) + ", d = " + Text.number(drugDravet.size())
                                + ")"
                                + (drugI.high() < 0 && drugDravet.low() > 0
                                        ? ": it silences the interneurons that were near their limit, whose rate is "
                                                + Text.number(-drugI.mean()) + " Hz less."
                                        : ".")),
                measures,
                Map.of(
                        "interneurons.csv",
                        SeedPanels.table(List.of("rate_e_usual_hz", "rate_e_fewer_hz"), rate),
                        "dravet_e.csv",
                        SeedPanels.table(
                                List.of("usual_hz", "usual_with_drug_hz", "dravet_hz", "dravet_with_drug_hz"), e),
                        "dravet_i.csv",
                        SeedPanels.table(
                                List.of("usual_hz", "usual_with_drug_hz", "dravet_hz", "dravet_with_drug_hz"), i)),
                figure);
    }

    private static HodgkinHuxley withSodium(final HodgkinHuxley cell, final double share) {
        return new HodgkinHuxley(
                cell.kinetics(),
                cell.capacitancePf(),
                cell.leakNs(),
                cell.leakReversalMv(),
                share * cell.sodiumNs(),
                cell.sodiumReversalMv(),
                cell.potassiumNs(),
                cell.potassiumReversalMv(),
                cell.spikeMv(),
                cell.refractoryMs());
    }

    private static Rates rates(final Spikes spikes, final Settings s) {
        final double[] count = new double[2];
        for (int k = 0; k < spikes.count(); k++) {
            if (spikes.steps()[k] * STEP_MS >= SETTLE_MS) count[spikes.neurons()[k] < CELLS_E ? 0 : 1]++;
        }
        final double seconds = (s.durationMs - SETTLE_MS) / 1000;
        return new Rates(count[0] / CELLS_E / seconds, count[1] / CELLS_I / seconds);
    }
}
