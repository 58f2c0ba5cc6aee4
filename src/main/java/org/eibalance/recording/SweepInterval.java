package org.eibalance.recording;

import net.imglib2.AbstractInterval;
import net.imglib2.Interval;
import net.imglib2.Point;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.DoubleType;

/**
 * One sweep of one channel as an ImgLib2 interval. Each access holds a block of samples of its own: a walk reads the
 * file in blocks, and no access ever touches mapped memory by itself.
 */
final class SweepInterval extends AbstractInterval implements RandomAccessibleInterval<DoubleType> {

    private static final int BLOCK = 4096;

    private final Recording recording;
    private final int channel;
    private final int sweep;

    SweepInterval(final Recording recording, final int channel, final int sweep) {
        super(new long[] {recording.samples(channel, sweep)});
        this.recording = recording;
        this.channel = channel;
        this.sweep = sweep;
    }

    @Override
    public RandomAccess<DoubleType> randomAccess() {
        return new Access();
    }

    @Override
    public RandomAccess<DoubleType> randomAccess(final Interval interval) {
        return randomAccess();
    }

    @Override
    public DoubleType getType() {
        return new DoubleType();
    }

    private final class Access extends Point implements RandomAccess<DoubleType> {

        private final double[] block = new double[BLOCK];
        private final DoubleType value = new DoubleType();
        private long first = Long.MIN_VALUE;
        private int length;

        Access() {
            super(1);
        }

        private Access(final Access other) {
            super(other);
        }

        @Override
        public DoubleType get() {
            final long at = position[0];
            if (at < first || at >= first + length) fetch(at);
            value.set(block[(int) (at - first)]);
            return value;
        }

        private void fetch(final long at) {
            final long start = Math.floorDiv(at, (long) BLOCK) * BLOCK;
            final int count = (int) Math.min(BLOCK, recording.samples(channel, sweep) - start);
            recording.read(channel, sweep, start, block, 0, count);
            first = start;
            length = count;
        }

        @Override
        public DoubleType getType() {
            return value;
        }

        @Override
        public RandomAccess<DoubleType> copy() {
            return new Access(this);
        }
    }
}
