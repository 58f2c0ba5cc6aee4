package org.eibalance.report.scenario;

import java.util.Arrays;
import java.util.List;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.SeedEffect;

/** Panels, tables and sentences of conditions that were run with the same seeds. */
public final class SeedPanels {

    private static final Role[] ROLES = {Role.RESULT, Role.EXCITATION, Role.INHIBITION, Role.CELL_A};

    private SeedPanels() {}

    /**
     * One dot a seed and condition.
     *
     * @param title above the panel
     * @param label of the values, with the unit
     * @param names of the conditions, four at most
     * @param values by condition and seed
     */
    public static Panel of(final String title, final String label, final List<String> names, final double[][] values) {
        final Series[] series = new Series[names.size()];
        for (int c = 0; c < series.length; c++) {
            final double[] seeds = new double[values[c].length];
            for (int k = 0; k < seeds.length; k++) seeds[k] = k + 1;
            series[c] = new Series(names.get(c), seeds, values[c], ROLES[c], Series.Style.POINTS);
        }
        final double top = 1.05
                * Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElse(1);
        return Panel.of(title, Axis.of("seed", 0, values[0].length + 1), Axis.of(label, 0, top), series);
    }

    /** The same values as a table. */
    public static Table table(final List<String> columns, final double[][] values) {
        final double[][] all = new double[values.length + 1][];
        all[0] = new double[values[0].length];
        for (int k = 0; k < all[0].length; k++) all[0][k] = k + 1;
        System.arraycopy(values, 0, all, 1, values.length);
        final java.util.ArrayList<String> names = new java.util.ArrayList<>(columns);
        names.add(0, "seed");
        return Table.ofNumbers(names, all);
    }

    /** A change with interval and effect size as measures; the whole interval must lie on the side that is claimed. */
    public static List<Measure> measures(
            final String name, final SeedEffect effect, final boolean rises, final String unit) {
        final boolean holds = rises ? effect.low() > 0 : effect.high() < 0;
        return List.of(
                Measure.of(name + "_changes_by", effect.mean(), unit),
                Measure.of(name + "_change_low", effect.low(), unit),
                Measure.of(name + "_change_high", effect.high(), unit),
                Measure.of(name + "_effect_size", effect.size(), ""),
                Measure.of(name + "_share_of_seeds_alike", effect.sameSign(), ""),
                new Measure(name + (rises ? "_rises" : "_falls"), holds ? 1 : 0, "", 1, 0));
    }

    /**
     * A change in words, such as "4.1 Hz more (95 % interval of the change 3.8 to 4.4, d = 12 over 10 seeds)"; "not
     * clearly different" where the interval holds 0.
     */
    public static String sentence(final SeedEffect effect, final String unit, final int seeds) {
        final String unitOrNone = unit.isEmpty() ? "" : " " + unit;
        final String interval = "95 % interval of the change " + Text.number(effect.low()) + " to "
                + Text.number(effect.high())
                + (Double.isFinite(effect.size()) ? ", d = " + Text.number(effect.size()) : "") + " over " + seeds
                + " seeds)";
        if (!effect.isClear())
            return "not clearly different (change " + Text.number(effect.mean()) + unitOrNone + ", " + interval;
        return Text.number(Math.abs(effect.mean())) + unitOrNone + (effect.mean() < 0 ? " less" : " more") + " ("
                + interval;
    }
}
