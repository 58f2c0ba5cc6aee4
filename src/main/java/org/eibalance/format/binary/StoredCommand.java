package org.eibalance.format.binary;

import java.util.Arrays;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Unit;

/** A command that lies in the file of the recording, which also closes it. */
record StoredCommand(String name, Unit unit, double holding, StoredSamples samples, StoredTrace[] sweeps)
        implements CommandWaveform {

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        final int stored = (int) Math.max(0, Math.min(length, sweeps[sweep].samples() - from));
        if (stored > 0) samples.read(0, sweep, from, into, offset, stored);
        Arrays.fill(into, offset + stored, offset + length, Double.NaN);
    }
}
