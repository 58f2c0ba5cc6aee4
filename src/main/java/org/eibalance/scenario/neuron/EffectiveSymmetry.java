package org.eibalance.scenario.neuron;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.eibalance.check.Checks;
import org.eibalance.check.scenario.Claim;
import org.eibalance.check.scenario.ClaimShown;
import org.eibalance.check.scenario.ScenarioChecks;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;

/**
 * By Dale's law an excitatory cell cannot inhibit another, but through an interneuron that both share each inhibits the
 * other, and alike: the interaction is effectively symmetric, although no connection is (Hopfield 1982 needs symmetry;
 * on rate models of excitatory and inhibitory cells see Dayan and Abbott 2001, chapter 7).
 */
public final class EffectiveSymmetry extends Scenario<EffectiveSymmetry.Settings> {

    private static final int SEEDS = 12;
    private static final int[] INTERNEURONS = {1, 2, 4, 8, 16, 32, 64};
    private static final double[] SCATTER = {0, 0.1, 0.2, 0.3, 0.4, 0.5};
    private static final double STEP = 0.02;
    private static final int STEPS = 4000;
    private static final double PROBE = 1e-3;
    /** Largest asymmetry of a symmetric interaction, and least effect of one cell on another. */
    private static final double SYMMETRIC = 1e-6;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Excitatory cells",
                    standard = 20,
                    min = 3,
                    max = 200,
                    description = "Number of excitatory cells, which share the interneurons.")
            int excitatory,

            @Setting(
                    label = "Inhibition through the interneurons",
                    standard = 2,
                    min = 0.01,
                    max = 50,
                    description =
                            "Summed strength of inhibition from one excitatory cell to all, through the interneurons.")
            double strength,

            @Setting(
                    label = "Scatter of weights",
                    standard = 0.3,
                    min = 0,
                    max = 1,
                    description = "Standard deviation of the weights, of which those into and out of an interneuron "
                            + "are drawn apart, relative to their mean.")
            double scatter) {}

    /** For the list of scenarios. */
    public EffectiveSymmetry() {
        super(
                Settings.class,
                "Dale's Law and Effective Symmetry",
                "Excitatory cells that share an interneuron inhibit each other symmetrically, although no "
                        + "connection is symmetric (after Dayan and Abbott 2001).");
    }

    /** Weights from excitatory cells to interneurons, and from these back. */
    private record Wiring(RealMatrix toI, RealMatrix fromI) {

        static Wiring random(
                final int cells,
                final int interneurons,
                final double strength,
                final double scatter,
                final boolean reciprocal,
                final long seed) {
            final CounterRandom random = new CounterRandom(seed, 0);
            final double mean = Math.sqrt(strength / cells / interneurons);
            final RealMatrix to = new Array2DRowRealMatrix(interneurons, cells);
            final RealMatrix from = new Array2DRowRealMatrix(cells, interneurons);
            for (int i = 0; i < interneurons; i++) {
                for (int c = 0; c < cells; c++) {
                    to.setEntry(i, c, mean * Math.max(0, 1 + scatter * random.nextGaussian()));
                    from.setEntry(
                            c,
                            i,
                            reciprocal ? to.getEntry(i, c) : mean * Math.max(0, 1 + scatter * random.nextGaussian()));
                }
            }
            return new Wiring(to, from);
        }

        /** What one excitatory cell does to another, with the interneurons at rest in between. */
        RealMatrix effective() {
            return fromI.multiply(toI).scalarMultiply(-1);
        }
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final Wiring shared = Wiring.random(s.excitatory, 1, s.strength, s.scatter, true, run.seed());
        final Wiring apart = Wiring.random(s.excitatory, 1, s.strength, s.scatter, false, run.seed());
        final double[] rates = settle(shared, -1);
        final RealMatrix simulated = responses(shared, rates, run);
        final RealMatrix theory = linearResponses(
                shared, Arrays.stream(rates).map(rate -> rate > PROBE ? 1 : 0).toArray());
        final double worst = simulated.subtract(theory).getNorm();
        run.progress().accept(0.3);
        final double[] byCount = new double[INTERNEURONS.length];
        final double[][] single = new double[2][SEEDS];
        for (int k = 0; k < INTERNEURONS.length; k++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                run.checkCancelled();
                final double a = asymmetry(Wiring.random(
                                s.excitatory, INTERNEURONS[k], s.strength, s.scatter, false, run.seed() * 1000 + seed)
                        .effective());
                byCount[k] += a / SEEDS;
                if (k == 0) single[0][seed] = a;
                if (k == INTERNEURONS.length - 1) single[1][seed] = a;
            }
        }
        final double[] byScatter = new double[SCATTER.length];
        for (int k = 0; k < SCATTER.length; k++) {
            for (int seed = 0; seed < SEEDS; seed++)
                byScatter[k] += asymmetry(
                                Wiring.random(s.excitatory, 1, s.strength, SCATTER[k], false, run.seed() * 1000 + seed)
                                        .effective())
                        / SEEDS;
        }
        final SeedEffect effect = SeedEffect.of(single[0], single[1]);
        run.progress().accept(1);
        final List<Measure> measures = List.of(
                new Measure("asymmetry_through_shared_interneuron", asymmetry(simulated), "", 0, 1e-6),
                new Measure("responses_less_theory", worst, "", 0, 1e-5),
                Measure.of("asymmetry_with_scattered_weights", asymmetry(apart.effective()), ""),
                new Measure("more_interneurons_change_asymmetry_by", effect.mean(), "", -0.2, 0.19),
                Measure.of("asymmetry_change_low", effect.low(), ""),
                Measure.of("asymmetry_change_high", effect.high(), ""),
                Measure.of("asymmetry_effect_size", effect.size(), ""),
                new Measure("seeds_in_this_direction", effect.mean() < 0 ? effect.sameSign() : 0, "", 1, 0.1));
        final double[] count = Arrays.stream(INTERNEURONS).asDoubleStream().toArray();
        final Checks symmetric = ScenarioChecks.of(new Claim(
                asymmetry(simulated) <= SYMMETRIC && inhibits(simulated),
                asymmetry(simulated),
                SYMMETRIC,
                "",
                inhibits(simulated)
                        ? "The asymmetry of the effects is " + Text.number(asymmetry(simulated)) + "."
                        : "No excitatory cell inhibits another.",
                "Choose less scatter or weaker inhibition, so that all cells fire."));
        return Report.ofMeasures(
                        List.of(
                                symmetric.headline(
                                        "That the interaction is symmetric is not said",
                                        "No excitatory cell reaches another, yet through the interneuron each inhibits "
                                                + "the other, and as much as it is inhibited (asymmetry "
                                                + Text.number(asymmetry(simulated)) + ").",
                                        ClaimShown.NAME),
                                "Where weights into and out of interneurons scatter apart, 64 interneurons in place of "
                                        + "one change the asymmetry from "
                                        + Text.number(byCount[0]) + " to " + Text.number(byCount[byCount.length - 1])
                                        + ", "
                                        + SeedPanels.sentence(effect, "", SEEDS) + "."),
                        measures,
                        Map.of(
                                "asymmetry.csv",
                                Table.ofNumbers(List.of("interneurons", "asymmetry"), count, byCount),
                                "scatter.csv",
                                Table.ofNumbers(List.of("scatter", "asymmetry"), SCATTER, byScatter),
                                "responses.csv",
                                pairs(simulated)),
                        figure(simulated, linearResponses(apart, allFire(s.excitatory)), count, byCount, byScatter))
                .withChecks(symmetric);
    }

    /** Whether some cell lowers the rate of another. */
    private static boolean inhibits(final RealMatrix a) {
        for (int i = 0; i < a.getRowDimension(); i++) {
            for (int j = 0; j < i; j++) if (a.getEntry(i, j) < -SYMMETRIC) return true;
        }
        return false;
    }

    /**
     * The share of a matrix that is not symmetric, off the diagonal: |A − Aᵀ| / |A + Aᵀ|, 0 where symmetric, 1 where
     * one-way.
     */
    private static double asymmetry(final RealMatrix a) {
        double odd = 0;
        double even = 0;
        for (int i = 0; i < a.getRowDimension(); i++) {
            for (int j = 0; j < i; j++) {
                odd += Math.pow(a.getEntry(i, j) - a.getEntry(j, i), 2);
                even += Math.pow(a.getEntry(i, j) + a.getEntry(j, i), 2);
            }
        }
        return even == 0 ? 0 : Math.sqrt(odd / even);
    }

    /** Settled change of each excitatory rate for a unit of input to each, by simulation of all cells. */
    private static RealMatrix responses(final Wiring w, final double[] base, final ScenarioRun run) {
        final int n = w.toI.getColumnDimension();
        final RealMatrix responses = new Array2DRowRealMatrix(n, n);
        for (int j = 0; j < n; j++) {
            run.checkCancelled();
            final double[] r = settle(w, j);
            for (int i = 0; i < n; i++) responses.setEntry(i, j, (r[i] - base[i]) / PROBE);
        }
        return responses;
    }

    /**
     * The same by theory: (1 − D W)⁻¹ D, where W is the effective interaction and D is 1 for cells that fire. A cell
     * whose synapse from the interneuron is so strong that it is silent neither answers nor acts on others.
     */
    private static RealMatrix linearResponses(final Wiring w, final double[] fires) {
        final RealMatrix firing = MatrixUtils.createRealDiagonalMatrix(fires);
        return new LUDecomposition(
                        MatrixUtils.createRealIdentityMatrix(fires.length).subtract(firing.multiply(w.effective())))
                .getSolver()
                .getInverse()
                .multiply(firing);
    }

    /** Rates of r' = −r + [input]+ after 80 time constants, excitatory cell j a little more driven. */
    private static double[] settle(final Wiring w, final int j) {
        final int n = w.toI.getColumnDimension();
        double[] e = new double[n];
        double[] inhibitory = new double[w.toI.getRowDimension()];
        for (int t = 0; t < STEPS; t++) {
            final double[] toI = w.toI.operate(e);
            final double[] fromI = w.fromI.operate(inhibitory);
            final double[] nextE = new double[n];
            for (int i = 0; i < n; i++)
                nextE[i] = e[i] + STEP * (Math.max(0, 10 + (i == j ? PROBE : 0) - fromI[i]) - e[i]);
            final double[] nextI = new double[inhibitory.length];
            for (int i = 0; i < nextI.length; i++)
                nextI[i] = inhibitory[i] + STEP * (Math.max(0, toI[i]) - inhibitory[i]);
            e = nextE;
            inhibitory = nextI;
        }
        return e;
    }

    private static double[] allFire(final int cells) {
        final double[] fires = new double[cells];
        Arrays.fill(fires, 1);
        return fires;
    }

    private static Table pairs(final RealMatrix a) {
        final Table.Builder table = Table.withColumns("cell", "other_cell", "effect_on_other", "effect_of_other");
        for (int i = 0; i < a.getRowDimension(); i++) {
            for (int j = 0; j < i; j++) table.row(i, j, a.getEntry(j, i), a.getEntry(i, j));
        }
        return table.build();
    }

    private static Series scatter(final String name, final RealMatrix a, final Role role) {
        final int n = a.getRowDimension();
        final double[] x = new double[n * (n - 1) / 2];
        final double[] y = new double[x.length];
        int size = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                x[size] = a.getEntry(i, j);
                y[size++] = a.getEntry(j, i);
            }
        }
        return new Series(name, x, y, role, Series.Style.POINTS);
    }

    private static Figure figure(
            final RealMatrix shared,
            final RealMatrix apart,
            final double[] count,
            final double[] byCount,
            final double[] byScatter) {
        return Figure.stacked(
                "Symmetric through an interneuron",
                150,
                Figure.row(
                        1.1,
                        Panel.of(
                                "Each two excitatory cells",
                                Axis.of("effect of one on the other"),
                                Axis.of("effect of the other on it"),
                                scatter("weights apart", apart, Role.CHANCE),
                                scatter("reciprocal weights", shared, Role.RESULT))),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "",
                                        new Axis("interneurons", Double.NaN, Double.NaN, true),
                                        Axis.of("asymmetry"),
                                        Series.line("", count, byCount, Role.INHIBITION)),
                                Panel.of(
                                        "",
                                        Axis.of("scatter of the weights"),
                                        Axis.of("asymmetry"),
                                        Series.line("", SCATTER, byScatter, Role.RESULT)))));
    }
}
