package org.eibalance.format.abf;

import java.util.Arrays;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Unit;

/**
 * A holding level that was changed by hand while recording.
 *
 * @param name name of the output
 * @param unit unit of its levels
 * @param holding the level at the start
 * @param changeS seconds from the start of the file to each change, ascending
 * @param levels the level from there on
 * @param sweepStartS seconds from the start of the file to each sweep
 * @param intervalS seconds between two samples
 */
record HoldingCommand(
        String name,
        Unit unit,
        double holding,
        double[] changeS,
        double[] levels,
        double[] sweepStartS,
        double intervalS)
        implements CommandWaveform {

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        Arrays.fill(into, offset, offset + length, holding);
        for (int i = 0; i < changeS.length; i++) {
            final double sample = Math.ceil((changeS[i] - sweepStartS[sweep]) / intervalS - 1e-6) - from;
            if (sample < length) Arrays.fill(into, offset + (int) Math.max(0, sample), offset + length, levels[i]);
        }
    }
}
