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
    private final int first;
    private final double stepMs;

    RefitEnvelope(final double[] excitatoryNs, final double[] inhibitoryNs, final int first, final double stepMs) {
        this.first = first;
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
        final ConductanceResponse excitatory = ConductanceResponse.of(refit[0], first, stepMs);
        final ConductanceResponse inhibitory = ConductanceResponse.of(refit[1], first, stepMs);
        refits.add(new Refit(
                assumption, excitatory.peakNs(), inhibitory.peakNs(), inhibitory.peakMs() - excitatory.peakMs()));
    }

    SystematicError result(final List<String> uncorrected) {
        return new SystematicError(uncorrected, refits, low[0], high[0], low[1], high[1]);
    }
}
