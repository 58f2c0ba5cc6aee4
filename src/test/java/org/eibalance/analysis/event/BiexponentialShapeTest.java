package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

class BiexponentialShapeTest {

    private final BiexponentialShape shape = new BiexponentialShape(0.5, 5);

    @Test
    void kineticsOfAnEventWithHalfAMillisecondOfRiseAndFiveOfDecay() {
        assertEquals(1.27921, shape.peakTimeMs(), 0.000005);
        assertEquals(1.435055, shape.peakFactor(), 0.0000005);
        assertEquals(0.6736, shape.riseMs(0.1, 0.9), 0.00005);
        assertEquals(5.0177, shape.halfWidthMs(), 0.00005);
        assertEquals(6.4577, shape.areaMs(), 0.00005);
        assertEquals(1.435055 * (5 - 0.5), shape.areaMs(), 0.000005);
    }

    @Test
    void measuringASampledEventGivesTheKineticsOfItsShape() {
        final double stepMs = 0.0005, onsetMs = 2;
        final double[] samples = new double[(int) (102 / stepMs)];
        for (int t = 0; t < samples.length; t++) samples[t] = -7 - 30 * shape.value(t * stepMs - onsetMs);
        final EventKinetics kinetics = EventKinetics.measure(
                        samples,
                        stepMs,
                        (int) Math.round(onsetMs / stepMs),
                        samples.length,
                        false,
                        KineticsSettings.of(shape).withPeakHalfWidthMs(0).withWindowMs(99.9))
                .orElseThrow();

        assertEquals(-7, kinetics.baseline(), 1e-12);
        assertEquals(-30, kinetics.amplitude(), 30 * 1e-7);
        assertEquals(1.27921, kinetics.peakMs(), 0.000005);
        assertEquals(0.6736, kinetics.rise10To90Ms(), 0.00005);
        assertEquals(shape.riseMs(0.2, 0.8), kinetics.rise20To80Ms(), 0.000005);
        assertEquals(5.0177, kinetics.halfWidthMs(), 0.00005);
        assertEquals(-30 * 6.4577, kinetics.charge(), 30 * 0.00005);
        assertEquals(shape.riseMs(0, 0.5), kinetics.halfRiseMs(), 0.000005);
    }

    @Property(tries = 200)
    void thePeakIsOneWhereTheTimeConstantsSay(
            @ForAll @DoubleRange(min = 0.05, max = 5) final double rise,
            @ForAll @DoubleRange(min = 1.01, max = 100) final double ratio) {
        final BiexponentialShape any = new BiexponentialShape(rise, rise * ratio);
        final double peak = any.peakTimeMs();
        assertEquals(1, any.value(peak), 1e-9);
        assertTrue(any.value(peak * 0.99) < 1 && any.value(peak * 1.01) < 1);
        assertTrue(any.riseMs(0.1, 0.9) < peak);
        assertEquals(0.5, any.value(any.riseMs(0, 0.5)), 1e-6);
        assertEquals(0.5, any.value(any.riseMs(0, 0.5) + any.halfWidthMs()), 1e-6);
    }

    @Test
    void aRiseMustBeFasterThanTheDecay() {
        assertEquals(
                "The time constant of the decay of an event is 0.5 ms: it must be above that of the rise, 0.5 ms.",
                assertThrows(InputException.class, () -> new BiexponentialShape(0.5, 0.5))
                        .getMessage());
        assertThrows(InputException.class, () -> new BiexponentialShape(0, 5));
        assertThrows(InputException.class, () -> new BiexponentialShape(Double.NaN, 5));
        assertThrows(InputException.class, () -> new BiexponentialShape(0.5, Double.POSITIVE_INFINITY));
    }

    @Test
    void nothingUpwardIsMeasuredInADownwardEvent() {
        final double[] samples = new double[1000];
        for (int t = 0; t < samples.length; t++) samples[t] = -shape.value((t - 200) * 0.05);
        assertEquals(
                Optional.empty(), EventKinetics.measure(samples, 0.05, 200, 1000, true, KineticsSettings.of(shape)));
        assertTrue(EventKinetics.measure(samples, 0.05, 200, 1000, false, KineticsSettings.of(shape))
                .isPresent());
    }
}
