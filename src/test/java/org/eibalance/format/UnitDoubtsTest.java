package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

/** Units that cannot be true are told of, and values are left as they are. */
class UnitDoubtsTest {

    private static Recording constant(final String unit, final double value) {
        final double[] values = new double[2000];
        Arrays.fill(values, value);
        // missing samples and an artefact at the start do not count
        Arrays.fill(values, 0, 100, Double.NaN);
        Arrays.fill(values, 100, 200, 1e15);
        return Recording.inMemory(
                new RecordingHeader(
                        "x",
                        Optional.empty(),
                        "test",
                        List.of(new Channel(
                                0, "cell", Unit.parse(unit), ClampMode.UNKNOWN, 20_000, Channel.NO_COMMAND)),
                        List.of(Sweep.uniform(0, 0, 0, 1), Sweep.uniform(1, 0, 2000, 1)),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of("first")),
                new double[][][] {{{}, values}});
    }

    private static String doubt(final String unit, final double value) {
        final List<String> doubts = UnitDoubts.of(constant(unit, value));
        assertEquals(1, doubts.size());
        return doubts.get(0);
    }

    @Test
    void aRestingPotentialOfVoltsIsDoubtedAndTheFactorIsNamed() {
        final String sentence = doubt("V", -65);
        assertTrue(
                sentence.contains("median of -65.0 V")
                        && sentence.contains("if the numbers are mV, its values times " + "0.001 are V"),
                sentence);
    }

    @Test
    void aCurrentOfAmperesIsDoubtedAndTheFactorIsNamed() {
        assertTrue(doubt("A", -50).contains("if the numbers are pA, its values times 1.0E-12 are A"));
    }

    @Test
    void theFactorIsTheOneThatMakesTheNumbersPossible() {
        assertTrue(doubt("V", -65_000).contains("too large by a factor of 1000000, its values times 1.0E-6 are V"));
        assertTrue(doubt("mV", -65_000_000).contains("too large by a factor of 1000000"));
        assertTrue(doubt("nA", 150_000).contains("if the numbers are too large by a factor of 1000000,"));
        assertTrue(doubt("nA", 15_000).contains("if the numbers are pA, its values times 0.001 are nA"));
        assertTrue(doubt("mV", 1e20).endsWith("no power of a thousand makes it possible, so look at gain and cables."));
    }

    @Test
    void aCurrentWhoseNumbersAreThoseOfARestingPotentialIsSaidToLookLikeOne() {
        assertTrue(doubt("A", -65).endsWith("its numbers look like a potential in mV."));
        assertTrue(doubt("mA", -80).endsWith("its numbers look like a potential in mV."));
    }

    @Test
    void theRescalingThatIsOfferedMendsTheRecordingAndEndsTheDoubt() {
        for (final Recording recording : List.of(constant("V", -65), constant("A", -50), constant("mV", -65_000))) {
            final String sentence = UnitDoubts.of(recording).get(0);
            final String offered =
                    sentence.substring(sentence.indexOf("rescale=") + "rescale=".length(), sentence.length() - 1);
            final Recording mended = Rescaling.parse(offered).of(recording);
            assertEquals(List.of(), UnitDoubts.of(mended), offered);
            final double field =
                    mended.read(0, 1)[1999] * mended.channels().get(0).unit().toFieldUnit();
            assertEquals(recording.channels().get(0).unit().equals(Unit.parse("A")) ? -50 : -65, field, 1e-6);
        }
    }

    @Test
    void potentialsAndCurrentsOfCellsAreNotDoubted() {
        for (final Recording recording : List.of(
                constant("V", -0.065),
                constant("mV", -65),
                constant("uV", 65_000),
                constant("A", 5e-10),
                constant("pA", 20_000),
                constant("nA", -90),
                constant("dB", 1e9)))
            assertEquals(
                    List.of(), UnitDoubts.of(recording), recording.channels().toString());
    }

    @Test
    void aRemarkThatIsAddedFollowsTheOthersAndIsSaidOnce() {
        final Recording recording = constant("V", -65);
        assertEquals(
                List.of("first", "second"),
                recording.withRemarks(List.of("second", "first", "second")).remarks());
        assertSame(recording, recording.withRemarks(List.of("first")));
        assertEquals(-65, recording.withRemarks(List.of("second")).read(0, 1)[1999]);
    }
}
