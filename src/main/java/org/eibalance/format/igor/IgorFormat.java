package org.eibalance.format.igor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.RecordingFormat;
import org.eibalance.format.binary.BinaryFile;
import org.eibalance.format.binary.Fields;
import org.eibalance.format.binary.RecordingParts;
import org.eibalance.format.binary.StoredTrace;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.scijava.plugin.Plugin;

/**
 * Igor binary waves. A wave is one channel; the rows of a matrix are samples, its columns (and layers) are sweeps.
 * Files of one wave for each channel and sweep are joined by {@link org.eibalance.format.FilePattern}. There is no
 * command.
 */
@Plugin(type = RecordingFormat.class)
public final class IgorFormat implements RecordingFormat {

    /** Seconds of an interval where the wave names no unit for it. */
    private static final double SECOND = 1;

    @Override
    public String name() {
        return "Igor binary wave (starts with version 1, 2, 3 or 5)";
    }

    @Override
    public boolean recognises(final Path file, final byte[] head) {
        final ByteOrder order = IgorWave.order(head);
        return IgorWave.isHeader(new Fields(ByteBuffer.wrap(head).order(order), 0, head.length));
    }

    @Override
    public Recording open(final Path path) {
        return BinaryFile.read(path, IgorFormat::recording);
    }

    private static Recording recording(final BinaryFile file) {
        final IgorWave wave = IgorWave.read(file);
        if (wave.version() == 1 || wave.version() == 3)
            file.remark(RecordingFormat.unconfirmed("Igor binary waves of version " + wave.version()));
        final Unit unit = Unit.parse(wave.dataUnit());
        final double rateHz = 1 / (wave.interval() * secondsPer(file, wave));
        final long rows = wave.rows();
        long present = file.present(
                "wave '" + wave.name() + "'", wave.dataAt(), wave.type().bytes(), wave.type(), wave.numbers());
        final int columns = begun(file, wave, present);
        final StoredTrace[] traces = new StoredTrace[columns];
        final long columnBytes = rows * wave.type().bytes();
        for (int k = 0; k < columns; k++) {
            final long samples = Math.min(rows, present);
            traces[k] = samples == 0
                    ? StoredTrace.EMPTY
                    : StoredTrace.contiguous(wave.type(), wave.order(), wave.dataAt() + k * columnBytes, samples, 1, 0);
            present -= samples;
        }
        final double[] starts = new double[columns];
        Arrays.fill(starts, Double.NaN);
        return file.recording(
                RecordingParts.of(
                        "Igor binary wave " + wave.version(),
                        List.of(RecordingParts.channel(0, wave.name(), unit, rateHz)),
                        wave.created()),
                starts,
                new StoredTrace[][] {traces});
    }

    /** Columns of which the file has a part, at least one. */
    private static int begun(final BinaryFile file, final IgorWave wave, final long present) {
        final long begun = wave.rows() == 0 ? 1 : Math.max(1, (present + wave.rows() - 1) / wave.rows());
        if (begun >= wave.columns()) return wave.columns();
        file.remark(begun + " of " + wave.columns() + " columns are in the file.");
        return (int) begun;
    }

    /** Units count, then what the program that recorded wrote into the note, then custom. */
    private static double secondsPer(final BinaryFile file, final IgorWave wave) {
        final Optional<Double> stated = seconds(wave.timeUnit())
                .or(() -> wave.noted("(?:x_?units?|x_?label|time_?units?)").flatMap(IgorFormat::seconds));
        if (stated.isPresent()) return stated.get();
        final Optional<Double> intervalUs =
                wave.noted("si").map(IgorFormat::number).filter(us -> Math.abs(us - wave.interval() * 1e6) < 1e-3 * us);
        if (intervalUs.isEmpty())
            file.remark("The wave does not name the unit of its sampling interval of " + wave.interval()
                    + (wave.timeUnit().isEmpty() ? "" : " ('" + wave.timeUnit() + "')")
                    + ": it was taken for seconds. If it is milliseconds, times are a thousand times too long.");
        return SECOND;
    }

    private static Optional<Double> seconds(final String unit) {
        return switch (unit.strip()) {
            case "s", "sec", "seconds" -> Optional.of(SECOND);
            case "ms", "msec", "milliseconds" -> Optional.of(1e-3);
            case "us", "µs", "\u03bcs", "usec" -> Optional.of(1e-6);
            default -> Optional.empty();
        };
    }

    private static double number(final String text) {
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException exc) {
            return Double.NaN;
        }
    }
}
