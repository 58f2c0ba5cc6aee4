package org.eibalance.scenario.disease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Band;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
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
 * Alcohol strengthens GABA receptors, the circuit compensates, and when the alcohol is gone the compensation is left:
 * withdrawal. Where recovery is slower than compensation, each withdrawal is worse than the one before: kindling
 * (Ballenger and Post 1978, Br J Psychiatry 133:1-14; Becker 1998, Alcohol Health Res World 22:25-33).
 */
public final class AlcoholWithdrawal extends Scenario<AlcoholWithdrawal.Settings> {

    /** Kindling is nearly as large as its scatter over seeds: ten were too few to see it every time. */
    private static final int SEEDS = 30;

    private static final double RUN_MS = 700;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "GABA under alcohol",
                    standard = 1.5,
                    min = 1,
                    max = 5,
                    description = "What alcohol multiplies the strength of GABA receptors by.")
            double gabaFactor,

            @Setting(
                    label = "Compensation a day",
                    unit = "1/Hz",
                    standard = 0.015,
                    min = 0,
                    max = 1,
                    description = "Change of the factor on inhibition in a day for each Hz that the rate is off.")
            double compensationPerHz,

            @Setting(
                    label = "Speed of recovery",
                    standard = 0.3,
                    min = 0,
                    max = 10,
                    description = "Speed of the compensation without alcohol relative to that with it; below 1 gives "
                            + "kindling.")
            double recoverySpeed,

            @Setting(
                    label = "Days with alcohol",
                    standard = 4,
                    min = 1,
                    max = 30,
                    description = "Days with alcohol in an episode.")
            int drinkingDays,

            @Setting(
                    label = "Days without",
                    standard = 2,
                    min = 1,
                    max = 30,
                    description = "Days without alcohol between episodes.")
            int soberDays,

            @Setting(label = "Episodes", standard = 4, min = 2, max = 20, description = "Number of episodes.")
            int episodes) {}

    /** For the list of scenarios. */
    public AlcoholWithdrawal() {
        super(
                Settings.class,
                "Alcohol, Withdrawal, Kindling",
                "A circuit compensates for strengthened inhibition and is left hyperexcitable without it, more "
                        + "so each time: a model after Ballenger and Post 1978.");
    }

    /** Rates and factors day by day: the first is before, then episode after episode. */
    private record History(double[] rate, double[] factor) {}

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        final List<History> all =
                CorticalCircuit.forSeeds(SEEDS, run, 0, 1, k -> live(s, CorticalCircuit.seed(run, k)));
        final int episode = s.drinkingDays + s.soberDays;
        final double[] before = at(all, 0);
        final double[] acute = at(all, 1);
        final double[] adapted = at(all, s.drinkingDays);
        final double[] first = at(all, 1 + s.drinkingDays);
        final double[] last = at(all, 1 + (s.episodes - 1) * episode + s.drinkingDays);
        final SeedEffect sedation = SeedEffect.of(before, acute);
        final SeedEffect tolerance = SeedEffect.of(acute, adapted);
        final SeedEffect withdrawal = SeedEffect.of(before, first);
        final SeedEffect kindling = SeedEffect.of(first, last);
        final List<Measure> measures = new ArrayList<>(SeedPanels.measures("rate_with_alcohol", sedation, false, "Hz"));
        measures.addAll(SeedPanels.measures("rate_by_compensation", tolerance, true, "Hz"));
        measures.addAll(SeedPanels.measures("rate_in_withdrawal", withdrawal, true, "Hz"));
        measures.addAll(SeedPanels.measures("withdrawal_from_first_to_last", kindling, true, "Hz"));
        final int days = all.get(0).rate.length;
        final double[] day = new double[days];
        final double[] mean = new double[days];
        final double[] low = new double[days];
        final double[] high = new double[days];
        final double[] factor = new double[days];
        for (int d = 0; d < days; d++) {
            day[d] = d;
            final double[] rates = at(all, d);
            mean[d] = Arrays.stream(rates).average().orElse(Double.NaN);
            final int now = d;
            factor[d] = all.stream().mapToDouble(h -> h.factor[now]).average().orElse(Double.NaN);
            Arrays.sort(rates);
            low[d] = rates[0];
            high[d] = rates[rates.length - 1];
        }
        final Mark[] drinking = new Mark[s.episodes];
        for (int e = 0; e < s.episodes; e++)
            drinking[e] = new Mark(
                    Mark.Direction.AT_X,
                    0.5 + e * episode,
                    0.5 + e * episode + s.drinkingDays,
                    e == 0 ? "alcohol" : "",
                    Role.REFERENCE);
        final Figure figure = Figure.stacked(
                "Alcohol, withdrawal, kindling (a model)",
                160,
                Figure.row(
                        1.3,
                        Panel.of(
                                        "Rate of excitatory cells",
                                        Axis.of("day", 0, days),
                                        Axis.of("rate of E (Hz)"),
                                        Series.line("mean of " + SEEDS + " seeds", day, mean, Role.RESULT))
                                .withBands(new Band("range", day, low, high, Role.CHANCE))
                                .withMarks(drinking)),
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                                "Compensation",
                                                Axis.of("day", 0, days),
                                                Axis.of("factor on inhibition"),
                                                Series.line("", day, factor, Role.INHIBITION))
                                        .withMarks(drinking),
                                SeedPanels.of(
                                        "Withdrawal",
                                        "rate of E (Hz)",
                                        List.of("before", "first", "last"),
                                        new double[][] {before, first, last}))));
        return Report.ofMeasures(
                List.of(
                        "With alcohol the rate of excitatory cells is " + SeedPanels.sentence(sedation, "Hz", SEEDS)
                                + "; "
                                + (tolerance.low() > 0
                                        ? "compensation brings it back by " + Text.number(tolerance.mean()) + " Hz."
                                        : "compensation does not bring it back."),
                        "Compared with before, the rate in the first withdrawal is "
                                + SeedPanels.sentence(withdrawal, "Hz", SEEDS)
                                + "; compared with that, in the last it is "
                                + SeedPanels.sentence(kindling, "Hz", SEEDS) + ".",
                        kindling.low() > 0
                                ? "That recovery is slower than compensation is an assumption of this model, and "
                                        + "kindling follows from it."
                                : "There is no kindling: withdrawals do not get worse."),
                measures,
                Map.of(
                        "days.csv",
                        Table.ofNumbers(
                                List.of(
                                        "day",
                                        "rate_e_mean_hz",
                                        "rate_e_least_hz",
                                        "rate_e_greatest_hz",
                                        "factor_on_inhibition"),
                                day,
                                mean,
                                low,
                                high,
                                factor)),
                figure);
    }

    private static double[] at(final List<History> all, final int day) {
        return all.stream().mapToDouble(h -> h.rate[day]).toArray();
    }

    private static History live(final Settings s, final long seed) {
        final int episode = s.drinkingDays + s.soberDays;
        final int days = 1 + s.episodes * episode;
        final double[] rate = new double[days];
        final double[] factor = new double[days];
        double now = 1;
        for (int d = 0; d < days; d++) {
            final boolean alcohol = d > 0 && (d - 1) % episode < s.drinkingDays;
            factor[d] = now;
            // The same connections and the same input each day.
            rate[d] = CorticalCircuit.usual()
                    .withGaba(now * (alcohol ? s.gabaFactor : 1))
                    .run(RUN_MS, seed)
                    .excitatoryHz();
            if (d > 0)
                now = Math.max(0.1, now + s.compensationPerHz * (alcohol ? 1 : s.recoverySpeed) * (rate[d] - rate[0]));
        }
        return new History(rate, factor);
    }
}
