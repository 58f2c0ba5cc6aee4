package org.eibalance.format.mat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.format.hdf5.Hdf5Content;
import org.eibalance.format.hdf5.Hdf5Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** MATLAB files, by a layout that stands beside them. */
public class MatFormatTest {

    private static final String LAYOUT = """
		{ "sample_rate_hz": 20000, "signals": [
		  { "variable": "data{1}", "dimensions": "time,channel,sweep", "unit": "pA", "name": "cell" } ] }
		""";

    @TempDir
    private Path folder;

    private static Path withLayout(final Path file, final String layout) throws IOException {
        Files.writeString(MatLayout.place(file), layout);
        return file;
    }

    /** Values tell their place: time + 100 channel + 10000 sweep. */
    private static double value(final int time, final int channel, final int sweep) {
        return time + 100 * channel + 10_000 * sweep;
    }

    /** A file of level 5 with data{1} of 7 samples, 2 channels, 3 sweeps as 16-bit integers, and s.v of 7 samples. */
    public static Path version5(final Path path) throws IOException {
        final Matrix data = Mat5.newMatrix(Mat5.dims(7, 2, 3), MatlabType.Int16);
        for (int t = 0; t < 7; t++)
            for (int c = 0; c < 2; c++) for (int k = 0; k < 3; k++) data.setDouble(Mat5.index(t, c, k), value(t, c, k));
        final Matrix row = Mat5.newMatrix(1, 7);
        for (int t = 0; t < 7; t++) row.setDouble(0, t, -0.065 + t * 1e-3);
        try (MatFile file = Mat5.newMatFile()) {
            file.addArray("rate", Mat5.newScalar(20))
                    .addArray("data", Mat5.newCell(1, 1).set(0, data))
                    .addArray("s", Mat5.newStruct().set("v", row))
                    .addArray("note", Mat5.newString("x"));
            Mat5.writeToFile(file, path.toFile());
        }
        return path;
    }

