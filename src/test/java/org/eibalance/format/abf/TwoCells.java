package org.eibalance.format.abf;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;

/** A recording of two cells in current clamp, one depolarised and one hyperpolarised. */
final class TwoCells {

    static final double FULL_SCALE_MV = 200;

    /** One count, as the 32-bit factor in the file makes it. */
    static final double STEP_MV = 10.0 / 32_768 / (float) (10 / FULL_SCALE_MV);

    private TwoCells() {}

    static Recording recording(final int sweeps, final int samples, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final double[][][] values = new double[2][sweeps][samples];
        for (final double[][] channel : values) {
            for (final double[] sweep : channel) {
                for (int i = 0; i < samples; i++)
                    sweep[i] = random.nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1) * STEP_MV;
            }
        }
        return Recording.inMemory(header(sweeps, samples), values);
    }

    static RecordingHeader header(final int sweeps, final int samples) {
        final List<CommandWaveform> commands = List.of(
                CommandWaveform.constant("Cmd A", Unit.PICOAMPERE, -350),
                CommandWaveform.constant("Cmd B", Unit.PICOAMPERE, 800));
        final List<Channel> channels = List.of(
                new Channel(0, "Vm A", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 20_000, 0),
                new Channel(1, "Vm µB", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 20_000, 1));
        return new RecordingHeader(
                "cells",
                Optional.empty(),
                "simulated",
                channels,
                java.util.stream.IntStream.range(0, sweeps)
                        .mapToObj(k -> Sweep.uniform(k, 2.5 * k, samples, 2))
                        .toList(),
                commands,
                List.of(new Tag(1.25, "drug à 10 µM"), new Tag(3, "")),
                Optional.of(LocalDateTime.of(2021, 3, 4, 23, 59, 58, 123_000_000)),
                List.of());
    }

    static Abf2Options int16() {
        return Abf2Options.int16(FULL_SCALE_MV, FULL_SCALE_MV);
    }

    static Path write(final Path file, final int sweeps, final int samples) {
        Abf2Writer.write(recording(sweeps, samples, 1), file, int16());
        return file;
    }
}
