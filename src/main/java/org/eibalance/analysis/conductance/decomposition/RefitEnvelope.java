package org.eibalance.analysis.conductance.decomposition;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.signal.ParallelLoop;

/** The range of both conductances over all refits. */
final class RefitEnvelope {

    private final List<Refit> refits = new ArrayList<>();
    private final double[][] low;
    private final double[][] high;
    private final PeakFit excitatory;
    private final PeakFit inhibitory;
    private final double stepMs;

    RefitEnvelope(
            final double[] excitatoryNs,
            final double[] inhibitoryNs,
            final PeakFit excitatory,
            final PeakFit inhibitory,
            final double stepMs) {
        this.excitatory = excitatory;
        this.inhibitory = inhibitory;
        this.stepMs = stepMs;
        low = new double[][] {excitatoryNs.clone(), inhibitoryNs.clone()};
        high = new double[][] {excitatoryNs.clone(), inhibitoryNs.clone()};
    }

    void add(final String assumption, final SynapticLines lines, final ReversalPotentials reversals) {
        ParallelLoop.checkCancelled();
        final double[][] refit = {lines.excitatoryNs(reversals), lines.inhibitoryNs(reversals)};
        for (int s = 0; s < 2; s++) {
            for (int i = 0; i < refit[s].length; i++) {
                low[s][i] = Math.min(low[s][i], refit[s][i]);
                high[s][i] = Math.max(high[s][i], refit[s][i]);
            }
        }
        if (excitatory == null || inhibitory == null) return;
        refits.add(new Refit(
                assumption,
                excitatory.peakNs(refit[0]),
                inhibitory.peakNs(refit[1]),
                stepMs * (inhibitory.peakAt(refit[1]) - excitatory.peakAt(refit[0]))));
    }

    SystematicError result(final List<String> uncorrected) {
        return new SystematicError(uncorrected, refits, low[0], high[0], low[1], high[1]);
    }
}
