package org.eibalance.analysis.pair.input;

import java.util.Arrays;
import java.util.Locale;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.Statistics;

/** One sweep of two cells. */
public final class PairSweep {

    private final String recording;
    private final int sweep;
    private final double[] cellA;
    private final double[] cellB;
    private final double potentialAMv;
    private final double potentialBMv;
    private final ClampMode modeA;
    private final ClampMode modeB;
    private final double startMs;

    /**
     * A sweep of which it is not known what was clamped.
     *
     * @param recording the file name
     * @param sweep 0-based sweep in it
     * @param cellA samples of cell A, in any unit; not copied, and not to be changed any more
     * @param cellB samples of cell B, as many; not copied, and not to be changed any more
     * @param potentialAMv where cell A was held, before the junction potential is subtracted; NaN where unknown
     * @param potentialBMv where cell B was held, likewise
     */
    public PairSweep(
            final String recording,
            final int sweep,
            final double[] cellA,
            final double[] cellB,
            final double potentialAMv,
            final double potentialBMv) {
        this(recording, sweep, 0, cellA, cellB, potentialAMv, potentialBMv, ClampMode.UNKNOWN, ClampMode.UNKNOWN);
    }

    /**
     * @param recording the file name
     * @param sweep 0-based sweep in it
     * @param startMs where in that sweep the samples begin
     * @param cellA samples of cell A, as above
     * @param cellB samples of cell B, as above
     * @param potentialAMv where cell A was held, as above
     * @param potentialBMv where cell B was held, as above
     * @param modeA what was clamped in cell A
     * @param modeB what was clamped in cell B
     */
    public PairSweep(
            final String recording,
            final int sweep,
            final double startMs,
            final double[] cellA,
            final double[] cellB,
            final double potentialAMv,
            final double potentialBMv,
            final ClampMode modeA,
            final ClampMode modeB) {
        this.startMs = startMs;
        this.modeA = modeA;
        this.modeB = modeB;
        this.recording = recording;
        this.sweep = sweep;
        this.cellA = cellA;
        this.cellB = cellB;
        this.potentialAMv = potentialAMv;
        this.potentialBMv = potentialBMv;
    }

    /** The file name. */
    public String recording() {
        return recording;
    }

    /** 0-based sweep in the recording. */
    public int sweep() {
        return sweep;
    }

    /** Where in the sweep the samples begin, in ms. */
    public double startMs() {
        return startMs;
    }

    /** What was clamped in cell A. */
    public ClampMode modeA() {
        return modeA;
    }

    /** What was clamped in cell B. */
    public ClampMode modeB() {
        return modeB;
    }

    /** The same sweep with other samples of both cells, as when they were filtered. */
    public PairSweep withSamples(final double[] a, final double[] b) {
        return new PairSweep(recording, sweep, startMs, a, b, potentialAMv, potentialBMv, modeA, modeB);
    }

    /** Part of this sweep, held where the whole of it is. */
    PairSweep part(final int from, final int length, final double sampleRateHz) {
        return new PairSweep(
                recording,
                sweep,
                startMs + from * 1000 / sampleRateHz,
                Arrays.copyOfRange(cellA, from, from + length),
                Arrays.copyOfRange(cellB, from, from + length),
                potentialAMv,
                potentialBMv,
                modeA,
                modeB);
    }

    /** Samples of cell A; not a copy. */
    public double[] cellA() {
        return cellA;
    }

    /** Samples of cell B; not a copy. */
    public double[] cellB() {
        return cellB;
    }

    /** Where cell A was held, before the junction potential is subtracted; NaN where unknown. */
    public double potentialAMv() {
        return potentialAMv;
    }

    /** Where cell B was held, before the junction potential is subtracted; NaN where unknown. */
    public double potentialBMv() {
        return potentialBMv;
    }

    /** The file and the sweep, for a sentence. */
    public String place() {
        return recording + ", sweep " + sweep
                + (startMs == 0 ? "" : String.format(Locale.ROOT, " from %.1f ms on", startMs));
    }

    /** Coefficient of two traces at a lag in samples: about their means, biased, as in the correlogram. */
    static double coefficient(final double[] a, final double[] b, final int lag) {
        final double meanA = Statistics.mean(a), meanB = Statistics.mean(b);
        double aa = 0, bb = 0, ab = 0;
        for (int t = 0; t < a.length; t++) {
            aa += (a[t] - meanA) * (a[t] - meanA);
            bb += (b[t] - meanB) * (b[t] - meanB);
            if (t + lag >= 0 && t + lag < b.length) ab += (a[t] - meanA) * (b[t + lag] - meanB);
        }
        final double scale = Math.sqrt(aa * bb);
        return scale > 0 ? ab / scale : 0;
    }
}
