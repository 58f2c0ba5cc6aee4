package org.eibalance.bridge.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.SampleSource;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;

/**
 * A recording as it would be without the electrode: the drop that the injected current makes across it is taken off one
 * channel (Brette et al. 2008).
 */
public final class ElectrodeCompensation {

    private static final String DYNAMIC_CLAMP = "dynamic clamp";

    private final Recording recording;
    private final ElectrodeKernel kernel;
    private final Channel potential;
    private final List<Channel> currents;
    private final double sampleMs;

    private ElectrodeCompensation(
            final Recording recording,
            final ElectrodeKernel kernel,
            final Channel potential,
            final List<Channel> currents) {
        this.recording = recording;
        this.kernel = kernel;
        this.potential = potential;
        this.currents = currents;
        sampleMs = 1000 / potential.sampleRateHz();
    }

    /**
     * Of the channels that a person named.
     *
     * @param recording open
     * @param kernel of its electrode
     * @param potential name or index of the channel
     * @param currents names or indices of channels whose sum was injected; empty for the clamp current and the command
     *     current of a dynamic clamp, and for the command of the potential's channel in any other recording
     * @return the compensation
     * @throws InputException if a channel is none, or is no potential or current, or no current is known, or its rate
     *     is another, or the samples lie too far apart
     */
    public static ElectrodeCompensation of(
            final Recording recording,
            final ElectrodeKernel kernel,
            final String potential,
            final List<String> currents) {
        final Channel v = recording.channel(potential);
        expect(recording, v.name(), v.unit(), Quantity.VOLTAGE, "a potential");
        final List<Channel> summed = new ArrayList<>();
        if (!currents.isEmpty()) for (final String name : currents) summed.add(recording.channel(name));
        else if (recording.format().startsWith(DYNAMIC_CLAMP))
            summed.addAll(List.of(
                    recording.channels().get(ClampRecorder.CLAMP),
                    recording.channels().get(ClampRecorder.COMMAND)));
        for (final Channel current : summed) {
            expect(recording, current.name(), current.unit(), Quantity.CURRENT, "a current");
            if (current.sampleRateHz() != v.sampleRateHz())
                throw new InputException(recording.name() + ": channel '" + current.name() + "' has "
                        + current.sampleRateHz() + " samples a second and channel '" + v.name() + "' "
                        + v.sampleRateHz() + ": the same rate was expected.");
        }
        if (summed.isEmpty()) {
            final CommandWaveform command = recording
                    .command(v.index())
                    .orElseThrow(() -> new InputException(
                            recording.name() + " does not tell the current injected through channel '" + v.name()
                                    + "': name the channels of the current."));
            expect(recording, command.name(), command.unit(), Quantity.CURRENT, "a current");
        }
        final ElectrodeCompensation compensation = new ElectrodeCompensation(recording, kernel, v, summed);
        kernel.compensated(new double[0], new double[0], compensation.sampleMs);
        return compensation;
    }

    private static void expect(
            final Recording recording, final String name, final Unit unit, final Quantity expected, final String what) {
        if (unit.quantity() != expected)
            throw new InputException(recording.name() + ": '" + name + "' has the unit '" + unit.symbol() + "', " + what
                    + " was expected.");
    }

    /** The channel that is compensated. */
    public Channel potential() {
        return potential;
    }

    /** Names of the currents whose sum was injected. */
    public List<String> currents() {
        return currents.isEmpty()
                ? List.of(recording.command(potential.index()).orElseThrow().name())
                : currents.stream().map(Channel::name).toList();
    }

    /** Time between samples. */
    public double sampleMs() {
        return sampleMs;
    }

    /** The potential of a sweep as recorded, in mV. */
    public double[] recordedMv(final int sweep) {
        return scaled(recording.read(potential.index(), sweep), potential.unit());
    }

    /** The whole current injected in a sweep, in pA; NaN where it did not come. */
    public double[] injectedPa(final int sweep) {
        final int n = (int) recording.samples(potential.index(), sweep);
        final double[] sum = new double[n];
        if (currents.isEmpty()) {
            final CommandWaveform command = recording.command(potential.index()).orElseThrow();
            command.read(sweep, 0, sum, 0, n);
            return scaled(sum, command.unit());
        }
        for (final Channel current : currents) {
            final double[] pa = scaled(recording.read(current.index(), sweep), current.unit());
            if (pa.length != n)
                throw new InputException(
                        recording.name() + ", sweep " + sweep + ": channel '" + current.name() + "' has " + pa.length
                                + " samples and channel '" + potential.name() + "' " + n + ": as many were expected.");
            for (int k = 0; k < n; k++) sum[k] += pa[k];
        }
        return sum;
    }

    private static double[] scaled(final double[] values, final Unit unit) {
        for (int k = 0; k < values.length; k++) values[k] *= unit.toFieldUnit();
        return values;
    }

    /** The potential of a sweep without the electrode, in mV. */
    public double[] compensatedMv(final int sweep) {
        return kernel.compensated(recordedMv(sweep), injectedPa(sweep), sampleMs);
    }

    /**
     * The recording with the compensated potential in the place of the recorded one, which becomes one more channel,
     * the last.
     *
     * @return a recording of the same file: closing either closes both
     */
    public Recording compensated() {
        final int added = recording.channels().size();
        final List<Channel> channels = new ArrayList<>(recording.channels());
        channels.add(new Channel(
                added,
                potential.name() + " as recorded",
                potential.unit(),
                potential.clampMode(),
                potential.sampleRateHz(),
                Channel.NO_COMMAND));
        final List<Sweep> sweeps = recording.sweeps().stream()
                .map(s -> {
                    final List<Long> samples = new ArrayList<>(s.samples());
                    samples.add(s.samples().get(potential.index()));
                    return new Sweep(s.index(), s.startS(), samples);
                })
                .toList();
        final RecordingHeader old = recording.header();
        return new Recording(
                        new RecordingHeader(
                                old.name(),
                                old.file(),
                                old.format(),
                                channels,
                                sweeps,
                                old.commands(),
                                old.tags(),
                                old.start(),
                                old.remarks()),
                        new Samples(added))
                .withRemarks(List.of("Channel '" + potential.name() + "' is compensated for an electrode of "
                        + Math.round(kernel.seriesMohm() * 100) / 100.0
                        + " MOhm by its kernel; the last channel is as recorded."));
    }

    /** Keeps one sweep, because sweeps are read piece by piece. */
    private final class Samples implements SampleSource {

        private final int added;
        private int kept = -1;
        private double[] cell;

        Samples(final int added) {
            this.added = added;
        }

        @Override
        public void read(
                final int channel,
                final int sweep,
                final long from,
                final double[] into,
                final int offset,
                final int length) {
            if (channel == potential.index()) System.arraycopy(cell(sweep), (int) from, into, offset, length);
            else recording.read(channel == added ? potential.index() : channel, sweep, from, into, offset, length);
        }

        private synchronized double[] cell(final int sweep) {
            if (kept != sweep) {
                cell = compensatedMv(sweep);
                final double unit = potential.unit().toFieldUnit();
                Arrays.setAll(cell, k -> cell[k] / unit);
                kept = sweep;
            }
            return cell;
        }

        @Override
        public void close() {
            recording.close();
        }
    }
}
