package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WinWCP records. */
class WinWcpFormatTest {

    /** Neo gives single precision. */
    private static final double RELATIVE = 1e-6;

    /** Neo divides by ADCMAX, the program that recorded by one more. */
    private static final double OF_NEO = 32_677.0 / 32_678;

    @TempDir
    private Path folder;

    /** Two records of three channels of 4 samples in one sector; the channels lie in the order 2, 0, 1. */
    static LayoutBytes file(final String version, final String records) {
        final LayoutBytes file = new LayoutBytes(ByteOrder.LITTLE_ENDIAN)
                .text(
                        0,
                        "VER=" + version
                                + "\r\nCTIME=3/12/2020 "
                                + "09:08:07\r\nRTIME=\r\nNBH=1024\r\n"
                                + "ADCMAX=32767\r\nNC=3\r\nNBA=2\r\nNBD=1\r\nNP=4\r\nAD=5,0\r\nNR="
                                + records
                                + "\r\nDT=0,0005\r\n" + "YN0=Im\r\nYU0=pA\r\nYG0=0,001\r\nYO0=2\r\n"
                                + "YN1=Vm\r\nYU1=mV\r\nYG1=0,01\r\nYO1=0\r\n"
                                + "YN2=Cmd\r\nYU2=mV\r\nYG2=0,05\r\nYO2=1\r\n");
        for (int k = 0; k < 2; k++) {
            final int at = 1024 + k * 1536;
            file.text(at, k == 0 ? "ACCEPTED" : "REJECTED")
                    .text(at + 8, "TEST")
                    .f32(at + 16, 10 * k)
                    .f32(at + 20, 0.0005);
            for (int c = 0; c < 3; c++) file.f32(at + 24 + 4 * c, k == 0 ? 10 : 5);
            file.text(at + 36, k == 0 ? "" : "drug in");
            for (int i = 0; i < 4; i++) {
                for (int place = 0; place < 3; place++)
                    file.i16(at + 1024 + 2 * (3 * i + place), 1000 * place + 100 * k + i);
            }
        }
        return file.zeros(1024 + 2 * 1536);
    }

    @Test
    void aRecordingOfElevenSweepsHasTheValuesThatNeoReads() {
        try (Recording recording = Formats.open(SharedRecordings.file("wcp/wcp-file.wcp"))) {
            assertEquals("WinWCP 9", recording.format());
            assertEquals(11, recording.sweeps().size());
            assertEquals(
                    List.of("Im", "Vm"),
                    recording.channels().stream().map(c -> c.name()).toList());
            assertEquals(
                    List.of("pA", "mV"),
                    recording.channels().stream().map(c -> c.unit().symbol()).toList());
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
            assertEquals(1000, recording.channels().get(0).sampleRateHz(), 1e-6);
            assertSweep(recording, 0, 0, -16657.587890625, -20055.697265625, -14364.868040084839, 7142.416294274712);
            assertSweep(
                    recording, 1, 0, -80.11751556396484, -80.17871856689453, -56.95232875645161, 29.240925664752837);
            assertSweep(recording, 0, 5, -20055.697265625, -20055.697265625, -14435.134422302246, 7078.053149040658);
            assertSweep(
                    recording, 1, 5, -80.11751556396484, -80.11751556396484, -56.951133355498314, 29.249299190476684);
            assertSweep(recording, 0, 10, -20055.697265625, -20055.697265625, -14438.457662582397, 7073.862905894141);
            assertSweep(recording, 1, 10, -80.17871856689453, -80.11751556396484, -56.95543671399355, 29.2478093539959);
            assertEquals(
                    List.of(
                            0.0,
                            0.5,
                            1.0,
                            1.5,
                            2.0615234375,
                            3.0615234375,
                            3.5615234375,
                            4.0615234375,
                            4.5615234375,
                            5.125,
                            5.625),
                    recording.sweeps().stream().map(Sweep::startS).toList());
            assertEquals(Optional.of(LocalDateTime.of(2014, 11, 21, 14, 18, 28)), recording.start());
            assertEquals(List.of(), recording.remarks());
        }
    }

    private static void assertSweep(
            final Recording recording,
            final int channel,
            final int sweep,
            final double first,
            final double last,
            final double mean,
            final double sd) {
        final double[] values = recording.read(channel, sweep);
        assertEquals(256, values.length);
        assertEquals(first * OF_NEO, values[0], RELATIVE * Math.abs(first));
        assertEquals(last * OF_NEO, values[255], RELATIVE * Math.abs(last));
        final double average = Arrays.stream(values).average().orElseThrow();
        assertEquals(mean * OF_NEO, average, RELATIVE * Math.abs(mean));
        assertEquals(
                sd * OF_NEO,
                Math.sqrt(Arrays.stream(values)
                        .map(v -> (v - average) * (v - average))
                        .average()
                        .orElseThrow()),
                RELATIVE * sd);
    }

    @Test
    void channelsLieInTheirPlacesAndEachRecordHasItsRange() throws IOException {
        try (Recording recording = Formats.open(file("9", "2").write(folder.resolve("three.wcp")))) {
            final double pa = 10 / (0.001 * 32_768);
            assertArrayEquals(new double[] {2000 * pa, 2001 * pa, 2002 * pa, 2003 * pa}, recording.read(0, 0), 1e-9);
            final double mv = 5 / (0.01 * 32_768);
            assertArrayEquals(new double[] {100 * mv, 101 * mv, 102 * mv, 103 * mv}, recording.read(1, 1), 1e-9);
            assertEquals(2000, recording.channels().get(2).sampleRateHz(), 1e-9);
            assertEquals(10, recording.sweeps().get(1).startS());
            assertEquals("drug in", recording.tags().get(0).text());
            assertEquals(List.of("Rejected in WinWCP, and kept here: sweep 1."), recording.remarks());
            assertEquals(Optional.of(LocalDateTime.of(2020, 12, 3, 9, 8, 7)), recording.start());
        }
    }

    @Test
    void recordsOfACrashedProgramAreCountedByTheSizeOfTheFile() throws IOException {
        try (Recording recording = Formats.open(file("9", "0").write(folder.resolve("crashed.wcp")))) {
            assertEquals(2, recording.sweeps().size());
            assertTrue(
                    recording.remarks().get(0).contains("2 were counted"),
                    recording.remarks().toString());
        }
        try (Recording recording = Formats.open(file("9", "5").write(folder.resolve("short.wcp")))) {
            assertEquals(2, recording.sweeps().size());
            assertTrue(
                    recording.remarks().get(0).contains("2 of 5 records"),
                    recording.remarks().toString());
        }
    }

    @Test
    void versionsThatNoFileConfirmedSaySo() throws IOException {
        try (Recording recording = Formats.open(file("8", "2").write(folder.resolve("old.wcp")))) {
            assertTrue(
                    recording.remarks().get(0).contains("confirmed by no real file"),
                    recording.remarks().toString());
        }
    }
}
