package org.eibalance.analysis.pair.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.PairRecordings;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellChannelsTest {

    private static final SplittableRandom RANDOM = new SplittableRandom(1);

    private static double[] at(final double level) {
        return RANDOM.doubles(3000).map(v -> level + v).toArray();
    }

    private static PairRecordings cells(final String a, final String b) {
        return new PairRecordings(10_000)
                .channel(a, "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .follows("pA", (sweep, ms) -> -350)
                .channel(b, "mV", ClampMode.CURRENT_CLAMP, at(-20))
                .follows("pA", (sweep, ms) -> 800);
    }

    private static List<Integer> chosen(final Recording recording, final String a, final String b) {
        final CellChannels cells = CellChannels.of(recording, a, b);
        return List.of(cells.a().index(), cells.b().index());
    }

    private static List<CellChannels.Doubt> doubts(final Recording recording, final String a, final String b) {
        return CellChannels.of(recording, a, b).doubts(recording);
    }

    @Test
    void theFirstTwoCellsAreTakenAndNothingSpeaksAgainstThem() {
        for (final List<String> names :
                List.of(List.of("Vm A", "Vm B"), List.of("IN 0", "IN 1"), List.of("cell 0", "cell 1"))) {
            final Recording recording = cells(names.get(0), names.get(1)).recording();
            assertEquals(List.of(0, 1), chosen(recording, "auto", "auto"));
            assertEquals(List.of(), doubts(recording, "auto", "auto"));
        }
    }

    @Test
    void aNameOrAnIndexIsTakenAsItIs() {
        final Recording recording = cells("Vm A", "Vm B").recording();
        assertEquals(List.of(1, 0), chosen(recording, "1", "Vm A"));
        assertEquals(List.of(0, 1), chosen(recording, "Vm A", "auto"));
        // As ever: the second cell is the second, whatever the first is.
        assertEquals(List.of(1, 1), chosen(recording, "Vm B", "auto"));
    }

    @ParameterizedTest
    @CsvSource({
        "Light, V",
        "photodiod, V",
        "TTL, V",
        "Trigger in, mV",
        "LED 470, mV",
        "AO #0, mV",
        "Raw Command Current-1, pA",
        "IN 2, dB",
        "P_in, mmHg"
    })
    void aSignalThatIsNoCellIsNotTakenAndFailsWhereItIsNamed(final String name, final String unit) {
        final Recording recording = new PairRecordings(10_000)
                .channel(name, unit, ClampMode.UNKNOWN, at(1))
                .channel("Vm A", "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .channel("Vm B", "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .recording();
        assertEquals(List.of(1, 2), chosen(recording, "auto", "auto"));
        final List<CellChannels.Doubt> doubts = doubts(recording, "1", "0");
        assertEquals(1, doubts.size());
        assertTrue(doubts.get(0).certain(), doubts.toString());
        assertTrue(doubts.get(0).sentence().startsWith("Channel '" + name + "' is "), doubts.toString());
    }

    @ParameterizedTest
    @CsvSource({"Im, Vm", "Imemb, 10_Vm", "Current 1, Voltage 1", "I1, V1"})
    void aCurrentAndAPotentialOfOneAmplifierAreOneCell(final String current, final String potential) {
        final Recording recording = new PairRecordings(10_000)
                .channel(current, "nA", ClampMode.VOLTAGE_CLAMP, at(-0.1))
                .channel(potential, "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .recording();
        final String sentence = assertThrows(InputException.class, () -> CellChannels.of(recording, "auto", "auto"))
                .getMessage();
        assertTrue(sentence.contains("no two of its channels are two cells for certain"), sentence);
        assertTrue(sentence.contains("0 '" + current + "' is a current"), sentence);
        final List<CellChannels.Doubt> doubts = doubts(recording, "0", "1");
        assertTrue(doubts.get(0).certain() && doubts.get(0).sentence().contains("two signals of one cell"));
    }

    @Test
    void twoCellsInDifferentClampsAreAPairWhereAPersonSaysSo() {
        final Recording recording = new PairRecordings(10_000)
                .channel("Vm A", "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .channel("Im B", "pA", ClampMode.VOLTAGE_CLAMP, at(-50))
                .recording();
        assertThrows(InputException.class, () -> CellChannels.of(recording, "auto", "auto"));
        assertEquals(List.of(), doubts(recording, "0", "1"));
    }

    @Test
    void aPotentialWithoutAnAmplifierIsPassedOver() {
        // As with an ABF channel beside the amplifiers, whose command has its own unit.
        final Recording recording = new PairRecordings(10_000)
                .channel("IN 2", "mV", ClampMode.UNKNOWN, at(100))
                .follows("mV", (sweep, ms) -> 0)
                .channel("CH1", "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .follows("pA", (sweep, ms) -> 0)
                .channel("CH2", "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .follows("pA", (sweep, ms) -> 0)
                .recording();
        assertEquals(List.of(1, 2), chosen(recording, "auto", "auto"));
        assertTrue(doubts(recording, "0", "1").get(0).certain());
    }

    @Test
    void aFileThatTellsNoModesStillHasItsFirstTwoChannels() {
        final Recording recording = new PairRecordings(10_000)
                .channel("IN 0", "mV", ClampMode.UNKNOWN, at(-70))
                .follows("mV", (sweep, ms) -> 0)
                .channel("IN 1", "mV", ClampMode.UNKNOWN, at(-70))
                .follows("mV", (sweep, ms) -> 0)
                .recording();
        assertEquals(List.of(0, 1), chosen(recording, "auto", "auto"));
        assertFalse(doubts(recording, "auto", "auto").get(0).certain());
    }

    @Test
    void aCurrentInAmperesIsACellAndItsUnitADoubtIfItCannotBeTrue() {
        final Recording right = new PairRecordings(10_000)
                .channel("IN 0", "pA", ClampMode.VOLTAGE_CLAMP, at(-50))
                .channel(
                        "IN 1",
                        "A",
                        ClampMode.VOLTAGE_CLAMP,
                        RANDOM.doubles(3000).map(v -> v * 1e-10).toArray())
                .recording();
        assertEquals(List.of(), doubts(right, "auto", "auto"));
        final Recording wrong = new PairRecordings(10_000)
                .channel("IN 0", "pA", ClampMode.VOLTAGE_CLAMP, at(-50))
                .channel("IN 1", "A", ClampMode.VOLTAGE_CLAMP, at(-2))
                .recording();
        final List<CellChannels.Doubt> doubts = doubts(wrong, "auto", "auto");
        assertTrue(!doubts.get(0).certain() && doubts.get(0).sentence().contains("the unit is wrong"));
    }

    @Test
    void onePotentialAloneIsNoPair() {
        final Recording recording = new PairRecordings(10_000)
                .channel("Vm", "mV", ClampMode.CURRENT_CLAMP, at(-70))
                .recording();
        final String sentence = assertThrows(InputException.class, () -> CellChannels.of(recording, "auto", "auto"))
                .getMessage();
        assertTrue(sentence.startsWith("pair.abf: "), sentence);
        assertTrue(sentence.contains("0 'Vm' is a potential"), sentence);
    }
}
