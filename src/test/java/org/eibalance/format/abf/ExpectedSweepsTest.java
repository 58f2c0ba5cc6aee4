package org.eibalance.format.abf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.MappedFile;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sweep of real files against the values of an independent reader. */
class ExpectedSweepsTest {

    private static final int HOLDING_LEVELS = 1394;
    private static final int EPOCH_LEVELS = 2348;

    /** What the table has for a name of blanks. */
    private static final String NO_NAME = "?";

    @TestFactory
    Stream<DynamicTest> everySweepHasTheValuesOfAnIndependentReader() throws IOException {
        final Path folder = SharedRecordings.folder();
        final Map<String, List<NamedCsvRecord>> rows = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> table =
                CsvReader.builder().ofNamedCsvRecord(folder.resolve("expected").resolve("abf-sweeps.csv"))) {
            table.stream()
                    .filter(row -> !row.getField("abf_version").equals("ERR"))
                    .forEach(row -> rows.computeIfAbsent(row.getField("file"), f -> new ArrayList<>())
                            .add(row));
        }
        assertTrue(rows.size() > 30, "the table should not be empty");
        return rows.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(
                        e.getKey(), () -> compare(folder.resolve("abf").resolve(e.getKey()), e.getValue())));
    }

    private static void compare(final Path file, final List<NamedCsvRecord> rows) {
        try (Recording recording = Formats.open(file)) {
            for (final NamedCsvRecord row : rows) compare(recording, row);
        }
    }

    private static void compare(final Recording recording, final NamedCsvRecord row) {
        final int channel = Integer.parseInt(row.getField("channel"));
        final int sweep = Integer.parseInt(row.getField("sweep"));
        final String where = recording.name() + " channel " + channel + " sweep " + sweep + " ";
        assertEquals(
                row.getField("abf_version"),
                AbfFormat.versionDigits(recording.format()).orElseThrow(),
                where);
        final String name = row.getField("channel_name");
        assertEquals(
                name.isEmpty() || name.equals(NO_NAME) ? "ch" + channel : name,
                recording.channels().get(channel).name(),
                where);
        assertEquals(
                row.getField("channel_units"),
                recording.channels().get(channel).unit().symbol(),
                where);
        // that reader cuts the rate to a whole number
        assertEquals(
                number(row, "sample_rate_hz"),
                Math.floor(recording.channels().get(channel).sampleRateHz() + 1e-6),
                where);
        final double[] samples = recording.read(channel, sweep);
        assertEquals(Integer.parseInt(row.getField("samples")), samples.length, where);

        double mean = 0;
        for (final double v : samples) mean += v / samples.length;
        double variance = 0;
        for (final double v : samples) variance += (v - mean) * (v - mean) / samples.length;
        final double sd = Math.sqrt(variance);
        close(row, "first", samples[0], sd, where);
        close(row, "last", samples[samples.length - 1], sd, where);
        close(row, "mean", mean, sd, where);
        close(row, "sd", sd, sd, where);

        final double[] command = new double[samples.length];
        final CommandWaveform waveform = recording.command(channel).orElse(null);
        if (waveform == null) Arrays.fill(command, Double.NaN);
        else waveform.read(sweep, 0, command, 0, command.length);
        commandClose(row, recording, "command_first", command[0], where);
        commandClose(row, recording, "command_middle", command[command.length / 2], where);
    }

    /**
     * The reader behind the table takes, in ABF1, the first epoch levels for the holding levels: the command of such a
     * row is one only while an epoch plays. Where it is not, this test shows that the table has that other field and
     * the program the holding level. That the holding level is right is seen in {@link AbfFormatTest}, on a file with
     * its ABF2 original and on a recorded command.
     */
    private static void commandClose(
            final NamedCsvRecord row,
            final Recording recording,
            final String column,
            final double actual,
            final String where) {
        final double expected = number(row, column);
        if (recording.format().startsWith("ABF1") && Math.abs(expected - actual) > 1e-4 * Math.abs(expected)) {
            final int channel = Integer.parseInt(row.getField("channel"));
            assertEquals(
                    field(recording, EPOCH_LEVELS + Float.BYTES * channel),
                    expected,
                    1e-4 * Math.abs(expected),
                    where + column);
            assertEquals(field(recording, HOLDING_LEVELS + Float.BYTES * channel), actual, where + column);
        } else close(row, column, actual, 0, where);
    }

    private static double field(final Recording recording, final int at) {
        try (MappedFile file = MappedFile.open(recording.file().orElseThrow())) {
            final float[] value = new float[1];
            file.read(at, value, 0, 1);
            return value[0];
        }
    }

    private static void close(
            final NamedCsvRecord row, final String column, final double actual, final double sd, final String where) {
        final double expected = number(row, column);
        if (Double.isNaN(expected)) assertTrue(Double.isNaN(actual), where + column);
        else assertEquals(expected, actual, 1e-4 * Math.max(Math.abs(expected), sd), where + column);
    }

    private static double number(final NamedCsvRecord row, final String column) {
        final String text = row.getField(column);
        return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    }
}
