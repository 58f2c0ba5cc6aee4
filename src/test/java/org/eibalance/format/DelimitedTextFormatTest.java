package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that people make with other programs. */
class DelimitedTextFormatTest {

    static final String TWO_SWEEPS =
            "sweep,time_ms,a_mv,b_pa\n0,0,-70,1.5\n0,0.1,-71,\n0,0.2,-72,3.5\n1,0,-60,4\n1,0.1,-61,5\n";

    private static Path propertyFile;

    @TempDir
    private Path folder;

    @AfterContainer
    static void delete() throws IOException {
        if (propertyFile != null) Files.delete(propertyFile);
    }

    private Path write(final String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private String sentence(final String text) throws IOException {
        final Path file = write(text);
        final String message =
                assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.endsWith("."), message);
        return message;
    }

    private void assertTwoSweeps(final String text) throws IOException {
        try (Recording recording = Formats.open(write(text))) {
            assertEquals("delimited text", recording.format());
            assertEquals(
                    List.of("a", "b"),
                    recording.channels().stream().map(c -> c.name()).toList());
            assertEquals(
                    List.of("mV", "pA"),
                    recording.channels().stream().map(c -> c.unit().symbol()).toList());
            assertEquals(
                    List.of(ClampMode.CURRENT_CLAMP, ClampMode.VOLTAGE_CLAMP),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
            assertEquals(10_000, recording.channels().get(0).sampleRateHz(), 1e-6);
            assertArrayEquals(new double[] {-70, -71, -72}, recording.read(0, 0));
            assertArrayEquals(new double[] {1.5, Double.NaN, 3.5}, recording.read(1, 0));
            assertArrayEquals(new double[] {4, 5}, recording.read(1, 1));
            assertEquals(0.0003, recording.sweeps().get(1).startS(), 1e-12);
        }
    }

    /** Windows that open files of all kinds leave tables with a column of times to others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time_ms,vm_mv|true",
                "sweep,time_ms,vm_mv,im_pa|true",
                "Time (s);Vm (mV)|true",
                "time_ms,g_e_ns,g_i_ns|false",
                "sweep,time_ms,amplitude|false",
                "time_ms,vm_mv,score|false",
                "time_ms|false"
            })
    void aTableWithTimesIsClaimedOnlyIfAllItsColumnsAreSignals(final String header, final boolean claimed)
            throws IOException {
        final Path file = Files.writeString(folder.resolve("table.csv"), header + "\n0,1,2\n1,2,3\n");
        assertEquals(claimed, Formats.recognises(file));
        // Named as a recording it is refused with the column, and not as a file of no known format.
        if (!claimed)
            assertTrue(assertThrows(InputException.class, () -> Formats.open(file))
                    .getMessage()
                    .contains(", line 1"));
    }

    @Test
    void aLongHeaderIsClaimedByWhatCanBeSeen() throws IOException {
        final String many =
                IntStream.range(0, 1000).mapToObj(k -> ",channel" + k + "_mv").collect(Collectors.joining());
        assertTrue(Formats.recognises(Files.writeString(folder.resolve("wide.csv"), "time_ms" + many + "\n")));
        assertFalse(Formats.recognises(Files.writeString(folder.resolve("other.csv"), "time_ms,score" + many + "\n")));
    }

    @Test
    void columnsAreChannelsAndSweepsMayDifferInLength() throws IOException {
        assertTwoSweeps(TWO_SWEEPS);
        assertTwoSweeps("\ufeff" + TWO_SWEEPS.replace("\n", "\r\n") + "\r\n");
        assertTwoSweeps(TWO_SWEEPS.replace("sweep,time_ms", "\"sweep\",\"time_ms\""));
    }

    @Test
    void rowsAtTheEndInWhichNothingStandsAreLeftOut() throws IOException {
        assertTwoSweeps(TWO_SWEEPS + ",,,\n");
        assertTwoSweeps(TWO_SWEEPS + ",,,\n , ,,\n,,,\n");
        try (Recording trail = Formats.open(SharedCases.file("trail.csv"))) {
            assertArrayEquals(new double[] {-70.1, -70.2, -70.0, -70.1}, trail.read(0, 0));
            assertArrayEquals(new double[] {-69.9, -69.8, -69.7, -69.6}, trail.read(1, 0));
        }
    }

    @Test
    void aRowInBetweenInWhichNothingStandsIsNone() throws IOException {
        assertTrue(sentence("time_ms,a_mv,b_mv\n0,1,2\n,,\n0.2,1,2\n").contains("line 3"));
    }

    @Test
    void voltsAsCedWritesThemArePotentials() throws IOException {
        for (final String unit : List.of("Volt", "v")) {
            try (Recording recording = Formats.open(write("Time (ms),A (" + unit + ")\n0,-0.07\n0.1,-0.06\n"))) {
                assertEquals("V", recording.channels().get(0).unit().symbol());
                assertEquals(
                        ClampMode.CURRENT_CLAMP, recording.channels().get(0).clampMode());
            }
        }
    }

    @Test
    void tabsAndSemicolonsSeparateTooAndThenACommaIsDecimal() throws IOException {
        assertTwoSweeps(TWO_SWEEPS.replace(',', '\t'));
        assertTwoSweeps(TWO_SWEEPS.replace(',', ';'));
        assertTwoSweeps(TWO_SWEEPS.replace(',', ';').replace('.', ','));
    }

    @Test
    void withoutSweepColumnThereIsOneSweepThatStartsAtItsFirstTime() throws IOException {
        try (Recording recording = Formats.open(write("time_ms,cell_mv\n1000,1\n1000.5,2\n"))) {
            assertEquals(1, recording.sweeps().size());
            assertEquals(1, recording.sweeps().get(0).startS());
            assertEquals(2000, recording.channels().get(0).sampleRateHz());
        }
    }

    @Test
    void unitsMayStandInBracketsAndTimesInSeconds() throws IOException {
        for (final String header : List.of(
                "Time (s),Vm (mV),Im [nA],stage (µm)",
                "time_s,Vm_mv,Im_na,stage (µm)",
                "sweep;t [ms];Vm (mV);Im (nA);stage [µm]")) {
            final boolean ms = header.contains("ms]");
            final String rows = ms ? "\n0;0;-70;0,5;3\n0;0,1;-71;0,25;4\n" : "\n0,-70,0.5,3\n0.0001,-71,0.25,4\n";
            try (Recording recording = Formats.open(write(header + rows))) {
                assertEquals(
                        List.of("Vm", "Im", "stage"),
                        recording.channels().stream().map(c -> c.name()).toList());
                assertEquals(
                        List.of("mV", "nA", "\u00b5m"),
                        recording.channels().stream()
                                .map(c -> c.unit().symbol())
                                .toList());
                assertEquals(ClampMode.UNKNOWN, recording.channels().get(2).clampMode());
                assertEquals(10_000, recording.channels().get(0).sampleRateHz(), 1e-6);
                assertArrayEquals(new double[] {0.5, 0.25}, recording.read(1, 0));
            }
        }
    }

    @Test
    void aNameThatEndsLikeAUnitIsNoUnit() throws IOException {
        assertTrue(sentence("time_ms,cell_a\n0,1\n").contains("the title 'cell_a'"));
        assertTrue(sentence("time_ms,_mv\n0,1\n").contains("the title '_mv'"));
        assertTrue(sentence("time_ms,(mV)\n0,1\n").contains("the title '(mV)'"));
    }

    @Test
    void timesRoundedToSixDigitsAreStillRegular() throws IOException {
        final StringBuilder text = new StringBuilder("time_ms,cell_mv\n");
        for (int i = 0; i < 30_000; i++) text.append(String.format(java.util.Locale.ROOT, "%.6g,%d%n", i * 0.05, i));
        try (Recording recording = Formats.open(write(text.toString()))) {
            assertEquals(20_000, recording.channels().get(0).sampleRateHz(), 0.1);
        }
    }

    @Test
    void faultsAreNamedWithLineAndColumn() throws IOException {
        assertTrue(sentence(TWO_SWEEPS.replace("-72", "7o")).contains("line 4, column a_mv: '7o' is no number"));
        assertTrue(sentence(TWO_SWEEPS.replace("0.2", "0.3")).contains("line 3: the time"));
        assertTrue(sentence(TWO_SWEEPS.replace("0,0.1,", "0,,")).contains("line 3: the time"));
        assertTrue(sentence(TWO_SWEEPS.replace("-72,3.5", "-72")).contains("line 4: 3 fields, expected were 4"));
        assertTrue(sentence(TWO_SWEEPS.replace("1,0.1", "1,0.2")).contains("sampling interval of this sweep"));
        assertTrue(sentence(TWO_SWEEPS + "0,0,1,1\n").contains("a second time"));
        assertTrue(sentence(TWO_SWEEPS.replace("\n1,", "\nx,")).contains("line 5, column sweep: 'x'"));
        assertTrue(sentence("time_ms,cell\n0,1\n").contains("column 2: the title 'cell'"));
        assertTrue(sentence("time_ms\n0\n").contains("at least one signal"));
        assertTrue(sentence("time_ms,a_mv\n").contains("no samples"));
        assertTrue(sentence("time_ms,a_mv\n0,1\n").contains("at least two"));
        assertTrue(sentence("time_ms,a_mv\n0,1\n0,2\n").contains("line 2: the time"));
        assertTrue(sentence("time_ms,a_mv\n0,1\n0.1,\"2\n").contains("table.csv"));
    }

    @Property(tries = 150)
    void everyNumberComesBackAsItWasWritten(@ForAll @Size(min = 2, max = 100) final double[] values)
            throws IOException {
        if (propertyFile == null) propertyFile = Files.createTempFile("table", ".csv");
        final StringBuilder text = new StringBuilder("time_ms,cell_mv\n");
        for (int i = 0; i < values.length; i++)
            text.append(i * 0.05).append(',').append(values[i]).append('\n');
        Files.writeString(propertyFile, text);
        try (Recording recording = Formats.open(propertyFile)) {
            assertArrayEquals(values, recording.read(0, 0));
        }
    }
}
