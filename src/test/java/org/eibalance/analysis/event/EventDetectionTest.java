package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.jtransforms.fft.DoubleFFT_1D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventDetectionTest {

    private static final double STEP_MS = 1000 / SyntheticEvents.RATE_HZ;

    @Test
    void deconvolutionFindsNearlyAllOfSixThousandEventsInTenMinutes() {
        final SyntheticEvents truth = SyntheticEvents.make(600, 6000, 3);
        final EventResult result = EventDetection.compute(truth.input(), settings(DetectionMethod.DECONVOLUTION), 2);
        final double f1 = truth.f1(SyntheticEvents.found(result));
        assertTrue(f1 >= 0.985, "F1 " + f1); // required is 0.965; these defaults reach 0.99
        // 20 pA is the median; one event in five rides on the decay of another and comes out smaller
        assertEquals(-20, result.medianAmplitude(), 0.7);
        assertEquals(5, result.medianDecayMs(), 0.25);
        assertEquals(10, result.rateHz(), 0.2);
    }

    @Test
    void slidingTemplatesFindMostOfThemAndNotTheirSideLobes() {
        final SyntheticEvents truth = SyntheticEvents.make(60, 600, 4);
        for (final DetectionMethod method :
                new DetectionMethod[] {DetectionMethod.CLEMENTS_BEKKERS, DetectionMethod.SLIDING_CORRELATION}) {
            final EventSettings settings = settings(method);
            final double f1 = truth.f1(SyntheticEvents.found(EventDetection.compute(truth.input(), settings, 1)));
            assertTrue(f1 > 0.9, method.label() + " F1 " + f1);
            final EventSettings lobes = new EventSettings(
                    method,
                    settings.polarity(),
                    settings.shape(),
                    settings.templateMs(),
                    settings.threshold(),
                    0.5,
                    0,
                    settings.lowPassHz(),
                    settings.highPassHz(),
                    settings.kinetics(),
                    settings.limits());
            final double spoilt = truth.f1(SyntheticEvents.found(EventDetection.compute(truth.input(), lobes, 1)));
            assertTrue(spoilt < 0.7, method.label() + " with its lobes F1 " + spoilt);
        }
    }

    @Test
    void theFilterIsTheDivisionOfSpectra() {
        final SyntheticEvents truth = SyntheticEvents.make(3.2768, 30, 5); // 2^16 samples
        final int n = truth.samples().length;
        final double lowPassHz = 300;
        final double[] spectrum = Arrays.copyOf(truth.samples(), n);
        final double[] template = new double[n];
        // 100 ms: the division knows the template's end, the filter takes it to go on for ever
        System.arraycopy(SyntheticEvents.SHAPE.samples(STEP_MS, 4000), 0, template, 0, 4000);
        final DoubleFFT_1D transform = new DoubleFFT_1D(n);
        transform.realForward(spectrum);
        transform.realForward(template);
        spectrum[0] /= template[0];
        spectrum[1] = 0;
        for (int i = 2; i < n; i += 2) {
            final double f = i / 2 * SyntheticEvents.RATE_HZ / n / lowPassHz, gain = Math.exp(-0.5 * f * f);
            final double re = spectrum[i], im = spectrum[i + 1], c = template[i], d = template[i + 1];
            spectrum[i] = gain * (re * c + im * d) / (c * c + d * d);
            spectrum[i + 1] = gain * (im * c - re * d) / (c * c + d * d);
        }
        transform.realInverse(spectrum, true);
        final double[] score = EventDetection.scores(
                        truth.input(),
                        settings(DetectionMethod.DECONVOLUTION).withPassBand(0, lowPassHz),
                        1,
                        done -> {})
                .get(0);
        final double largest = Arrays.stream(score).map(Math::abs).max().orElseThrow();
        for (int t = 200; t < n - 200; t++) assertEquals(spectrum[t], score[t], 1e-8 * largest);
    }

    @Test
    void withoutNoiseEachEventIsFoundAtItsOnsetWithItsAmplitude() {
        final double[] samples = new double[20000];
        final double[] shape = SyntheticEvents.SHAPE.samples(STEP_MS, 2000);
        final int[] onsets = {2000, 5000, 5030, 9000}; // two of them 1.5 ms apart
        for (final int onset : onsets) for (int k = 0; k < shape.length; k++) samples[onset + k] += 12 * shape[k];
        final EventResult result = EventDetection.compute(
                SyntheticEvents.input(Quantity.VOLTAGE, samples),
                EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.POSITIVE, SyntheticEvents.SHAPE)
                        .withPassBand(0, 300)
                        .withThreshold(1000),
                1);
        final int[] found = SyntheticEvents.found(result);
        assertEquals(onsets.length, found.length);
        // the low-passed pulses of the two overlap and lean towards each other
        for (int i = 0; i < onsets.length; i++) assertEquals(onsets[i], found[i], onsets[i] / 100 == 50 ? 2 : 0);
        assertEquals("mV", result.unit());
        assertEquals(12, result.accepted().get(0).kinetics().orElseThrow().amplitude(), 0.05); // mean of ±0.2 ms
    }

    @Test
    void theClementsBekkersCriterionIsItsFormula() {
        final SyntheticEvents truth = SyntheticEvents.make(2, 20, 6);
        final double[] samples = truth.samples().clone();
        for (int t = 0; t < samples.length; t++) samples[t] += -250 + 40 * Math.sin(t * 1e-3); // held, and drifting
        final double[] template = SyntheticEvents.SHAPE.samples(STEP_MS, 400);
        final double[] criterion = scores(DetectionMethod.CLEMENTS_BEKKERS, samples);
        final double[] correlation = scores(DetectionMethod.SLIDING_CORRELATION, samples);
        for (int from = 0; from <= samples.length - 400; from += 7) {
            assertEquals(criterion(template, samples, from), criterion[from], 1e-9);
            assertEquals(pearson(template, samples, from), correlation[from], 1e-9);
        }
        for (int from = samples.length - 399; from < samples.length; from++) assertEquals(0, criterion[from]);
    }

    /** Clements and Bekkers 1997, as printed. */
    private static double criterion(final double[] template, final double[] samples, final int from) {
        final int m = template.length;
        double t = 0, tt = 0, y = 0, ty = 0, yy = 0;
        for (int k = 0; k < m; k++) {
            final double e = template[k], d = samples[from + k];
            t += e;
            tt += e * e;
            y += d;
            ty += e * d;
            yy += d * d;
        }
        final double scale = (ty - t * y / m) / (tt - t * t / m), offset = (y - scale * t) / m;
        final double sse =
                yy + scale * scale * tt + m * offset * offset - 2 * (scale * ty + offset * y - scale * offset * t);
        return scale / Math.sqrt(sse / (m - 1));
    }

    private static double pearson(final double[] template, final double[] samples, final int from) {
        return new org.apache.commons.math3.stat.correlation.PearsonsCorrelation()
                .correlation(template, Arrays.copyOfRange(samples, from, from + template.length));
    }

    @ParameterizedTest
    @EnumSource(DetectionMethod.class)
    void upwardEventsAreTheMirrorOfDownwardOnes(final DetectionMethod method) {
        final SyntheticEvents truth = SyntheticEvents.make(10, 60, 8);
        final double[] mirrored = Arrays.stream(truth.samples()).map(y -> -y).toArray();
        final EventResult down = EventDetection.compute(truth.input(), settings(method), 1);
        final EventResult up = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, mirrored),
                EventSettings.of(method, Polarity.POSITIVE, SyntheticEvents.SHAPE),
                1);
        assertArrayEquals(SyntheticEvents.found(down), SyntheticEvents.found(up));
        assertEquals(-down.medianAmplitude(), up.medianAmplitude(), 1e-9);
        assertTrue(down.medianAmplitude() < 0);
    }

    @Test
    void eventsOfBothDirectionsAreFoundTogetherAndToldApart() {
        final SyntheticEvents inward = SyntheticEvents.make(30, 100, 9);
        final SyntheticEvents outward = SyntheticEvents.make(30, 100, 10);
        final double[] samples = new double[inward.samples().length];
        for (int t = 0; t < samples.length; t++) samples[t] = inward.samples()[t] - outward.samples()[t];
        final EventResult both = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, samples),
                EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.BOTH, SyntheticEvents.SHAPE),
                1);
        assertTrue(inward.f1(SyntheticEvents.found(both.only(e -> !e.upward()))) > 0.93);
        assertTrue(outward.f1(SyntheticEvents.found(both.only(SynapticEvent::upward))) > 0.93);
        both.accepted().forEach(e -> assertEquals(e.upward(), e.amplitude() > 0));
    }

    @ParameterizedTest
    @EnumSource(DetectionMethod.class)
    void threadsDoNotChangeABit(final DetectionMethod method) {
        final SyntheticEvents truth = SyntheticEvents.make(15, 150, 11);
        assertEquals(
                EventDetection.compute(truth.input(), settings(method), 1),
                EventDetection.compute(truth.input(), settings(method), 3));
    }

    @Test
    void sweepsShareOneNoiseLevelAndIntervalsDoNotCrossThem() {
        final SyntheticEvents truth = SyntheticEvents.make(20, 200, 12);
        final double[] first = Arrays.copyOf(truth.samples(), 200000);
        final double[] second = Arrays.copyOfRange(truth.samples(), 200000, 400000);
        final EventResult whole = EventDetection.compute(truth.input(), settings(DetectionMethod.DECONVOLUTION), 1);
        final EventResult parts = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, first, second), settings(DetectionMethod.DECONVOLUTION), 1);
        assertEquals(
                whole.noise().orElseThrow().deviation(),
                parts.noise().orElseThrow().deviation(),
                1e-3 * whole.noise().orElseThrow().deviation());
        assertEquals(20, parts.durationS(), 1e-9);
        assertEquals(whole.accepted().size(), parts.accepted().size(), 2);
        assertEquals(parts.accepted().size() - 2, parts.intervalsMs().length);
        for (final double interval : parts.intervalsMs()) assertTrue(interval > 0);
    }

    @Test
    void slowDriftDoesNotDisturb() {
        final SyntheticEvents truth = SyntheticEvents.make(40, 200, 13);
        final double[] drifting = truth.samples().clone();
        for (int t = 0; t < drifting.length; t++)
            drifting[t] += -400 + 200 * Math.sin(2 * Math.PI * t / drifting.length);
        final EventResult result = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, drifting), settings(DetectionMethod.DECONVOLUTION), 1);
        final double f1 = truth.f1(SyntheticEvents.found(result));
        assertTrue(f1 > 0.98, "F1 " + f1);
    }

    @Test
    void limitsRejectWithTheirReasonAndKeepTheEvent() {
        final SyntheticEvents truth = SyntheticEvents.make(10, 80, 14);
        final EventSettings settings = settings(DetectionMethod.DECONVOLUTION);
        final EventResult all = EventDetection.compute(truth.input(), settings, 1);
        final EventResult large = EventDetection.compute(
                truth.input(),
                settings.with(new EventLimits(20, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)),
                1);
        assertEquals(all.events().size(), large.events().size());
        assertTrue(large.accepted().size() < all.accepted().size());
        for (final SynapticEvent event : large.events()) {
            if (event.rejection() == Rejection.SMALL) assertTrue(Math.abs(event.amplitude()) < 20);
            else if (event.accepted()) assertTrue(Math.abs(event.amplitude()) >= 20);
        }
        final SynapticEvent event = all.accepted().get(0);
        assertEquals(Rejection.BY_HAND, event.reviewed(false).rejection());
        assertEquals(event, event.reviewed(false).reviewed(true));
    }

    @Test
    void anEventThatTheSweepCutsOffIsNotAccepted() {
        final double[] samples = SyntheticEvents.make(5, 10, 15).samples();
        final double[] shape = SyntheticEvents.SHAPE.samples(STEP_MS, 400);
        for (int k = 0; k < 30; k++) samples[samples.length - 30 + k] -= 60 * shape[k];
        final EventResult result = EventDetection.compute(
                SyntheticEvents.input(Quantity.CURRENT, samples), settings(DetectionMethod.DECONVOLUTION), 1);
        final SynapticEvent last = result.events().get(result.events().size() - 1);
        assertEquals(5000 - 1.5, last.timeMs(), 0.3);
        assertEquals(Rejection.AT_THE_EDGE, last.rejection());
    }

    @Test
    void theAverageOfIsolatedEventsHasTheShapeOfTheTemplate() {
        final SyntheticEvents truth = SyntheticEvents.make(60, 400, 16);
        final EventResult result = EventDetection.compute(truth.input(), settings(DetectionMethod.DECONVOLUTION), 1);
        final AverageEvent average =
                AverageEvent.of(truth.input(), result, false, DecayModel.BI).orElseThrow();
        assertTrue(average.events() > 150);
        final EventKinetics kinetics = average.kinetics().orElseThrow();
        assertEquals(5, kinetics.decayMs(), 0.15);
        assertEquals(5.0177, kinetics.halfWidthMs(), 0.25);
        assertEquals(0.6736, kinetics.rise10To90Ms(), 0.1);
        assertTrue(AverageEvent.of(truth.input(), result, true, DecayModel.BI).isEmpty());
    }

    @Test
    void constantTracesAndGapsAreNamed() {
        final double[] flat = new double[20000];
        Arrays.fill(flat, -70);
        assertEquals(
                "synthetic.abf, sweep 0, channel 'IN 0' is constant, so that there is nothing to detect: choose "
                        + "another channel or window.",
                message(() -> SyntheticEvents.input(Quantity.VOLTAGE, flat)));
        flat[10] = Double.NaN;
        assertEquals(
                "synthetic.abf, sweep 0, channel 'IN 0' has no value at 0.50 ms, where a number was expected: "
                        + "choose a window without it.",
                message(() -> SyntheticEvents.input(Quantity.VOLTAGE, flat)));
        flat[10] = Double.NEGATIVE_INFINITY;
        assertTrue(
                message(() -> SyntheticEvents.input(Quantity.VOLTAGE, flat)).contains("an infinite value at 0.50 ms"));
        assertTrue(message(() -> SyntheticEvents.input(Quantity.OTHER, flat))
                .contains("neither a current nor a potential"));
        assertTrue(message(() -> SyntheticEvents.input(Quantity.CURRENT)).contains("no sweeps"));
    }

    @Test
    void aTemplateLongerThanTheTraceIsNamed() {
        final EventInput input = SyntheticEvents.input(Quantity.CURRENT, new double[] {1, 2, 3, 4});
        for (final DetectionMethod method : DetectionMethod.values()) {
            assertEquals(
                    "synthetic.abf, sweep 0, channel 'IN 0' is 0.20 ms long, shorter than the template of 20.0 "
                            + "ms: a shorter template or a longer window is needed.",
                    message(() -> EventDetection.compute(input, settings(method), 1)));
        }
    }

    @Test
    void settingsOutOfTheirRangeAreNamed() {
        final EventSettings settings = settings(DetectionMethod.DECONVOLUTION);
        assertEquals(
                "The threshold is 0.0: it must be above 0, for events of either polarity.",
                message(() -> settings.withThreshold(0)));
        assertTrue(message(() -> settings.withThreshold(-4)).contains("above 0"));
        assertTrue(message(() -> settings.withThreshold(Double.NaN)).contains("above 0"));
        assertTrue(message(() -> settings(DetectionMethod.SLIDING_CORRELATION).withThreshold(1))
                .contains("below 1"));
        assertTrue(message(() -> settings.withTemplateMs(0)).contains("template"));
        assertTrue(message(() -> settings.withPassBand(10, 5)).contains("above the high-pass"));
        final SyntheticEvents truth = SyntheticEvents.make(1, 5, 17);
        assertTrue(message(() -> EventDetection.compute(truth.input(), settings.withPassBand(0, 6000), 1))
                .contains("at most 5000.0 Hz"));
        final EventSettings fast =
                EventSettings.of(DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE, new BiexponentialShape(0.005, 0.02));
        assertTrue(message(() -> EventDetection.compute(truth.input(), fast, 1)).contains("too coarse"));
    }

    @Test
    void anInterruptedThreadStopsAtOnce() {
        final SyntheticEvents truth = SyntheticEvents.make(5, 10, 18);
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> EventDetection.compute(truth.input(), settings(DetectionMethod.DECONVOLUTION), 1));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aTraceOfNoiseAloneHasAlmostNoEvents() {
        final SyntheticEvents noise = SyntheticEvents.make(60, 0, 19);
        final EventResult result = EventDetection.compute(noise.input(), settings(DetectionMethod.DECONVOLUTION), 1);
        // a Gaussian of this bandwidth passes four deviations about 0.13 times a second
        assertTrue(result.events().size() < 20, result.events().size() + " events");
        final double[] score = EventDetection.scores(
                        noise.input(), settings(DetectionMethod.DECONVOLUTION), 1, done -> {})
                .get(0);
        final double deviation =
                Math.sqrt(Arrays.stream(score).map(d -> d * d).average().orElseThrow());
        assertEquals(deviation, result.noise().orElseThrow().deviation(), 0.01 * deviation);
        assertEquals(List.of(), result.only(SynapticEvent::upward).events());
    }

    private static EventSettings settings(final DetectionMethod method) {
        return EventSettings.of(method, Polarity.NEGATIVE, SyntheticEvents.SHAPE);
    }

    private static double[] scores(final DetectionMethod method, final double[] samples) {
        return EventDetection.scores(SyntheticEvents.input(Quantity.CURRENT, samples), settings(method), 1, done -> {})
                .get(0);
    }

    private static String message(final Runnable action) {
        return assertThrows(InputException.class, action::run).getMessage();
    }
}
