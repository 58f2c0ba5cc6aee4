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
        "uVolt,0.001",
        "volts,1000",
        "millivolts,1",
        "Millivolt,1",
        "microvolts,0.001"
    })
    void aPotentialIsOneHoweverVoltIsSpelled(final String text, final double toMv) {
        final Unit unit = Unit.parse(text);
        assertEquals(Quantity.VOLTAGE, unit.quantity(), text);
        assertEquals(toMv, unit.toFieldUnit(), text);
        assertEquals("V", unit.symbol().substring(unit.symbol().length() - 1));
        assertEquals("mV", unit.field().symbol());
    }

    @ParameterizedTest
    @CsvSource({
        "pA,1",
        "nA,1000",
        "A,1e12",
        "Amp,1e12",
        "Amps,1e12",
        "amperes,1e12",
        "Ampere,1e12",
        "pAmp,1",
        "nAmps,1000",
        "picoamps,1",
        "Picoamperes,1",
        "nanoampere,1000",
        "pa,1",
        "na,1000",
        "uA,1e6"
    })
    void aCurrentIsShownInPicoamperesHoweverAmpereIsSpelled(final String text, final double toPa) {
        assertEquals(Quantity.CURRENT, Unit.parse(text).quantity(), text);
        assertEquals(toPa, Unit.parse(text).toFieldUnit());
        assertEquals(Unit.PICOAMPERE, Unit.parse(text).field());
    }

    @ParameterizedTest
    @CsvSource({
        "a",
        "amplitude",
        "Amplifier",
        "Pa",
        "kPa",
        "ma.u.",
        "millimetre",
        "ka",
        "dB",
        "mmHg",
        "Voltage",
        "vv",
        "xV",
        "a.u.",
        "''"
    })
    void otherSymbolsAreKeptAndNeverGuessedAt(final String text) {
        final Unit unit = Unit.parse(text);
        assertEquals(new Unit(text, Quantity.OTHER, 1), unit);
        assertEquals(unit, unit.field());
    }

    @Test
    void theCaseOfAPrefixCounts() {
        assertEquals(1, Unit.parse("mV").toFieldUnit());
        assertEquals(1e9, Unit.parse("MV").toFieldUnit());
        assertEquals(1e9, Unit.parse("MVolts").toFieldUnit());
    }
}
