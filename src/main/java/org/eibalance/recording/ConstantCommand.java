package org.eibalance.recording;

import java.util.Arrays;

/** A holding level. */
record ConstantCommand(String name, Unit unit, double holding) implements CommandWaveform {

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        Arrays.fill(into, offset, offset + length, holding);
    }
}
