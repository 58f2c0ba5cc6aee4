package org.eibalance.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units as files spell them. */
class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "V,1000",
        "v,1000",
        "Volt,1000",
        "volt,1000",
        "Volts,1000",
        "mV,1",
        "mv,1",
        "mVolt,1",
        "uV,0.001",
        "uVolt,0.001"
    })
    void aPotentialIsOneHoweverVoltIsSpelled(final String text, final double toMv) {
        final Unit unit = Unit.parse(text);
        assertEquals(Quantity.VOLTAGE, unit.quantity(), text);
        assertEquals(toMv, unit.toFieldUnit(), text);
        assertEquals("V", unit.symbol().substring(unit.symbol().length() - 1));
        assertEquals("mV", unit.field().symbol());
    }

    @ParameterizedTest
    @CsvSource({"pA,1", "nA,1000", "A,1e12"})
    void aCurrentIsShownInPicoamperes(final String text, final double toPa) {
        assertEquals(toPa, Unit.parse(text).toFieldUnit());
        assertEquals(Unit.PICOAMPERE, Unit.parse(text).field());
    }

    @ParameterizedTest
    @CsvSource({"a", "dB", "mmHg", "Voltage", "vv", "xV", "a.u.", "''"})
    void otherSymbolsAreKeptAndNeverGuessedAt(final String text) {
        final Unit unit = Unit.parse(text);
        assertEquals(new Unit(text, Quantity.OTHER, 1), unit);
        assertEquals(unit, unit.field());
    }

    @Test
    void theCaseOfAPrefixCounts() {
        assertEquals(1, Unit.parse("mV").toFieldUnit());
        assertEquals(1e9, Unit.parse("MV").toFieldUnit());
    }
}
