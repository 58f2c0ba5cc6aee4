package org.eibalance.format.clamp;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.SampleSource;
import org.eibalance.recording.Unit;

/** Samples in blocks, channel after channel in each. */
final class ClampSamples implements SampleSource {

    private final Path path;
    private final MappedFile file;
    private final int channels;
    private final List<Stretch> sweeps;

    ClampSamples(final Path path, final MappedFile file, final int channels, final List<Stretch> sweeps) {
        this.path = path;
        this.file = file;
        this.channels = channels;
        this.sweeps = List.copyOf(sweeps);
    }

    /** Where the blocks of a sweep lie. Filled while the file is opened, not changed afterwards. */
    static final class Stretch {

        private final int number;
        private final double startS;
        private long[] first = new long[8];
        private long[] place = new long[8];
        private int[] crc = new int[8];
        private final BitSet tested = new BitSet();
        private int blocks;
        private long samples;

        Stretch(final int number, final double startS) {
            this.number = number;
            this.startS = startS;
        }

        int number() {
            return number;
        }

        double startS() {
            return startS;
        }

        long samples() {
            return samples;
        }

        void add(final long at, final int count, final int checksum) {
            if (blocks == first.length) {
                first = Arrays.copyOf(first, 2 * blocks);
                place = Arrays.copyOf(place, 2 * blocks);
                crc = Arrays.copyOf(crc, 2 * blocks);
            }
            first[blocks] = samples;
            place[blocks] = at;
            crc[blocks++] = checksum;
            samples += count;
        }

        /** Takes the last block back; true where none is left. */
        boolean removeLast() {
            samples = first[--blocks];
            return blocks == 0;
        }

        private int blockOf(final long sample) {
            final int found = Arrays.binarySearch(first, 0, blocks, sample);
            return found >= 0 ? found : -found - 2;
        }

        private int count(final int block) {
            return (int) ((block + 1 < blocks ? first[block + 1] : samples) - first[block]);
        }
    }

    @Override
    public void read(
            final int channel,
            final int sweep,
            final long from,
            final double[] into,
            final int offset,
            final int length) {
        final Stretch s = sweeps.get(sweep);
        float[] values = new float[0];
        for (int done = 0; done < length; ) {
            final int block = s.blockOf(from + done);
            test(s, sweep, block);
            final int count = s.count(block);
            final int skip = (int) (from + done - s.first[block]);
            final int n = Math.min(length - done, count - skip);
            if (values.length < n) values = new float[n];
            file.read(s.place[block] + Float.BYTES * ((long) channel * count + skip), values, 0, n);
            for (int i = 0; i < n; i++) into[offset + done + i] = values[i];
            done += n;
        }
    }

    private void test(final Stretch s, final int sweep, final int block) {
        synchronized (s.tested) {
            if (s.tested.get(block)) return;
        }
        final byte[] bytes = new byte[Float.BYTES * channels * s.count(block)];
        file.read(s.place[block], bytes, 0, bytes.length);
        if (ClampFile.crc(bytes, 0, bytes.length) != s.crc[block])
            throw new InputException(path + ", byte " + s.place[block]
                    + ", sweep " + sweep + " from sample " + s.first[block]
                    + " on: the block is damaged, bytes with its checksum were expected.");
        synchronized (s.tested) {
            s.tested.set(block);
        }
    }

    /** A channel as the command that others followed. */
    CommandWaveform command(final ClampFileHeader.Signal signal, final int channel) {
        return new CommandWaveform() {

            @Override
            public String name() {
                return signal.name();
            }

            @Override
            public Unit unit() {
                return Unit.parse(signal.unit());
            }

            @Override
            public double holding() {
                return 0;
            }

            @Override
            public void read(
                    final int sweep, final long from, final double[] into, final int offset, final int length) {
                ClampSamples.this.read(channel, sweep, from, into, offset, length);
            }
        };
    }

    @Override
    public void close() {
        file.close();
    }
}
