package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Detrending;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.SpikeRemoval;
import org.eibalance.signal.ZeroPhaseFilter;

/**
 * What is done to both cells before they are correlated, in this order: spikes are cut out of potentials, drift is
 * removed, the band is limited. Filters are zero-phase and the same for both cells, so that no lag comes from them.
 *
 * @param spikePeakMv potentials above this are spikes; NaN: not used
 * @param spikeSlopeMvPerMs faster rises are spikes; 0: not used
 * @param drift how drift is removed
 * @param driftWindowMs window of the sliding median
 * @param lowCutHz corner of a high pass; 0 for none
 * @param highCutHz corner of a low pass; 0 for none
 */
public record Preprocessing(
        double spikePeakMv,
        double spikeSlopeMvPerMs,
        DriftRemoval drift,
        double driftWindowMs,
        double lowCutHz,
        double highCutHz) {

    /** Nothing is done. */
    public static final Preprocessing NONE = new Preprocessing(Double.NaN, 0, DriftRemoval.NONE, 1000, 0, 0);

    /** How drift is removed. */
    public enum DriftRemoval {
        /** Not at all, but for the mean. */
        NONE,
        /** The straight line of least squares of each sweep. */
        LINE,
        /** The sliding median. */
        MEDIAN
    }

    /** @throws InputException if a number is out of its range */
    public Preprocessing {
        if (!(spikeSlopeMvPerMs >= 0 && driftWindowMs > 0 && lowCutHz >= 0 && highCutHz >= 0))
            throw new InputException("Slopes of spikes, windows and corner frequencies must not be below 0.");
        if (highCutHz > 0 && highCutHz <= lowCutHz)
            throw new InputException("The band to keep ends at " + highCutHz + " Hz and begins at " + lowCutHz
                    + " Hz: it must end above where it begins.");
    }

    /**
     * Treats all sweeps.
     *
     * @param input the sweeps; not changed
     * @param remarks where sentences about what was found go
     * @return the sweeps that are left
     * @throws InputException if a corner frequency is half the rate or more
     */
    public PairInput apply(final PairInput input, final List<String> remarks) {
        final double rate = input.sampleRateHz();
        for (final double corner : new double[] {lowCutHz, highCutHz}) {
            if (corner >= rate / 2)
                throw new InputException(input.sweeps().get(0).recording() + " has " + rate
                        + " samples a second: a corner frequency must be below half of that, but is " + corner
                        + " Hz.");
        }
        final List<PairSweep> treated = new ArrayList<>();
        int spikes = 0;
        for (final PairSweep sweep : input.sweeps()) {
            ParallelLoop.checkCancelled();
            final SpikeRemoval.Result a = withoutSpikes(sweep.cellA(), sweep.modeA(), rate);
            final SpikeRemoval.Result b = withoutSpikes(sweep.cellB(), sweep.modeB(), rate);
            spikes += a.spikes() + b.spikes();
            treated.add(sweep.withSamples(filtered(a.trace(), rate), filtered(b.trace(), rate)));
        }
        if (spikes > 0)
            remarks.add(
                    spikes + " spikes were cut out of " + input.sweeps().get(0).recording()
                            + " and bridged by straight lines from 2 ms before to 5 ms after.");
        return input.withSweeps(treated, input.isEvoked());
    }

    private SpikeRemoval.Result withoutSpikes(final double[] trace, final ClampMode mode, final double rate) {
        if (mode == ClampMode.VOLTAGE_CLAMP) return new SpikeRemoval.Result(trace, 0);
        return SpikeRemoval.remove(trace, rate, spikePeakMv, spikeSlopeMvPerMs);
    }

    private double[] filtered(final double[] trace, final double rate) {
        double[] left = switch (drift) {
            case NONE -> trace;
            case LINE -> Detrending.minusLine(trace);
            case MEDIAN -> Detrending.minusMedian(trace, Math.max(20, (int) Math.round(driftWindowMs * rate / 1000)));
        };
        if (lowCutHz > 0) left = ZeroPhaseFilter.highPass(lowCutHz, rate).filter(left);
        return highCutHz > 0 ? ZeroPhaseFilter.lowPass(highCutHz, rate).filter(left) : left;
    }
}
