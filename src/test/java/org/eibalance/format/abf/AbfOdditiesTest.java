package org.eibalance.format.abf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedCases;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields that few files use, and headers that do not tell the truth. */
class AbfOdditiesTest {

    private static final int SAMPLES = 640;

    /** Hold before the first epoch: 1280 / 64 = 20 multiplexed samples. */
    private static final int HOLD = 10;

    @TempDir
    private Path folder;

    private FileBytes abf2;

    @BeforeEach
    void writeFile() throws IOException {
        abf2 = FileBytes.of(TwoCells.write(folder.resolve("written.abf"), 4, SAMPLES));
    }

    private Recording open(final FileBytes bytes) throws IOException {
        return Formats.open(bytes.write(folder.resolve("changed.abf")));
    }

    private String sentence(final FileBytes bytes) throws IOException {
        final Path file = bytes.write(folder.resolve("changed.abf"));
        final String message =
                assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.endsWith("."), message);
        return message;
    }

    private static double[] command(final Recording recording, final int channel, final int sweep) {
        final double[] command = new double[(int) recording.samples(channel, sweep)];
        recording.command(channel).orElseThrow().read(sweep, 0, command, 0, command.length);
        return command;
    }

    private static boolean remarks(final Recording recording, final String part) {
        return recording.remarks().stream().anyMatch(remark -> remark.contains(part));
    }

    private int dac(final int number) {
        return abf2.section(Abf2Header.DAC) + 256 * number;
    }

    private int adc(final int number) {
        return abf2.section(Abf2Header.ADC) + 128 * number;
    }

    /** Gives output 0 one epoch. */
    private void epoch(final int type, final double level, final int duration, final int period, final int width) {
        final int at = abf2.newSection(Abf2Header.EPOCH_PER_DAC, 48, 1);
        abf2.i16(at + 4, type)
                .f32(at + 6, level)
                .i32(at + 14, duration)
                .i32(at + 22, period)
                .i32(at + 26, width);
        abf2.i16(dac(0) + 40, 1).i16(dac(0) + 42, 1);
    }

    // --- ABF1 ---

    @Test
    void inAbf1NamesUnitsAndGainsStandAtThePhysicalInput() throws IOException {
        try (Recording recording = open(FileBytes.abf1(3, 100))) {
            assertEquals("ABF1 1.83", recording.format());
            assertEquals("Vm", recording.channels().get(0).name());
            assertEquals("mV", recording.channels().get(0).unit().symbol());
            assertEquals("Im", recording.channels().get(1).name());
            assertEquals(20_000, recording.channels().get(0).sampleRateHz());
            final double step = 10.0 / 32_768;
            assertEquals(27 * step / 0.01f, recording.read(0, 2)[7], 1e-12);
            assertEquals(27 * step / 0.0005f, recording.read(1, 2)[7], 1e-12);
            assertEquals(
                    LocalDateTime.of(2021, 3, 4, 1, 0, 0, 250_000_000),
                    recording.start().orElseThrow());
            // potential with commanded current, current with commanded potential
            assertEquals(ClampMode.CURRENT_CLAMP, recording.channels().get(0).clampMode());
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(1).clampMode());
            assertEquals(-50, command(recording, 0, 0)[0]);
            assertEquals(-70, command(recording, 1, 0)[0]);
        }
    }

    @Test
    void aCurrentOnAnIdleOutputOfAProtocolInCurrentClampIsAMonitor() throws IOException {
        try (Recording recording = Formats.open(SharedCases.file("current-monitor.abf"))) {
            assertEquals(
                    List.of(ClampMode.CURRENT_CLAMP, ClampMode.UNKNOWN, ClampMode.UNKNOWN),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
        }
    }

    @Test
    void inAbf1TheTelegraphedGainCountsFromVersion165On() throws IOException {
        final FileBytes file = FileBytes.abf1(1, 100)
                .i16(4512 + 10, 1)
                .f32(4576 + 20, 5)
                .i16(4544 + 10, 24)
                .i16(4768 + 10, 2);
        try (Recording recording = open(file)) {
            assertEquals(7 * 10.0 / 32_768 / 0.01f / 5, recording.read(0, 0)[7], 1e-12);
            assertEquals(ClampMode.ZERO_CURRENT, recording.channels().get(0).clampMode());
        }
        try (Recording recording = open(file.f32(4, 1.6f))) {
            assertEquals(7 * 10.0 / 32_768 / 0.01f, recording.read(0, 0)[7], 1e-12);
        }
        try (Recording recording = open(file.f32(4, 1.83f).i16(4512 + 10, -7220))) {
            assertEquals(7 * 10.0 / 32_768 / 0.01f, recording.read(0, 0)[7], 1e-12);
        }
    }

    @Test
    void inAbf1SignalConditioningScalesAndShifts() throws IOException {
        final FileBytes file = FileBytes.abf1(1, 100)
                .i16(1410, 1)
                .f32(1050 + 20, 4)
                .f32(1114 + 20, 3)
                .f32(986 + 20, 10)
                .f32(1050 + 8, 1);
        try (Recording recording = open(file)) {
            assertEquals(7 * 10.0 / 32_768 / 0.01f / 4 + 10 - 3, recording.read(0, 0)[7], 1e-12);
        }
    }

    @Test
    void aNegativeGainKeepsItsSignAndAZeroOneIsRemarked() throws IOException {
        try (Recording recording =
                open(FileBytes.abf1(1, 100).f32(922 + 20, -0.1f).f32(922 + 8, 0))) {
            assertEquals(-7 * 10.0 / 32_768 / 0.1f, recording.read(0, 0)[7], 1e-12);
            assertEquals(7 * 10.0 / 32_768, recording.read(1, 0)[7], 1e-12);
            assertTrue(remarks(recording, "gain of channel 'Im'"));
        }
    }

    @Test
    void anOrderOfInputsThatCannotBeIsReplacedWithARemark() throws IOException {
        try (Recording recording = open(FileBytes.abf1(1, 100).i16(412, 5))) {
            assertEquals("ch0", recording.channels().get(0).name());
            assertTrue(remarks(recording, "order of the inputs"));
        }
    }

    @Test
    void anOldHeaderEndsWhereItsDataStart() throws IOException {
        final FileBytes file = new FileBytes(new byte[2048 + 8000]);
        file.text(0, "ABF ")
                .f32(4, 1.3f)
                .i16(8, 3)
                .i32(10, 4000)
                .i32(40, 4)
                .i16(120, 1)
                .f32(122, 20)
                .f32(244, 10)
                .i32(252, 2048)
                .f32(730, 1)
                .f32(922, 1)
                .i32(20, 180_618);
        for (int i = 0; i < 4000; i++) file.i16(2048 + 2 * i, 1);
        try (Recording recording = open(file)) {
            assertEquals(10.0 / 2048, recording.read(0, 0)[0]);
            assertEquals(2018, recording.start().orElseThrow().getYear());
            assertEquals(Optional.empty(), recording.command(0));
        }
    }

    @Test
    void inAbf1EpochsComeInTensPerOutput() throws IOException {
        final FileBytes file = FileBytes.abf1(2, SAMPLES)
                .i16(2296 + 2, 1)
                .i16(2300 + 2, 1)
                .i16(2308 + 20, 1)
                .f32(2348 + 40, 20)
                .f32(2428 + 40, 5)
                .i32(2508 + 40, 100)
                .i32(2588 + 40, -50);
        try (Recording recording = open(file)) {
            final double[] second = command(recording, 1, 1);
            assertEquals(-70, second[HOLD - 1]);
            assertEquals(25, second[HOLD]);
            assertEquals(25, second[HOLD + 49]);
            assertEquals(-70, second[HOLD + 50]);
        }
    }

    @Test
    void theByteOrderOfExtinctProgramsIsRefusedWithAdvice() throws IOException {
        assertTrue(sentence(FileBytes.abf1(1, 10).text(0, " FBA")).contains("convert"));
    }

    // --- commands ---

    @Test
    void eachEpochTypeHasItsShape() throws IOException {
        final double hold = -350;
        final double[][] expected = {
            {1, 50, 50, 50, 50},
            {2, hold, hold + 400.0 * 1 / 99, hold + 400.0 * 20 / 99, 50},
            {3, 50, 50, 50, hold},
            {4, hold, hold + 400.0 / 8, hold, hold + 400.0 / 12},
            {
                5,
                hold,
                hold + 400 * (1 - Math.cos(2 * Math.PI / 20)) / 2,
                hold,
                hold + 400 * (1 - Math.cos(2 * Math.PI * 19 / 20)) / 2
            },
            {7, 50, 50, 50, hold},
        };
        for (final double[] shape : expected) {
            epoch((int) shape[0], 50, 100, 20, 8);
            try (Recording recording = open(abf2)) {
                final double[] command = command(recording, 0, 2);
                final String type = "type " + shape[0];
                assertEquals(hold, command[HOLD - 1], type);
                assertEquals(shape[1], command[HOLD], 1e-9, type);
                assertEquals(shape[2], command[HOLD + 1], 1e-9, type);
                assertEquals(shape[3], command[HOLD + 20], 1e-9, type);
                assertEquals(shape[4], command[HOLD + 99], 1e-9, type);
                assertEquals(hold, command[HOLD + 100], type);
            }
        }
    }

    @Test
    void aBiphasicPulseMirrorsItsLevel() throws IOException {
        epoch(7, 50, 100, 20, 8);
        try (Recording recording = open(abf2)) {
            final double[] command = command(recording, 0, 0);
            assertEquals(50, command[HOLD + 3]);
            assertEquals(-750, command[HOLD + 4]);
            assertEquals(-750, command[HOLD + 7]);
            assertEquals(-350, command[HOLD + 8]);
        }
    }

    @Test
    void partsOfACommandAgreeWithTheWhole() throws IOException {
        for (int type = 1; type <= 7; type++) {
            epoch(type, 50, 333, 20, 8);
            try (Recording recording = open(abf2)) {
                final double[] whole = command(recording, 0, 3);
                for (int from = 0; from < SAMPLES; from += 61) {
                    final double[] part = new double[Math.min(97, SAMPLES - from)];
                    recording.command(0).orElseThrow().read(3, from, part, 0, part.length);
                    assertArrayEquals(java.util.Arrays.copyOfRange(whole, from, from + part.length), part);
                }
            }
        }
    }

    @Test
    void anEpochThatIsLongerThanTheSweepIsCut() throws IOException {
        epoch(1, 50, Integer.MAX_VALUE, 0, 0);
        try (Recording recording = open(abf2)) {
            assertEquals(50, command(recording, 0, 0)[SAMPLES - 1]);
        }
    }

    @Test
    void alternatingOutputsTakeTurns() throws IOException {
        epoch(1, 50, 100, 0, 0);
        try (Recording recording = open(abf2.i16(FileBytes.PROTOCOL + 182, 1))) {
            assertEquals(50, command(recording, 0, 0)[HOLD]);
            assertEquals(-350, command(recording, 0, 1)[HOLD]);
            assertEquals(50, command(recording, 0, 2)[HOLD]);
        }
    }

    @Test
    void sweepsBeyondThePlanStayAtHolding() throws IOException {
        epoch(1, 50, 100, 0, 0);
        try (Recording recording = open(abf2.i32(FileBytes.PROTOCOL + 30, 2))) {
            assertEquals(50, command(recording, 0, 1)[HOLD]);
            assertEquals(-350, command(recording, 0, 2)[HOLD]);
        }
    }

    @Test
    void epochsOfAnOutputThatIsSwitchedOffAreStale() throws IOException {
        epoch(1, 50, 100, 0, 0);
        for (final int[] off : new int[][] {{0, 1}, {1, 0}}) {
            try (Recording recording = open(abf2.i16(dac(0) + 40, off[0]).i16(dac(0) + 42, off[1]))) {
                assertEquals(-350, command(recording, 0, 1)[HOLD]);
            }
        }
    }

    /** A list counts although it is not marked as enabled; its codes depend on the version. */
    @Test
    void aUserListReplacesOneParameterOfOneEpoch() throws IOException {
        epoch(1, 50, 100, 0, 0);
        final int strings = abf2.newSection(Abf2Header.STRINGS, 512, 1);
        abf2.i32(strings + 8, 2)
                .text(strings + 44, "Cmd\0 10, 20 ,30, ")
                .i32(dac(0) + 24, 1)
                .i32(Abf2Header.STRINGS + 4, 512);
        final int list = abf2.newSection(Abf2Header.USER_LIST, 64, 1);
        abf2.i32(list + 8, 2);
        abf2.i16(list + 4, 11 + 10);
        assertLevels(new double[] {10, 20, 30, 30});
        abf2.i16(list + 6, 1);
        assertLevels(new double[] {10, 20, 30, 10});
        abf2.u8(6, 9);
        assertLevels(new double[] {50, 50, 50, 50});
        abf2.i16(list + 4, 11 + 50);
        assertLevels(new double[] {10, 20, 30, 10});
        abf2.i16(list + 4, 11 + 100);
        try (Recording recording = open(abf2)) {
            for (int k = 0; k < 3; k++) {
                assertEquals(50, command(recording, 0, k)[HOLD + 10 * (k + 1) - 1]);
                assertEquals(-350, command(recording, 0, k)[HOLD + 10 * (k + 1)]);
            }
        }
    }

    private void assertLevels(final double[] levels) throws IOException {
        try (Recording recording = open(abf2)) {
            for (int k = 0; k < levels.length; k++)
                assertEquals(levels[k], command(recording, 0, k)[HOLD], "sweep " + k);
        }
    }

    @Test
    void aStimulusFromAFileIsReadFromItsCopy() throws IOException {
        final int at = abf2.append(2 * SAMPLES);
        for (int i = 0; i < SAMPLES; i++) abf2.i16(at + 2 * i, i);
        abf2.i16(dac(0) + 40, 1)
                .i16(dac(0) + 42, 2)
                .i32(dac(0) + 32, at / 512)
                .i32(dac(0) + 36, 1)
                .f32(dac(0) + 20, 2);
        try (Recording recording = open(abf2)) {
            for (int k = 0; k < 4; k++) {
                // (count · 1 + 2) · 10 V / 32768 · 400 pA/V
                assertEquals((123 + 2) * 10.0 / 32_768 * 400, command(recording, 0, k)[123], 1e-9);
            }
            assertEquals(List.of(), recording.remarks());
        }
        try (Recording recording = open(abf2.i32(dac(0) + 32, 0))) {
            assertTrue(Double.isNaN(command(recording, 0, 0)[123]));
            assertTrue(remarks(recording, "not embedded"));
        }
    }

    @Test
    void aHoldingLevelChangedDuringAGapFreeRecordingIsFollowed() throws IOException {
        abf2.i16(FileBytes.PROTOCOL, AbfHeader.GAP_FREE);
        final int at = abf2.newSection(Abf2Header.DELTA, 12, 2);
        // at 0.02 and 0.05 s, in counts of a microsecond; the second is of output 1
        abf2.i32(at, 20_000)
                .f32(at + 8, -100)
                .i32(at + 12, 50_000)
                .i32(at + 16, 1)
                .f32(at + 20, 77);
        try (Recording recording = open(abf2)) {
            assertEquals(1, recording.sweeps().size());
            final double[] first = command(recording, 0, 0);
            assertEquals(-350, first[399]);
            assertEquals(-100, first[400]);
            assertEquals(-100, first[first.length - 1]);
            final double[] second = command(recording, 1, 0);
            assertEquals(800, second[999]);
            assertEquals(77, second[1000]);
            final double[] part = new double[10];
            recording.command(1).orElseThrow().read(0, 995, part, 0, 10);
            assertArrayEquals(new double[] {800, 800, 800, 800, 800, 77, 77, 77, 77, 77}, part);
        }
    }

    @Test
    void aLevelThatWasNeverSetIsUnknown() throws IOException {
        for (final double absurd : new double[] {1e30, 1e-38, Double.NaN}) {
            try (Recording recording = open(abf2.f32(dac(0) + 12, absurd))) {
                assertTrue(Double.isNaN(recording.command(0).orElseThrow().holding()));
            }
        }
    }

    @Test
    void anOutputElsewhereIsPairedWhereItsUnitFits() throws IOException {
        // input 0 in voltage clamp, output 0 commands current: only output 1 commands a potential
        abf2.i16(adc(0) + 18, 0).i32(dac(1) + 28, 5);
        try (Recording recording = open(abf2)) {
            assertEquals("mV", recording.channels().get(0).unit().symbol());
            assertEquals("Cmd B", recording.command(0).orElseThrow().name());
            assertEquals("mV", recording.command(0).orElseThrow().unit().symbol());
            assertEquals("Cmd A", recording.command(1).orElseThrow().name());
        }
    }

    // --- sweeps ---

    @Test
    void lengthsInSynchCountsAreUnderstoodWhereOnlyTheyAddUp() throws IOException {
        final int synch = abf2.section(Abf2Header.SYNCH);
        abf2.i16(FileBytes.PROTOCOL, AbfHeader.VARIABLE_LENGTH).f32(FileBytes.PROTOCOL + 14, 25);
        for (int k = 0; k < 4; k++)
            abf2.i32(synch + 8 * k + 4, 25 * (k < 2 ? 2 * SAMPLES : k == 2 ? 2 : 4 * SAMPLES - 2));
        try (Recording recording = open(abf2)) {
            assertEquals(
                    List.of(640L, 640L, 1L, 1279L),
                    recording.sweeps().stream().map(s -> s.samples().get(0)).toList());
        }
    }

    @Test
    void withoutSynchUnitTimesAreMultiplexedSamples() throws IOException {
        try (Recording recording = open(abf2.f32(FileBytes.PROTOCOL + 14, 0))) {
            // 25 µs for each of two channels at 20 kHz
            assertEquals(1_250_000 * 25e-6, recording.tags().get(0).timeS(), 1e-9);
        }
    }

    @Test
    void withoutSynchArrayThereAreEqualPartsAtTheStatedInterval() throws IOException {
        try (Recording recording = open(abf2.i32(Abf2Header.SYNCH, 0))) {
            assertEquals(4, recording.sweeps().size());
            assertEquals(SAMPLES, recording.samples(0, 3));
            assertEquals(7.5, recording.sweeps().get(3).startS());
        }
        try (Recording recording = open(abf2.f32(FileBytes.PROTOCOL + 62, 0))) {
            assertEquals(3 * SAMPLES / 20_000.0, recording.sweeps().get(3).startS(), 1e-9);
        }
    }

    @Test
    void sweepsThatAreClaimedButMissingAreCounted() throws IOException {
        abf2.i64(Abf2Header.DATA + 8, 1_000_000)
                .i32(FileBytes.PROTOCOL + 22, 2 * SAMPLES)
                .i32(Abf2Header.SYNCH, 0);
        try (Recording recording = open(abf2)) {
            assertTrue(
                    remarks(recording, "of 500000 samples per channel"),
                    recording.remarks().toString());
            assertTrue(
                    remarks(recording, "of 782 sweeps are complete"),
                    recording.remarks().toString());
        }
    }

    @Test
    void samplesThatBelongToNoSweepAreRemarked() throws IOException {
        try (Recording recording = open(abf2.i64(Abf2Header.SYNCH + 8, 3))) {
            assertEquals(3, recording.sweeps().size());
            assertTrue(
                    remarks(recording, "640 of 2560 samples"),
                    recording.remarks().toString());
        }
    }

    // --- headers that lie ---

    @Test
    void headersThatLieAboutSizesGiveASentenceOrARemark() throws IOException {
        assertTrue(sentence(copy().i64(Abf2Header.DATA + 8, 0)).contains("no sample"));
        assertTrue(sentence(copy().i64(Abf2Header.DATA + 8, -1)).contains("no sample"));
        assertTrue(sentence(copy().i32(Abf2Header.DATA, -1)).contains("no sample"));
        assertTrue(sentence(copy().i32(Abf2Header.PROTOCOL, 1 << 30)).contains("protocol"));
        assertTrue(sentence(copy().i64(Abf2Header.ADC + 8, Long.MAX_VALUE)).contains("channels"));
        assertTrue(sentence(copy().f32(FileBytes.PROTOCOL + 2, 0)).contains("interval"));
        assertTrue(sentence(copy().f32(FileBytes.PROTOCOL + 2, Double.NaN)).contains("interval"));
        assertTrue(sentence(FileBytes.abf1(1, 10).i16(120, 17)).contains("channels"));
        assertTrue(sentence(FileBytes.abf1(1, 10).i32(40, 1 << 30)).contains("block"));
        assertTrue(sentence(FileBytes.abf1(1, 10).f32(4, 7)).contains("version"));
        try (Recording recording = open(copy().i64(Abf2Header.DATA + 8, Long.MAX_VALUE))) {
            assertTrue(remarks(recording, "ends within its samples"));
        }
        try (Recording recording =
                open(copy().i32(Abf2Header.STRINGS + 4, -1).i32(abf2.section(Abf2Header.STRINGS) + 8, -1))) {
            assertEquals("Vm A", recording.channels().get(0).name());
        }
        try (Recording recording = open(copy().i64(Abf2Header.TAG + 8, Long.MAX_VALUE))) {
            assertTrue(remarks(recording, "ends within its tags"));
        }
    }

    private FileBytes copy() {
        return new FileBytes(abf2.array().clone());
    }
}
