package org.eibalance.format.abf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.Sweep;

/**
 * Where the sweeps lie in the samples of a file. A scan is one sample of each channel.
 *
 * @param firstScan scan at which each sweep starts
 * @param scans scans of each sweep that the file holds
 * @param claimedScans scans of each sweep that its header claims
 * @param startS seconds from the start of the file to each sweep
 */
record AbfSweeps(long[] firstScan, long[] scans, long[] claimedScans, double[] startS) {

    int count() {
        return scans.length;
    }

    /** The sweeps of the recording; those of one length share its list. */
    List<Sweep> sweeps(final int channels) {
        final List<Sweep> sweeps = new ArrayList<>(count());
        List<Long> lengths = List.of();
        for (int k = 0; k < count(); k++) {
            if (lengths.isEmpty() || lengths.get(0) != scans[k])
                lengths = List.copyOf(Collections.nCopies(channels, scans[k]));
            sweeps.add(new Sweep(k, startS[k], lengths));
        }
        return sweeps;
    }

    /** Finds the sweeps; remarks say where the file holds less than its header states. */
    static AbfSweeps of(final AbfFile file, final AbfHeader header) {
        final long present = Math.max(0, (file.bytes.size() - header.dataAt()) / header.sampleBytes());
        final long held = Math.min(present, header.claimedSamples());
        final int channels = header.inputs().size();
        if (held < channels)
            throw file.fault("there is no sample: the header claims " + header.claimedSamples() + " from byte "
                    + header.dataAt() + " of a file of " + file.bytes.size() + " bytes.");
        file.uses(header.dataAt() + held * header.sampleBytes());
        if (held < header.claimedSamples())
            file.remark("The file ends within its samples: " + held / channels + " of "
                    + header.claimedSamples() / channels + " samples per channel are there.");
        final Builder builder = new Builder(file, header, held);
        return switch (header.mode()) {
            case AbfHeader.GAP_FREE -> builder.one();
            case AbfHeader.VARIABLE_LENGTH, 2, 4, AbfHeader.EPISODIC ->
                builder.fromSynchArray() ? builder.sweeps() : builder.equalParts();
            default -> {
                file.remark("The operation mode " + header.mode() + " is unknown: 1 to 5 were expected, 5 was taken.");
                yield builder.fromSynchArray() ? builder.sweeps() : builder.equalParts();
            }
        };
    }

    /** Puts sweeps one behind the other. */
    private static final class Builder {

        private static final double US_PER_S = 1e6;

        private final AbfFile file;
        private final AbfHeader header;
        private final long heldScans;
        private final int channels;
        private long[] first = new long[16];
        private long[] length = new long[16];
        private long[] claimed = new long[16];
        private double[] start = new double[16];
        private int count;

        Builder(final AbfFile file, final AbfHeader header, final long heldSamples) {
            this.file = file;
            this.header = header;
            channels = header.inputs().size();
            heldScans = heldSamples / channels;
        }

        /** Adds a sweep of multiplexed samples, or what the file has of it. */
        private boolean add(final long from, final long samples, final double startS) {
            final long firstScan = from / channels;
            final long claimedScans = (from + samples) / channels - firstScan;
            final long present = Math.min(claimedScans, heldScans - firstScan);
            if (present < 0 || present == 0 && claimedScans > 0) return false;
            if (count == length.length) {
                first = Arrays.copyOf(first, 2 * count);
                length = Arrays.copyOf(length, 2 * count);
                claimed = Arrays.copyOf(claimed, 2 * count);
                start = Arrays.copyOf(start, 2 * count);
            }
            first[count] = firstScan;
            length[count] = present;
            claimed[count] = claimedScans;
            start[count] = startS;
            count++;
            return true;
        }

        AbfSweeps sweeps() {
            return new AbfSweeps(
                    Arrays.copyOf(first, count),
                    Arrays.copyOf(length, count),
                    Arrays.copyOf(claimed, count),
                    Arrays.copyOf(start, count));
        }

        AbfSweeps one() {
            add(0, heldScans * channels, 0);
            return sweeps();
        }

        /** False if there is no array, or one that cannot be of these samples. */
        boolean fromSynchArray() {
            final List<Fields> entries = header.synch();
            if (entries.isEmpty()) return false;
            final double divisor = lengthDivisor(entries);
            long at = 0;
            boolean partial = false;
            for (final Fields entry : entries) {
                final long samples = Math.round(entry.i32(4) / divisor);
                if (samples < 0) break;
                if (!add(at, samples, entry.i32(0) * header.synchUnitUs() / US_PER_S)) break;
                partial |= length[count - 1] < claimed[count - 1];
                at += samples;
            }
            if (at < channels) {
                count = 0;
                file.remark("The synch array gives no sweep any length: sweeps of equal length were taken.");
                return false;
            }
            if (count < entries.size() || partial)
                file.remark(
                        (partial ? count - 1 : count) + " of " + entries.size() + " sweeps are complete in the file.");
            final long outside = heldScans - at / channels;
            if (outside > 0) file.remark(outside + " of " + heldScans + " samples per channel belong to no sweep.");
            return true;
        }

        /**
         * Lengths are multiplexed samples. A published rule has them in synch counts for variable length: that reading
         * is taken if it alone gives the claimed sum.
         */
        private double lengthDivisor(final List<Fields> entries) {
            if (header.mode() != AbfHeader.VARIABLE_LENGTH) return 1;
            final double unit = header.synchUnitUs();
            long plain = 0;
            long divided = 0;
            for (final Fields entry : entries) {
                plain += entry.i32(4);
                divided += Math.round(entry.i32(4) / unit);
            }
            return plain != header.claimedSamples() && divided == header.claimedSamples() ? unit : 1;
        }

        AbfSweeps equalParts() {
            final long total = header.claimedSamples();
            long perSweep = header.samplesPerSweep();
            if (perSweep < channels || perSweep > total)
                perSweep = header.claimedSweeps() > 0 ? total / header.claimedSweeps() : total;
            perSweep = Math.max(channels, perSweep / channels * channels);
            final long parts = total / perSweep + (total % perSweep == 0 ? 0 : 1);
            final double lengthS = perSweep / channels * header.scanIntervalUs() / US_PER_S;
            final double intervalS = header.sweepIntervalS() > 0 && header.sweepIntervalS() >= lengthS
                    ? header.sweepIntervalS()
                    : lengthS;
            for (long k = 0;
                    k < parts && add(k * perSweep, Math.min(perSweep, total - k * perSweep), k * intervalS);
                    k++) {
                // added
            }
            if (count < parts || length[count - 1] < claimed[count - 1])
                file.remark((length[count - 1] < claimed[count - 1] ? count - 1 : count) + " of " + parts
                        + " sweeps are complete in the file.");
            return sweeps();
        }
    }
}
