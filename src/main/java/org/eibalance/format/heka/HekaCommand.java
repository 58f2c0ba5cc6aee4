package org.eibalance.format.heka;

import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Unit;

/** Commands reconstructed from the protocols, sweep by sweep. */
final class HekaCommand implements CommandWaveform {

    private final HekaStimulus any;
    private final List<HekaStimulus> bySweep;
    private final int[] inSeries;
    private final double intervalS;

    /**
     * @param any one of the stimuli, for name, unit and holding level
     * @param bySweep the stimulus of each sweep of the recording, null where there is none; not changed afterwards
     * @param inSeries place of each sweep in its series; not changed afterwards
     * @param intervalS seconds between samples
     */
    HekaCommand(
            final HekaStimulus any, final List<HekaStimulus> bySweep, final int[] inSeries, final double intervalS) {
        this.any = any;
        this.bySweep = bySweep;
        this.inSeries = inSeries;
        this.intervalS = intervalS;
    }

    @Override
    public String name() {
        return any.name() + " (reconstructed)";
    }

    @Override
    public Unit unit() {
        return any.unit();
    }

    @Override
    public double holding() {
        return any.holding();
    }

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        final HekaStimulus stimulus = bySweep.get(sweep);
        Arrays.fill(into, offset, offset + length, stimulus == null ? Double.NaN : stimulus.holding());
        if (stimulus == null || !stimulus.reconstructible()) return;
        final int k = inSeries[sweep];
        final double base = stimulus.relative() ? stimulus.holding() : 0;
        double previous = stimulus.holding();
        double atS = 0;
        for (int s = 0; s < stimulus.segments().size(); s++) {
            final HekaStimulus.Segment segment = stimulus.segments().get(s);
            final double level = base + segment.level() + k * segment.levelStep();
            final double lengthS = Math.max(0, segment.durationS() + k * segment.durationStepS());
            final boolean skipped = s < stimulus.startSegment() || !segment.isStored(k);
            final double cutS = skipped
                    ? lengthS
                    : s == stimulus.startSegment() ? Math.min(lengthS, Math.max(0, stimulus.startS())) : 0;
            final double first = segment.ramp() ? previous : level;
            put(first, level, lengthS, cutS, atS, from, into, offset, length);
            atS += lengthS - cutS;
            previous = level;
        }
    }

    /** What of a segment falls among the samples asked for. */
    private void put(
            final double first,
            final double last,
            final double lengthS,
            final double cutS,
            final double atS,
            final long from,
            final double[] into,
            final int offset,
            final int length) {
        final long begin = Math.max(from, Math.round(atS / intervalS));
        final long end = Math.min(from + length, Math.round((atS + lengthS - cutS) / intervalS));
        for (long i = begin; i < end; i++) {
            final double part = first == last ? 1 : (cutS + i * intervalS - atS) / lengthS;
            into[(int) (offset + i - from)] = first + part * (last - first);
        }
    }
}
