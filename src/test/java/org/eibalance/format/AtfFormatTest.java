package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Axon Text Format as Clampfit exports it, and as others do. */
class AtfFormatTest {

    static final String TWO_CHANNELS = String.join(
            "\r\n",
            "ATF\t1.0",
            "7\t5 ",
            "\"AcquisitionMode=Episodic Stimulation\"",
            "\"Comment=\"",
            "\"YTop=200,20\"",
            "\"SyncTimeUnits=12.5\"",
            "\"SweepStartTimesMS=0.000,1250.500\"",
            "\"SignalsExported=Im µ,Vm\"",
            "\"Signals=\"\t\"Im µ\"\t\"Vm\"\t\"Im µ\"\t\"Vm\"",
            "\"Time (s)\"\t\"Trace #1 (pA)\"\t\"Trace #1 (mV)\"\t\"Trace #2 (pA)\"\t\"Trace #2 (mV)\"",
            "0\t-1.5\t-70\t10\t-60",
            "1e-4\t-2.5\t-71\t11\t-61",
            "0.0002\t-3.5\t-72\t12\t-62",
            "");

    @TempDir
    private Path folder;

    private Path write(final String text) throws IOException {
        return Files.writeString(folder.resolve("export.atf"), text, Charset.forName("windows-1252"));
    }

    private String sentence(final String text) throws IOException {
        final Path file = write(text);
        final String message =
                assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.endsWith("."), message);
        return message;
    }

    private static void assertTwoChannels(final Recording recording) {
        assertEquals(
                List.of("Im µ", "Vm"),
                recording.channels().stream().map(c -> c.name()).toList());
        assertEquals(
                List.of("pA", "mV"),
                recording.channels().stream().map(c -> c.unit().symbol()).toList());
        assertEquals(
                List.of(ClampMode.VOLTAGE_CLAMP, ClampMode.CURRENT_CLAMP),
                recording.channels().stream().map(c -> c.clampMode()).toList());
        assertEquals(10_000, recording.channels().get(0).sampleRateHz(), 1e-6);
        assertEquals(2, recording.sweeps().size());
        assertEquals(1.2505, recording.sweeps().get(1).startS());
        assertArrayEquals(new double[] {-1.5, -2.5, -3.5}, recording.read(0, 0));
        assertArrayEquals(new double[] {-70, -71, -72}, recording.read(1, 0));
        assertArrayEquals(new double[] {10, 11, 12}, recording.read(0, 1));
        assertArrayEquals(new double[] {-60, -61, -62}, recording.read(1, 1));
    }

    @Test
    void columnsAreSweepsOfChannels() throws IOException {
        try (Recording recording = Formats.open(write(TWO_CHANNELS))) {
            assertTwoChannels(recording);
            assertEquals("ATF 1.0", recording.format());
            assertEquals(List.of(), recording.remarks());
        }
    }

    @Test
    void commasSeparateToo() throws IOException {
        final String commas =
                TWO_CHANNELS.replace("\"\t\"", "\" , \"").replace("0\t-1.5\t-70\t10\t-60", "0, -1.5,-70 ,10,-60");
        try (Recording recording = Formats.open(write(commas))) {
            assertTwoChannels(recording);
        }
    }

    @Test
    void decimalCommasAreUnderstoodBetweenTabs() throws IOException {
        final int data = TWO_CHANNELS.indexOf("0\t-1.5");
        final String commas = TWO_CHANNELS.substring(0, data)
                + TWO_CHANNELS
                        .substring(data)
                        .replace('.', ',')
                        .replace("0\t-1,5\t-70\t10\t-60", "0,0\t-1,5\t-70,0\t10,0\t-60,0");
        try (Recording recording = Formats.open(write(commas))) {
            assertTwoChannels(recording);
        }
    }

    @Test
    void aWrongNumberOfHeaderRecordsDoesNotMatter() throws IOException {
        try (Recording recording = Formats.open(write(TWO_CHANNELS.replace("7\t5", "3\t5")))) {
            assertTwoChannels(recording);
        }
    }

    @Test
    void withoutListOfSignalsTheTitlesTellTheChannels() throws IOException {
        final String bare = "ATF 1.0\n0 3\nTime (ms)\tTrace #1 (mV)\tTrace #2 (mV)\n0\t1\t2\n0.5\t3\t4\n"
                .replace(' ', '\t')
                .replace("Time\t", "Time ")
                .replace("Trace\t", "Trace ")
                .replace("\t(", " (");
        try (Recording recording = Formats.open(write(bare))) {
            assertEquals(1, recording.channels().size());
            assertEquals("ch0", recording.channels().get(0).name());
            assertEquals(2, recording.sweeps().size());
            assertEquals(2000, recording.channels().get(0).sampleRateHz());
        }
    }

    @Test
    void aFileThatEndsWithinARowKeepsTheRowsBefore() throws IOException {
        try (Recording recording = Formats.open(write(TWO_CHANNELS + "0.0003\t-4.5"))) {
            assertTwoChannels(recording);
            assertTrue(
                    recording.remarks().get(0).contains("3 rows are complete"),
                    recording.remarks().toString());
        }
    }

    @Test
    void faultsAreNamedWithTheirLine() throws IOException {
        assertTrue(sentence(TWO_CHANNELS.replace("-71", "x71"))
                .contains("line 12, column Trace #1 (mV): 'x71' is no number"));
        assertTrue(sentence(TWO_CHANNELS.replace("1e-4\t-2.5\t", "1e-4\t")).contains("line 12: fewer values"));
        assertTrue(sentence(TWO_CHANNELS.replace("1e-4\t", "1.7e-4\t")).contains("line 12: the time"));
        assertTrue(sentence(TWO_CHANNELS.replace("Time (s)", "Time")).contains("(ms)"));
        assertTrue(sentence("ATF\t1.0\n").contains("line 2"));
        assertTrue(sentence("ATF\t1.0\n1\t2\n\"Comment=x\"\n").contains("titles"));
        assertTrue(sentence(TWO_CHANNELS.substring(0, TWO_CHANNELS.indexOf("1e-4")))
                .contains("two rows"));
    }
}
