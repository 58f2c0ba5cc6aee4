package org.eibalance.command.conductance;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.IonGradient;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.balance.BalancePoint;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Where excitation and inhibition balance a neuron. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Operating Point...",
        headless = true,
        description = "Computes the inhibition that holds a cell at a potential, its total conductance and its "
                + "time constant.")
public final class OperatingPoint extends EiCommand {

    private static final double HEIGHT_MM = 90;
    private static final int POINTS = 200;

    @Parameter(
            label = "Capacitance (pF)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Capacitance of the cell.")
    private double capacitance_pf = 200;

    @Parameter(
            label = "Leak (nS)",
            min = "0.001",
            max = "100000",
            persist = false,
            description = "Conductance of the cell at rest.")
    private double leak_ns = 10;

    @Parameter(
            label = "Reversal of the leak (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Resting potential of the cell without synapses.")
    private double leak_reversal_mv = -70;

    @Parameter(
            label = "Excitation (nS)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Mean excitatory conductance.")
    private double g_e_ns = 10;

    @Parameter(
            label = "Inhibition (nS)",
            persist = false,
            description = "Mean inhibitory conductance: a number; auto: the one that holds the cell at the target.")
    private String g_i_ns = "auto";

    @Parameter(
            label = "Target (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Potential at which the cell is held, between both reversal potentials.")
    private double target_mv = -60;

    @Parameter(
            label = "Injected current (pA)",
            min = "-1000000",
            max = "1000000",
            persist = false,
            description = "Steady current; a positive one depolarises.")
    private double injected_pa = 0;

    @Parameter(
            label = "Reversal of excitation (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Reversal potential of excitatory synapses.")
    private double e_reversal_mv = 0;

    @Parameter(
            label = "Reversal of inhibition (mV)",
            persist = false,
            description = "Reversal potential of inhibitory synapses: a number; auto: from the concentrations below.")
    private String i_reversal_mv = "-80";

    @Parameter(
            label = "Chloride outside (mM)",
            min = "0.001",
            max = "1000",
            persist = false,
            description = "Concentration in the bath, for the reversal of inhibition.")
    private double chloride_out_mm = 133.5;

    @Parameter(
            label = "Chloride inside (mM)",
            min = "0.001",
            max = "1000",
            persist = false,
            description = "Concentration in the pipette.")
    private double chloride_in_mm = 6;

    @Parameter(
            label = "Bicarbonate outside (mM)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Concentration in the bath, weighted by the permeability.")
    private double bicarbonate_out_mm = 26;

    @Parameter(
            label = "Bicarbonate inside (mM)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Concentration in the cell.")
    private double bicarbonate_in_mm = 12;

    @Parameter(
            label = "Permeability of bicarbonate",
            min = "0",
            max = "1",
            persist = false,
            description = "Relative to that of chloride; 0 for chloride alone.")
    private double bicarbonate_permeability = 0.2;

    @Parameter(
            label = "Temperature (degrees C)",
            min = "-10",
            max = "60",
            persist = false,
            description = "Temperature of the bath.")
    private double temperature_c = 34;

    @Override
    protected Report compute() {
        final ReversalPotentials reversals = new ReversalPotentials(e_reversal_mv, inhibitoryReversalMv());
        final PassiveCell cell = new PassiveCell(capacitance_pf, leak_ns, leak_reversal_mv);
        final OptionalDouble given = AutoNumber.parse("g_i_ns", g_i_ns, 0, 100_000);
        final BalancePoint point = given.isPresent()
                ? BalancePoint.of(cell, injected_pa, g_e_ns, given.getAsDouble(), reversals)
                : BalancePoint.holding(cell, injected_pa, g_e_ns, target_mv, reversals);
        final boolean between =
                point.potentialMv() > reversals.inhibitoryMv() && point.potentialMv() < reversals.excitatoryMv();
        final double ratio = between ? BalancePoint.balancedRatio(point.potentialMv(), reversals) : Double.NaN;
        final Table summary = Table.withColumns(
                        "potential_mv",
                        "g_e_ns",
                        "g_i_ns",
                        "total_ns",
                        "conductance_ratio",
                        "time_constant_ms",
                        "rest_time_constant_ms",
                        "balanced_ratio_i_over_e",
                        "e_reversal_mv",
                        "i_reversal_mv")
                .row(
                        point.potentialMv(),
                        point.excitatoryNs(),
                        point.inhibitoryNs(),
                        point.totalNs(),
                        point.conductanceRatio(),
                        point.timeConstantMs(),
                        point.restTimeConstantMs(),
                        ratio,
                        reversals.excitatoryMv(),
                        reversals.inhibitoryMv())
                .build();
        final List<String> sentences = List.of(
                String.format(
                        Locale.ROOT,
                        "With %.4g nS of excitation and %.4g nS of inhibition the cell stands at %.2f mV.",
                        point.excitatoryNs(),
                        point.inhibitoryNs(),
                        point.potentialMv()),
                String.format(
                        Locale.ROOT,
                        "Its conductance is %.3g times that at rest, its time constant %.3g ms instead of %.3g ms.",
                        point.conductanceRatio(),
                        point.timeConstantMs(),
                        point.restTimeConstantMs()),
                String.format(
                        Locale.ROOT, "Synaptic currents alone would balance there at g_I / g_E = " + "%.4g.", ratio));
        return Report.of(sentences, summary, figure(reversals, point));
    }

    private double inhibitoryReversalMv() {
        if (i_reversal_mv.strip().equals("auto"))
            return IonGradient.goldmanAnionMv(
                    chloride_out_mm,
                    chloride_in_mm,
                    bicarbonate_out_mm,
                    bicarbonate_in_mm,
                    bicarbonate_permeability,
                    temperature_c);
        return AutoNumber.parse("i_reversal_mv", i_reversal_mv, -200, 200).orElseThrow();
    }

    /** The balance rule: the ratio over the potentials between both reversals. */
    private static Figure figure(final ReversalPotentials reversals, final BalancePoint point) {
        final double[] v = new double[POINTS];
        final double[] ratio = new double[POINTS];
        final double margin = reversals.spanMv() / 20;
        for (int k = 0; k < POINTS; k++) {
            v[k] = reversals.inhibitoryMv() + margin + (reversals.spanMv() - 2 * margin) * k / (POINTS - 1);
            ratio[k] = BalancePoint.balancedRatio(v[k], reversals);
        }
        return Figure.stacked(
                "Balance rule: g_I / g_E = (E_E - V) / (V - E_I)",
                HEIGHT_MM,
                Figure.row(
                        1,
                        Panel.of(
                                        "",
                                        Axis.of("membrane potential (mV)"),
                                        new Axis("g_I / g_E", Double.NaN, Double.NaN, true),
                                        Series.line("balance of synaptic currents", v, ratio, Role.RESULT))
                                .withMarks(Mark.atX(
                                        point.potentialMv(),
                                        String.format(Locale.ROOT, "%.1f mV", point.potentialMv()),
                                        Role.NEUTRAL))));
    }
}
