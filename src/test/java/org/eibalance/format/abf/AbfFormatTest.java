package org.eibalance.format.abf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of real laboratories hold beside their samples, and what is odd about them. */
class AbfFormatTest {

    @TempDir
    private Path folder;

    private static Recording open(final String name) {
        return Formats.open(SharedRecordings.abf(name));
    }

    private static double[] command(final Recording recording, final int channel, final int sweep) {
        final double[] command = new double[(int) recording.samples(channel, sweep)];
        recording.command(channel).orElseThrow().read(sweep, 0, command, 0, command.length);
        return command;
    }

    private static boolean remarks(final Recording recording, final String part) {
        return recording.remarks().stream().anyMatch(remark -> remark.contains(part));
    }

    @Test
    void aPairInVoltageClampFollowsTwoCommands() {
        try (Recording pair = open("14o16001_vc_pair_step.abf")) {
            assertEquals(2, pair.channels().size());
            assertEquals(13, pair.sweeps().size());
            for (int cell = 0; cell < 2; cell++) {
                assertEquals(ClampMode.VOLTAGE_CLAMP, pair.channels().get(cell).clampMode());
                // 625 samples of hold, then 9000 to the fourth epoch
                for (int k = 0; k < 13; k++) assertEquals(-110 + 5 * k, command(pair, cell, k)[625 + 9000]);
                assertEquals(-70, command(pair, cell, 0)[624 + 9000]);
            }
            assertEquals(List.of(), pair.remarks());
        }
    }

    @Test
    void aFileWithMoreInputsThanWaveformOutputsOpensWhole() {
        try (Recording f1 = open("f1.abf")) {
            assertEquals(
                    List.of("pA", "pA", "mV", "mV"),
                    f1.channels().stream().map(c -> c.unit().symbol()).toList());
            for (int c = 0; c < 4; c++) {
                assertEquals(50_000, f1.read(c, 9).length);
                assertEquals(50_000, command(f1, c, 9).length);
            }
            // as a reader that does not crash here has them
            assertEquals(3092.46913, mean(f1.read(2, 0)), 1e-4);
            assertEquals(3440.41934, mean(f1.read(3, 0)), 1e-4);
        }
    }

    private static double mean(final double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void theCommandOfARecordingSavedAsAbf1IsThatOfTheOriginal() {
        try (Recording original = open("pclamp11_4ch.abf");
                Recording saved = open("pclamp11_4ch_abf1.abf")) {
            // the older format has two waveform outputs; the others stay at holding
            for (int c = 0; c < 2; c++) assertArrayEquals(command(original, c, 3), command(saved, c, 3));
            assertEquals(-40, command(saved, 3, 3)[2000]);
        }
    }

    @Test
    void theHoldingLevelOfAnUnusedWaveformAgreesWithItsRecordedCopy() {
        try (Recording recording = open("multichannelAbf1WithTags.abf")) {
            assertEquals("AO #0", recording.channels().get(1).name());
            assertEquals(command(recording, 0, 0)[0], recording.read(1, 0)[0], 0.1);
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
            // a potential beside a commanded potential is no clamp mode
            assertEquals(ClampMode.UNKNOWN, recording.channels().get(1).clampMode());
        }
    }

    @Test
    void tagsRunOnTheClockOfTheRecording() {
        try (Recording recording = open("multichannelAbf1WithTags.abf")) {
            assertEquals(173.98, recording.tags().get(0).timeS(), 0.01);
            assertEquals(294.86, recording.tags().get(1).timeS(), 0.01);
        }
    }

    @Test
    void currentClampIsKnownFromTheTelegraph() {
        try (Recording steps = open("17o05028_ic_steps.abf");
                Recording units = open("opto_aps_good_units.abf")) {
            assertEquals(ClampMode.CURRENT_CLAMP, steps.channels().get(0).clampMode());
            assertEquals("pA", steps.command(0).orElseThrow().unit().symbol());
            assertEquals(List.of(), units.remarks());
        }
    }

    @Test
    void aUnitThatContradictsTheAmplifierIsRemarkedWithUnitAndFactorTogether() {
        try (Recording bad = open("opto_aps_bad_units.abf");
                Recording ramp = open("18807005.abf")) {
            for (final Recording recording : List.of(bad, ramp)) {
                assertEquals(
                        ClampMode.CURRENT_CLAMP, recording.channels().get(0).clampMode());
                assertEquals("pA", recording.command(0).orElseThrow().unit().symbol());
                assertTrue(
                        remarks(recording, "values times 0.05 are mV"),
                        recording.remarks().toString());
            }
            assertEquals(-79.3, bad.read(0, 0)[0] * 0.05, 0.1);
        }
    }

    @Test
    void aTelegraphThatDoesNotReportTheModeIsNotBelieved() {
        try (Recording recording = open("DM1_0000.abf")) {
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
            assertEquals(ClampMode.UNKNOWN, recording.channels().get(1).clampMode());
        }
    }

    @Test
    void anOutputThatKeepsItsLastLevelStartsTheNextSweepThere() {
        try (Recording recording = open("DM1_0000.abf");
                Recording ramp = open("18807005.abf")) {
            assertEquals(0, command(recording, 0, 0)[0]);
            assertEquals(-80, command(recording, 0, 1)[0]);
            for (int k = 1; k < ramp.sweeps().size(); k++) {
                final double[] before = command(ramp, 0, k - 1);
                assertEquals(before[before.length - 1], command(ramp, 0, k)[0]);
            }
        }
    }

    @Test
    void sweepsOfVariableLengthKeepTheirLengths() {
        try (Recording recording = open("2020_06_16_0000.abf")) {
            assertEquals(
                    List.of(3540L, 70_040L, 16_040L),
                    recording.sweeps().stream().map(s -> s.samples().get(0)).toList());
        }
    }

    @Test
    void sweepsStartWhenTheSynchArraySays() {
        try (Recording triggered = open("15804044.abf");
                Recording cut = open("File_axon_7.abf")) {
            final List<Sweep> sweeps = triggered.sweeps();
            // the header promises one sweep in 5000 s
            assertEquals(10.42, (sweeps.get(9).startS() - sweeps.get(0).startS()) / 9, 0.5);
            assertEquals(
                    8.93, cut.sweeps().get(1).startS() - cut.sweeps().get(0).startS(), 0.1);
            assertTrue(cut.sweeps().get(0).startS() > 0);
        }
    }

    @Test
    void aGapFreeRecordingIsOneSweepWhateverItsHeaderPlanned() {
        try (Recording recording = open("File_axon_1.abf")) {
            assertEquals(1, recording.sweeps().size());
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(0).clampMode());
            assertEquals("mV", recording.command(0).orElseThrow().unit().symbol());
        }
    }

