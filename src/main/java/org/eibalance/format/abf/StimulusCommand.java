package org.eibalance.format.abf;

import java.util.Arrays;
import org.eibalance.format.abf.AbfOutput.Stimulus;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.Unit;

/**
 * A command that was played from a file, read from the copy in the ABF file. NaN where the file carries no copy of a
 * sweep.
 */
final class StimulusCommand implements CommandWaveform {

    private static final int SCRATCH = 4096;

    private final MappedFile file;
    private final AbfOutput output;
    private final Stimulus stimulus;
    private final ProtocolTiming timing;

    StimulusCommand(final MappedFile file, final AbfOutput output, final ProtocolTiming timing) {
        this.file = file;
        this.output = output;
        this.timing = timing;
        stimulus = output.stimulus().orElseThrow();
    }

    /** Whether the file has all counts of a sweep. */
    boolean carries(final int sweep) {
        return stimulus.at() > 0
                && place(sweep) >= 0
                && place(sweep) + Short.BYTES * timing.claimedScans()[sweep] <= file.size();
    }

    /** Byte of the first count; one episode serves all sweeps. */
    private long place(final int sweep) {
        final long episode = stimulus.episodes() == 1 ? 0 : sweep;
        return episode >= stimulus.episodes()
                ? -1
                : stimulus.at() + Short.BYTES * episode * timing.claimedScans()[sweep];
    }

    @Override
    public String name() {
        return output.name();
    }

    @Override
    public Unit unit() {
        return output.unit();
    }

    @Override
    public double holding() {
        return output.holding();
    }

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        if (!timing.plays(sweep)) Arrays.fill(into, offset, offset + length, output.holding());
        else if (!carries(sweep)) Arrays.fill(into, offset, offset + length, Double.NaN);
        else {
            final short[] counts = new short[Math.min(length, SCRATCH)];
            for (int done = 0; done < length; done += counts.length) {
                final int count = Math.min(counts.length, length - done);
                file.read(place(sweep) + Short.BYTES * (from + done), counts, 0, count);
                for (int i = 0; i < count; i++)
                    into[offset + done + i] = counts[i] * stimulus.scale() + stimulus.offset();
            }
        }
    }
}
