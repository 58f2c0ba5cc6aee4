package org.eibalance.scenario.disease;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Role;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.SpikeFigures;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;

/**
 * The same loss of AMPA receptors has opposite effects on excitatory cells and on interneurons: it silences in the one
 * case and disinhibits in the other (Fuchs et al. 2007, Neuron 53:591-604, on receptors of fast-spiking interneurons).
 */
public final class AmpaLoss extends Scenario<AmpaLoss.Settings> {

    private static final int SEEDS = 12;
    private static final double SHOWN_MS = 300;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Share of AMPA receptors lost",
                    standard = 0.3,
                    min = 0,
                    max = 0.95,
                    description = "Share of the AMPA receptors that is lost, on one kind of cells.")
            double shareLost,

            @Setting(
                    label = "Duration",
                    unit = "ms",
                    standard = 1000,
                    min = 400,
                    max = 60000,
                    description = "Length of each simulation, of which the first 200 ms are not measured.")
            double durationMs) {}

    /** For the list of scenarios. */
    public AmpaLoss() {
        super(
                Settings.class,
                "AMPA-Receptor Loss",
                "Losing AMPA receptors on excitatory cells makes a model circuit less active, losing them on "
                        + "interneurons makes it more active (after Fuchs et al. 2007).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final CorticalCircuit usual = CorticalCircuit.usual();
        final CorticalCircuit[] circuits = {
            usual, usual.withAmpa(1 - s.shareLost, 1), usual.withAmpa(1, 1 - s.shareLost)
        };
        final List<CorticalCircuit.Activity> all = CorticalCircuit.forSeeds(
                SEEDS * 3, run, 0, 1, k -> circuits[k % 3].run(s.durationMs, CorticalCircuit.seed(run, k / 3)));
        final double[][] rates = new double[3][SEEDS];
        for (int k = 0; k < all.size(); k++) rates[k % 3][k / 3] = all.get(k).excitatoryHz();
        final SeedEffect onE = SeedEffect.of(rates[0], rates[1]);
        final SeedEffect onI = SeedEffect.of(rates[0], rates[2]);
        final List<Measure> measures = new ArrayList<>(SeedPanels.measures("rate_e_with_loss_on_e", onE, false, "Hz"));
        measures.addAll(SeedPanels.measures("rate_e_with_loss_on_i", onI, true, "Hz"));
        final double from = s.durationMs - SHOWN_MS;
        final Figure figure = Figure.stacked(
                "Loss of AMPA receptors (a model)",
                150,
                new Figure.Row(
                        1,
                        List.of(
                                SpikeFigures.raster(
                                        "Lost on excitatory cells",
                                        all.get(1).spikes(),
                                        all.get(1).excitatory().population().part(0, 60),
                                        from,
                                        s.durationMs,
                                        Role.EXCITATION),
                                SpikeFigures.raster(
                                        "Lost on interneurons",
                                        all.get(2).spikes(),
                                        all.get(2).excitatory().population().part(0, 60),
                                        from,
                                        s.durationMs,
                                        Role.INHIBITION))),
                Figure.row(
                        1,
                        SeedPanels.of(
                                "Rate of excitatory cells",
                                "rate of E (Hz)",
                                List.of("usual", "lost on E", "lost on I"),
                                rates)));
        return Report.ofMeasures(
                List.of(
                        "With " + Text.number(100 * s.shareLost)
                                + " % of the AMPA receptors lost on excitatory cells the rate of these is "
                                + SeedPanels.sentence(onE, "Hz", SEEDS) + "; lost on interneurons, it is "
                                + SeedPanels.sentence(onI, "Hz", SEEDS) + ".",
                        "This is a model of a circuit, not of a disease."),
                measures,
                Map.of(
                        "rates.csv",
                        SeedPanels.table(
                                List.of("rate_e_usual_hz", "rate_e_loss_on_e_hz", "rate_e_loss_on_i_hz"), rates)),
                figure);
    }
}
