package org.eibalance.command.conductance;

import java.util.OptionalDouble;
import org.eibalance.analysis.conductance.AnionGradient;
import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.balance.BalancePoint;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.OperatingPointReport;
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

    @Parameter(
            label = "Capacitance (pF)",
            min = "0.1",
            max = "100000",
            persist = false,
            description = "Capacitance of the cell.")
    private double capacitance_pf = PassiveCell.DEFAULT.capacitancePf();

    @Parameter(
            label = "Leak (nS)",
            min = "0.001",
            max = "100000",
            persist = false,
            description = "Conductance of the cell at rest.")
    private double leak_ns = PassiveCell.DEFAULT.leakNs();

    @Parameter(
            label = "Reversal of the leak (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Resting potential of the cell without synapses.")
    private double leak_reversal_mv = PassiveCell.DEFAULT.leakReversalMv();

    @Parameter(
            label = "Excitation (nS)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Mean excitatory conductance.")
    private double g_e_ns = BalancePoint.DEFAULT_EXCITATORY_NS;

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
    private double target_mv = BalancePoint.DEFAULT_TARGET_MV;

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
    private double e_reversal_mv = ReversalPotentials.DEFAULT.excitatoryMv();

    @Parameter(
            label = "Reversal of inhibition (mV)",
            persist = false,
            description = "Reversal potential of inhibitory synapses: a number; auto: from the concentrations below.")
    private String i_reversal_mv = AutoNumber.text(ReversalPotentials.DEFAULT.inhibitoryMv());

    @Parameter(
            label = "Chloride outside (mM)",
            min = "0.001",
            max = "1000",
            persist = false,
            description = "Concentration in the bath, for the reversal of inhibition.")
    private double chloride_out_mm = AnionGradient.DEFAULT.chlorideOutsideMm();

    @Parameter(
            label = "Chloride inside (mM)",
            min = "0.001",
            max = "1000",
            persist = false,
            description = "Concentration in the pipette.")
    private double chloride_in_mm = AnionGradient.DEFAULT.chlorideInsideMm();

    @Parameter(
            label = "Bicarbonate outside (mM)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Concentration in the bath, weighted by the permeability.")
    private double bicarbonate_out_mm = AnionGradient.DEFAULT.bicarbonateOutsideMm();

    @Parameter(
            label = "Bicarbonate inside (mM)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Concentration in the cell.")
    private double bicarbonate_in_mm = AnionGradient.DEFAULT.bicarbonateInsideMm();

    @Parameter(
            label = "Permeability of bicarbonate",
            min = "0",
            max = "1",
            persist = false,
            description = "Relative to that of chloride; 0 for chloride alone.")
    private double bicarbonate_permeability = AnionGradient.DEFAULT.bicarbonatePermeability();

    @Parameter(
            label = "Temperature (degrees C)",
            min = "-10",
            max = "60",
            persist = false,
            description = "Temperature of the bath.")
    private double temperature_c = AnionGradient.DEFAULT.temperatureC();

    @Override
    protected Report compute() {
        final ReversalPotentials reversals = new ReversalPotentials(e_reversal_mv, inhibitoryReversalMv());
        final PassiveCell cell = new PassiveCell(capacitance_pf, leak_ns, leak_reversal_mv);
        final OptionalDouble inhibitoryNs = AutoNumber.parse("g_i_ns", g_i_ns, 0, 100_000);
        final BalancePoint point = inhibitoryNs.isPresent()
                ? BalancePoint.of(cell, injected_pa, g_e_ns, inhibitoryNs.getAsDouble(), reversals)
                : BalancePoint.holding(cell, injected_pa, g_e_ns, target_mv, reversals);
        return OperatingPointReport.of(point, reversals);
    }

    private double inhibitoryReversalMv() {
        if (i_reversal_mv.strip().equals("auto"))
            return new AnionGradient(
                            chloride_out_mm,
                            chloride_in_mm,
                            bicarbonate_out_mm,
                            bicarbonate_in_mm,
                            bicarbonate_permeability,
                            temperature_c)
                    .reversalMv();
        return AutoNumber.parse("i_reversal_mv", i_reversal_mv, -200, 200).orElseThrow();
    }
}