    @Test
    void fewerSweepsThanPlannedIsNoFault() {
        try (Recording recording = open("171116sh_0020.abf")) {
            assertEquals(7, recording.sweeps().size());
            assertEquals(List.of(), recording.remarks());
        }
    }

    @Test
    void datesAreReadAsTheyWereWrittenOrNotAtAll() {
        for (final String name : List.of("invalidDate-abf1.abf", "invalidDate-abf2.abf", "171116sh_0020_saved.abf")) {
            try (Recording recording = open(name)) {
                assertEquals(Optional.empty(), recording.start(), name);
            }
        }
        try (Recording old = open("130618-1-12.abf");
                Recording pair = open("14o16001_vc_pair_step.abf")) {
            assertEquals(
                    LocalDateTime.of(2018, 6, 18, 0, 0).toLocalDate(),
                    old.start().orElseThrow().toLocalDate());
            assertEquals(2014, pair.start().orElseThrow().getYear());
        }
        assertEquals(Optional.empty(), AbfHeader.start(0xffffffffL, 0));
        assertEquals(Optional.empty(), AbfHeader.start(20_210_230, 0));
        assertEquals(Optional.empty(), AbfHeader.start(20_210_228, 86_400_000));
        assertEquals(1999, AbfHeader.start(990_101, 0).orElseThrow().getYear());
    }

    @Test
    void aMinimalWriterLeavesNamesAndCommandsUnknown() {
        try (Recording recording = open("171116sh_0020_saved.abf")) {
            assertEquals("ch0", recording.channels().get(0).name());
            assertEquals(Optional.empty(), recording.command(0));
            assertEquals("ABF1 1.3", recording.format());
            assertEquals(Optional.of("1.2.9.9"), AbfFormat.versionDigits(recording.format()));
        }
    }

    @Test
    void aTruncatedCopyIsReadAsFarAsItGoes() throws IOException {
        final byte[] whole = Files.readAllBytes(SharedRecordings.abf("14o16001_vc_pair_step.abf"));
        final Path file = folder.resolve("cut.abf");
        // five sweeps, 1000 scans, and half of one
        Files.write(file, java.util.Arrays.copyOf(whole, 12 * 512 + 5 * 160_000 + 4000 + 2));
        try (Recording cut = Formats.open(file);
                Recording all = open("14o16001_vc_pair_step.abf")) {
            assertEquals(6, cut.sweeps().size());
            assertEquals(1000, cut.samples(1, 5));
            assertArrayEquals(all.read(1, 4), cut.read(1, 4));
            assertArrayEquals(java.util.Arrays.copyOf(all.read(1, 5), 1000), cut.read(1, 5));
            // the command of the cut sweep is that of the whole one
            assertEquals(command(all, 0, 5)[700], command(cut, 0, 5)[700]);
            assertTrue(remarks(cut, "5 of 13 sweeps"), cut.remarks().toString());
            assertTrue(remarks(cut, "201000 of 520000 samples"), cut.remarks().toString());
        }
    }

    @Test
    void everyTruncationOfAHeaderIsASentence() throws IOException {
        final byte[] whole = Files.readAllBytes(SharedRecordings.abf("14o16001_vc_pair_step.abf"));
        final Path file = folder.resolve("cut.abf");
        for (int length = 4; length <= 12 * 512; length += 97) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            final String message =
                    assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
            assertTrue(message.startsWith(file.toString()), message);
        }
    }
}
