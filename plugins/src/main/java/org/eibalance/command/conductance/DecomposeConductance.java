package org.eibalance.command.conductance;

import org.eibalance.report.Report;
import org.eibalance.report.conductance.DecompositionReport;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** g_E(t) and g_I(t) from sweeps at several levels. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Decompose Conductance...",
        headless = true,
        description = "Computes excitatory and inhibitory conductances over time from currents that were recorded at "
                + "several potentials.")
public final class DecomposeConductance extends DecompositionCommand {

    @Override
    protected Report compute() {
        final Input input = read();
        return DecompositionReport.of(input.recording(), decompose(input));
    }
}
