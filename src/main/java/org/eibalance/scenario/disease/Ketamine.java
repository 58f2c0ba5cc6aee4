package org.eibalance.scenario.disease;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.Figure;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;

/**
 * Blocking NMDA receptors excites: those of interneurons drive inhibition, and with less of it excitatory cells fire
 * more (Homayoun and Moghaddam 2007, J Neurosci 27:11496, who found interneurons to fire less and most pyramidal cells
 * to fire more).
 */
public final class Ketamine extends Scenario<Ketamine.Settings> {

    private static final int SEEDS = 10;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "NMDA receptors on excitatory cells",
                    unit = "nS",
                    standard = 0.1,
                    min = 0,
                    max = 5,
                    description = "Peak conductance of a spike at the NMDA receptors of excitatory cells.")
            double onENs,

            @Setting(
                    label = "NMDA receptors on interneurons",
                    unit = "nS",
                    standard = 0.8,
                    min = 0,
                    max = 5,
                    description = "Peak conductance of a spike at the NMDA receptors of interneurons.")
            double onINs,

            @Setting(
                    label = "Share blocked",
                    standard = 0.7,
                    min = 0,
                    max = 1,
                    description = "Share of the NMDA receptors that the drug blocks.")
            double shareBlocked,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 800,
                    min = 400,
                    max = 60000,
                    description = "Length of each simulation, of which the first 200 ms are not measured.")
            double durationMs) {}

    /** For the list of scenarios. */
    public Ketamine() {
        super(
                Settings.class,
                "Ketamine: NMDA Block and Disinhibition",
                "Blocking NMDA receptors, of interneurons above all, makes the excitatory cells of a model "
                        + "circuit fire more (after Homayoun and Moghaddam 2007).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final CorticalCircuit usual = CorticalCircuit.usual().withNmda(s.onENs, s.onINs);
        final double left = 1 - s.shareBlocked;
        final CorticalCircuit[] circuits = {
            usual,
            usual.withNmda(s.onENs, left * s.onINs),
            usual.withNmda(left * s.onENs, left * s.onINs),
            usual.withNmda(left * s.onENs, s.onINs)
        };
        final List<CorticalCircuit.Activity> all = CorticalCircuit.forSeeds(
                4 * SEEDS, run, 0, 1, k -> circuits[k % 4].run(s.durationMs, CorticalCircuit.seed(run, k / 4)));
        final double[][] e = new double[4][SEEDS];
        final double[][] i = new double[4][SEEDS];
        for (int k = 0; k < all.size(); k++) {
            e[k % 4][k / 4] = all.get(k).excitatoryHz();
            i[k % 4][k / 4] = all.get(k).inhibitoryHz();
        }
        final SeedEffect onI = SeedEffect.of(e[0], e[1]);
        final SeedEffect onBoth = SeedEffect.of(e[0], e[2]);
        final SeedEffect onE = SeedEffect.of(e[0], e[3]);
        final SeedEffect interneurons = SeedEffect.of(i[0], i[1]);
        final List<Measure> measures = new ArrayList<>(SeedPanels.measures("rate_e_with_block_on_i", onI, true, "Hz"));
        measures.addAll(SeedPanels.measures("rate_e_with_block_on_all", onBoth, true, "Hz"));
        measures.add(Measure.of("rate_e_with_block_on_e_changes_by", onE.mean(), "Hz"));
        measures.add(Measure.of("rate_i_with_block_on_i_changes_by", interneurons.mean(), "Hz"));
        measures.add(Measure.of("rate_i_change_low", interneurons.low(), "Hz"));
        measures.add(Measure.of("rate_i_change_high", interneurons.high(), "Hz"));
        final List<String> names = List.of("usual", "blocked on I", "on all", "on E");
        final Figure figure = Figure.stacked(
                "NMDA block and disinhibition (a model)",
                140,
                Figure.row(1, SeedPanels.of("Excitatory cells", "rate of E (Hz)", names, e)),
                Figure.row(1, SeedPanels.of("Interneurons", "rate of I (Hz)", names, i)));
        return Report.ofMeasures(
                List.of(
                        "Blocking " + Text.number(100 * s.shareBlocked)
                                + " % of the NMDA receptors of interneurons makes the rate of excitatory cells "
                                + SeedPanels.sentence(onI, "Hz", SEEDS) + "; of all cells, "
                                + SeedPanels.sentence(onBoth, "Hz", SEEDS) + ".",
                        interneurons.high() < 0
                                ? "Interneurons fire less, as was recorded."
                                : "That interneurons fire less, as was recorded, this circuit does not show: "
                                        + "their rate changes by "
                                        + Text.number(interneurons.mean())
                                        + " Hz (95 % interval " + Text.number(interneurons.low()) + " to "
                                        + Text.number(interneurons.high())
                                        + ")"
                                        + (onI.low() > 0
                                                ? ", for the excitatory cells that are set free drive them anew, as in "
                                                        + "an inhibition-stabilised network."
                                                : ".")),
                measures,
                Map.of(
                        "rates_e.csv",
                        SeedPanels.table(List.of("usual_hz", "block_on_i_hz", "block_on_all_hz", "block_on_e_hz"), e),
                        "rates_i.csv",
                        SeedPanels.table(List.of("usual_hz", "block_on_i_hz", "block_on_all_hz", "block_on_e_hz"), i)),
                figure);
    }
}
