package org.eibalance.format.nwb;

import java.util.Arrays;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Unit;

/**
 * The stimuli of a channel. At a rate other than that of the responses the last sample before a time counts, as an
 * output holds its value. NaN where no stimulus is stored.
 */
final class NwbCommand implements CommandWaveform {

    private final String name;
    private final Unit unit;
    private final double holding;
    private final NwbSeries[] stimuli;
    private final NwbSeries[] responses;

    /**
     * @param name of the command
     * @param stimuli one for each sweep; null where there is none
     * @param responses what the channel recorded; null where it did not
     */
    NwbCommand(
            final String name,
            final Unit unit,
            final double holding,
            final NwbSeries[] stimuli,
            final NwbSeries[] responses) {
        this.name = name;
        this.unit = unit;
        this.holding = holding;
        this.stimuli = stimuli;
        this.responses = responses;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Unit unit() {
        return unit;
    }

    @Override
    public double holding() {
        return holding;
    }

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        final NwbSeries stimulus = stimuli[sweep];
        if (stimulus == null || responses[sweep] == null) {
            Arrays.fill(into, offset, offset + length, Double.NaN);
            return;
        }
        final double ratio = stimulus.rateHz() / responses[sweep].rateHz();
        final long shift = Math.round((responses[sweep].startS() - stimulus.startS()) * stimulus.rateHz());
        if (ratio == 1) copy(stimulus, from + shift, into, offset, length);
        else
            for (int i = 0; i < length; i++)
                copy(stimulus, (long) Math.floor((from + i) * ratio + 1e-6) + shift, into, offset + i, 1);
    }

    private static void copy(
            final NwbSeries stimulus, final long from, final double[] into, final int offset, final int length) {
        final long first = Math.min(Math.max(from, 0), stimulus.trace().samples());
        final long last =
                Math.max(first, Math.min(from + length, stimulus.trace().samples()));
        Arrays.fill(into, offset, offset + length, Double.NaN);
        if (last > first) stimulus.trace().read(first, into, offset + (int) (first - from), (int) (last - first));
    }
}