    /** The same numbers in version 7.3, which is HDF5 with its dimensions the other way round. */
    public static Path version73(final Path path) throws IOException {
        final byte[] block = new byte[512];
        final byte[] text = "MATLAB 7.3 MAT-file, Platform: GLNXA64".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, block, 0, text.length);
        try (Hdf5Writer writer = new Hdf5Writer(path, block)) {
            final Hdf5Writer.Group root = writer.root();
            final Hdf5Writer.Group refs = root.group("#refs#");
            final double[] values = new double[7 * 2 * 3];
            for (int t = 0; t < 7; t++)
                for (int c = 0; c < 2; c++) for (int k = 0; k < 3; k++) values[(k * 2 + c) * 7 + t] = value(t, c, k);
            final long data = refs.dataset("a", Hdf5Content.numbers(values).shaped(3, 2, 7), Map.of());
            refs.close();
            root.dataset(
                    "data",
                    Hdf5Content.references(data).shaped(1, 1),
                    Map.of("MATLAB_class", Hdf5Content.text("cell")));
            root.dataset("rate", Hdf5Content.numbers(20).shaped(1, 1), Map.of());
            final Hdf5Writer.Group struct = root.group("s");
            final double[] row = new double[7];
            for (int t = 0; t < 7; t++) row[t] = -0.065 + t * 1e-3;
            struct.dataset("v", Hdf5Content.numbers(row).shaped(7, 1), Map.of());
            struct.close();
            root.close();
            writer.finish();
        }
        return path;
    }

    @Test
    void theDeclaredVariableIsTheRecordingInBothVersions() throws IOException {
        for (final Path file : List.of(version5(folder.resolve("five.mat")), version73(folder.resolve("seven.mat")))) {
            try (Recording recording = Formats.open(withLayout(file, LAYOUT))) {
                assertEquals(
                        List.of(
                                new Channel(0, "cell 0", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 20_000, -1),
                                new Channel(1, "cell 1", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 20_000, -1)),
                        recording.channels());
                assertEquals(3, recording.sweeps().size());
                for (int c = 0; c < 2; c++)
                    for (int k = 0; k < 3; k++) {
                        final double[] expected = new double[7];
                        for (int t = 0; t < 7; t++) expected[t] = value(t, c, k);
                        assertArrayEquals(expected, recording.read(c, k));
                        final double[] part = new double[3];
                        recording.read(c, k, 4, part);
                        assertArrayEquals(Arrays.copyOfRange(expected, 4, 7), part);
                    }
            }
            try (Recording recording = Formats.open(withLayout(file, """
				{ "sample_rate_hz": 1000, "signals": [ { "variable": "s.v", "dimensions": "none,time", "unit": "V", "name": "Vm",
				  "clamp_mode": "I = 0" }, { "variable": "data{1}", "dimensions": "sweep,channel,time", "unit": "pA" } ] }
				"""))) {
                throw new AssertionError("one sweep and seven do not fit: " + recording.sweeps());
            } catch (final InputException exc) {
                assertTrue(exc.getMessage().contains("as many were expected"), exc.getMessage());
            }
            try (Recording recording = Formats.open(withLayout(file, """
				{ "sample_rate_hz": 1000, "signals": [ { "variable": "s.v", "dimensions": "none,time", "unit": "V", "name": "Vm",
				  "clamp_mode": "I = 0" } ] }
				"""))) {
                assertEquals(ClampMode.ZERO_CURRENT, recording.channels().get(0).clampMode());
                assertEquals(-0.065 + 6e-3, recording.read(0, 0)[6], 1e-15);
            }
        }
    }

    @Test
    void withoutALayoutTheSentenceNamesTheVariablesAndWhereToDeclareThem() throws IOException {
        for (final Path file : List.of(version5(folder.resolve("five.mat")), version73(folder.resolve("seven.mat")))) {
            final String sentence =
                    assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
            assertTrue(
                    sentence.contains(file.getFileName() + ".layout.json") && sentence.contains("rate 1 x 1"),
                    sentence);
        }
        Files.writeString(folder.resolve("mat.layout.json"), LAYOUT);
        Formats.open(folder.resolve("five.mat")).close();
    }

    @Test
    void faultsOfALayoutAreNamed() throws IOException {
        final Path file = version5(folder.resolve("five.mat"));
        for (final String[] fault : new String[][] {
            {LAYOUT.replace("20000", "0"), "sample_rate_hz"},
            {LAYOUT.replace("time,channel", "time,time"), "time once"},
            {LAYOUT.replace("unit", "units"), "a key 'units'"},
            {LAYOUT.replace("data{1}", "data{2}"), "no array of numbers data{2}"},
            {LAYOUT.replace("data{1}", "1+1"), "to be a name"},
            {LAYOUT.replace(",sweep", ""), "says nothing of it"},
            {"{", "not the JSON"},
            {"[]", "not the JSON"}
        }) {
            final String sentence = assertThrows(InputException.class, () -> Formats.open(withLayout(file, fault[0])))
                    .getMessage();
            assertTrue(sentence.contains(fault[1]), sentence);
        }
    }

    @Test
    void theLaboratorysFileHasTheValuesOfScipy() throws IOException {
        final Path file = Files.copy(
                SharedRecordings.folder().resolve("mat/Mongiat_Young_28dpi_VClamp.mat"), folder.resolve("cells.mat"));
        try (Recording recording = Formats.open(withLayout(file, LAYOUT))) {
            assertEquals(12, recording.channels().size());
            assertEquals(19, recording.sweeps().size());
            assertEquals(6200, recording.samples(11, 18));
            assertEquals(8.850097235892937, recording.read(0, 0)[0]);
            assertEquals(19.531249072315447, recording.read(11, 18)[6199]);
            assertEquals(28.076170541453457, recording.read(3, 7)[100]);
            assertEquals(
                    -12.210476203047618,
                    Arrays.stream(recording.read(5, 2)).average().orElseThrow(),
                    1e-9);
            double sum = 0;
            for (int c = 0; c < 12; c++)
                for (int k = 0; k < 19; k++)
                    sum += Arrays.stream(recording.read(c, k)).sum();
            assertEquals(15.006375854875198, sum / (6200 * 12 * 19), 1e-9);
        }
    }
}
