package org.eibalance.analysis.conductance.singletrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.eibalance.analysis.conductance.JunctionPotential;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.check.CheckState;
import org.eibalance.check.conductance.ConductanceChecks;
import org.eibalance.check.conductance.ImpedanceOfACell;
import org.eibalance.check.conductance.RestKnown;
import org.eibalance.check.conductance.SinusoidsBeyondNoise;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rest of an impedance where E_I lies below it: 110 pF, 5 nS, −67 mV, E_I −75 mV, 22 MOhm, 210 and 315 Hz. */
class ImpedanceRestTest {

    private static final double STEP = 0.05;
    private static final double LEAK_NS = 5;
    private static final double LEAK_MV = -67;
    private static final ReversalPotentials REVERSALS = new ReversalPotentials(0, -75);
    private static final ImpedanceSettings FITTED = settings(ImpedanceSettings.STILL, 0);

    private static ImpedanceSettings settings(final double restShare, final double capacitancePf) {
        return new ImpedanceSettings(
                210, 315, 20, TimeWindow.ALL, restShare, REVERSALS, JunctionPotential.NONE, capacitancePf, 0);
    }

    /** Synaptic conductances over two seconds. */
    private enum Activity {
        NONE,
        EVOKED,
        /** Inhibition for most of the time, as after strong stimuli. */
        INHIBITION,
        /** A plateau of 10 nS of inhibition, as still as rest, for half of the time. */
        PLATEAU,
        SPARSE,
        UP_STATES,
        /** Conductances that never stop. */
        TONIC
    }

    private record Synapses(double[] excitatoryNs, double[] inhibitoryNs) {

        static Synapses of(final Activity activity, final double seconds, final long seed) {
            final int n = (int) Math.round(1000 * seconds / STEP);
            final double[] e = new double[n];
            final double[] i = new double[n];
            final SplittableRandom random = new SplittableRandom(seed);
            switch (activity) {
                case EVOKED -> {
                    for (double at = 550; at < 1000 * seconds; at += 900) {
                        bump(e, at, 60, 4);
                        bump(i, at + 30, 60, 12);
                    }
                }
                case INHIBITION -> {
                    bump(e, 550, 60, 2);
                    for (double at = 400; at < 1000 * seconds; at += 500) bump(i, at, 80, 15);
                }
                case PLATEAU -> {
                    for (int k = 0; k < n; k++) i[k] = k * STEP % 1000 < 500 ? 10 : 0;
                }
                case SPARSE -> {
                    events(e, 3, 5, 1.5, random);
                    events(i, 3, 15, 3, random);
                }
                case UP_STATES -> {
                    events(e, 80, 3, 1, random);
                    events(i, 80, 10, 2, random);
                    for (int k = 0; k < n; k++) {
                        final double up = k * STEP % 800 > 400 ? 1 : 0;
                        e[k] *= up;
                        i[k] *= up;
                    }
                }
                case TONIC -> {
                    events(e, 600, 2.7, 0.5, random);
                    events(i, 600, 10, 1, random);
                }
                default -> {}
            }
            return new Synapses(e, i);
        }

        private static void bump(final double[] g, final double atMs, final double widthMs, final double ns) {
            for (int k = 0; k < g.length; k++) g[k] += ns * Math.exp(-Math.pow((k * STEP - atMs) / widthMs, 2));
        }

        private static void events(
                final double[] g,
                final double rateHz,
                final double decayMs,
                final double ns,
                final SplittableRandom random) {
            double now = 0;
            final double keep = Math.exp(-STEP / decayMs);
            for (int k = 0; k < g.length; k++) {
                now *= keep;
                if (random.nextDouble() < rateHz * STEP / 1000) now += ns * Math.exp(0.3 * random.nextGaussian());
                g[k] = now;
            }
        }
    }

    private record Trace(double[] potentialMv, double[] currentPa) {}

    private static Trace record(final Synapses g, final double steadyPa, final double noiseMv, final long seed) {
        final int n = g.excitatoryNs.length;
        final double[] potential = new double[n];
        final double[] current = new double[n];
        final SplittableRandom random = new SplittableRandom(seed);
        final int fine = 2;
        final double h = STEP / fine;
        double v = LEAK_MV + steadyPa / LEAK_NS;
        for (int k = 0; k < n; k++) {
            current[k] = injectedPa(k * STEP, steadyPa);
            potential[k] = v + 0.022 * current[k] + noiseMv * random.nextGaussian();
            final double total = LEAK_NS + g.excitatoryNs[k] + g.inhibitoryNs[k];
            final double decay = Math.exp(-h * total / 110);
            for (int f = 0; f < fine; f++) {
                final double steady =
                        (LEAK_NS * LEAK_MV - 75 * g.inhibitoryNs[k] + injectedPa(k * STEP + (f + 0.5) * h, steadyPa))
                                / total;
                v = steady + (v - steady) * decay;
            }
        }
        return new Trace(potential, current);
    }

    private static double injectedPa(final double ms, final double steadyPa) {
        return steadyPa + 100 * Math.sin(2 * Math.PI * 0.21 * ms) + 100 * Math.sin(2 * Math.PI * 0.315 * ms + 1);
    }

    /** Means of g_E and g_I where there are no synapses, beyond the reach of the filter. */
    private static double[] atRest(final TwoFrequencyConductance found, final Synapses g) {
        final int reach = (int) Math.round(50 / STEP);
        final int n = g.excitatoryNs.length;
        final double[] sums = new double[n + 1];
        for (int k = 0; k < n; k++) sums[k + 1] = sums[k] + g.excitatoryNs[k] + g.inhibitoryNs[k];
        final int[] quiet = IntStream.range(reach, n - reach)
                .filter(k -> (sums[k + reach] - sums[k - reach]) / (2 * reach) < 0.05)
                .toArray();
        assertTrue(quiet.length > 5 * reach, "rest is there: " + quiet.length * STEP + " ms");
        double e = 0;
        double i = 0;
        for (final int k : quiet) {
            e += found.excitatoryNs()[k] / quiet.length;
            i += found.inhibitoryNs()[k] / quiet.length;
        }
        return new double[] {e, i};
    }

    private static TwoFrequencyConductance compute(final Trace trace, final ImpedanceSettings settings) {
        return TwoFrequencyConductance.compute(trace.potentialMv, trace.currentPa, STEP, settings);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activity.class,
            names = {"TONIC"},
            mode = EnumSource.Mode.EXCLUDE)
    void restIsFittedWithinThreeTenths(final Activity activity) {
        for (final double noiseMv : new double[] {0.02, 0.05}) {
            final Synapses g = Synapses.of(activity, 4, 1);
            final TwoFrequencyConductance found = compute(record(g, 0, noiseMv, 2), FITTED);
            final double[] quiet = atRest(found, g);
            System.out.printf(
                    Locale.ROOT,
                    "impedance, %s, noise %.2f mV: rest %.3f ± %.3f nS, %.2f mV, g_E %+.3f and g_I %+.3f nS there, "
                            + "%.1f pF, %.2f MOhm, %.0f ms%n",
                    activity,
                    noiseMv,
                    found.restNs(),
                    found.rest().conductanceSeNs(),
                    found.restMv(),
                    quiet[0],
                    quiet[1],
                    found.settings().capacitancePf(),
                    found.seriesResistanceMohm(),
                    found.rest().durationMs());
            assertEquals(Rest.Source.STILL, found.rest().source());
            assertEquals(CheckState.PASSED, check(found));
            // 0.05 mV over the four seconds has a standard error of 0.14 nS and more: three of them.
            final double within = noiseMv > 0.02 ? 0.6 : 0.3;
            assertEquals(LEAK_NS, found.restNs(), within);
            assertEquals(LEAK_MV, found.restMv(), 0.3);
            assertEquals(0, quiet[0], 0.3);
            assertEquals(0, quiet[1], within);
            assertEquals(22, found.seriesResistanceMohm(), 0.2);
            assertEquals(110, found.settings().capacitancePf(), 1.5);
        }
    }

    @Test
    void theLowestPotentialsAreThoseOfInhibition() {
        final Synapses g = Synapses.of(Activity.INHIBITION, 4, 1);
        final TwoFrequencyConductance found = compute(record(g, 0, 0.02, 2), settings(0.05, 0));
        assertEquals(Rest.Source.LOWEST, found.rest().source());
        assertTrue(found.restNs() > 15, "taken for rest: " + found.restNs());
        assertEquals(CheckState.FAILED, check(found));
        assertTrue(atRest(found, g)[1] < -10, "inhibition at rest: " + atRest(found, g)[1]);
    }

    @ParameterizedTest
    @EnumSource(Activity.class)
    void aGivenLeakIsRestWhateverTheCellDoes(final Activity activity) {
        final Synapses g = Synapses.of(activity, 4, 3);
        final TwoFrequencyConductance found = compute(
                record(g, -50, 0.02, 4),
                settings(0, activity == Activity.TONIC ? 110 : 0)
                        .with(new ImpedanceSettings.KnownLeak(LEAK_NS, LEAK_MV)));
        assertEquals(Rest.Source.GIVEN, found.rest().source());
        assertEquals(CheckState.PASSED, check(found));
        assertEquals(LEAK_NS, found.restNs());
        assertEquals(LEAK_MV - 10, found.restMv(), 0.1);
        assertEquals(LEAK_MV, found.rest().reversalMv(), 1e-9);
        if (activity != Activity.TONIC) {
            assertEquals(0, atRest(found, g)[0], 0.3);
            assertEquals(0, atRest(found, g)[1], 0.3);
            return;
        }
        // Synaptic noise near the sinusoids makes G noisy: three standard errors of the means over four seconds, in
        // which
        // one value in 23.5 ms is independent of the others.
        final double root = Math.sqrt(4000 / 23.5);
        final double se = Statistics.median(Statistics.finite(found.inhibitorySeNs())) / root;
        System.out.printf(
                Locale.ROOT,
                "impedance, tonic, leak given: g_E %.2f for %.2f, g_I %.2f for %.2f ± %.2f nS, %.1f pF%n",
                Statistics.mean(found.excitatoryNs()),
                Statistics.mean(g.excitatoryNs),
                Statistics.mean(found.inhibitoryNs()),
                Statistics.mean(g.inhibitoryNs),
                se,
                found.settings().capacitancePf());
        assertEquals(Statistics.mean(g.excitatoryNs), Statistics.mean(found.excitatoryNs()), 0.3);
        assertEquals(Statistics.mean(g.inhibitoryNs), Statistics.mean(found.inhibitoryNs()), 3 * se);
    }

    @Test
    void aLeakThatIsMoreThanTheWholeConductanceIsWrong() {
        final Trace trace = record(Synapses.of(Activity.EVOKED, 4, 1), 0, 0.02, 6);
        assertEquals(
                CheckState.FAILED, check(compute(trace, FITTED.with(new ImpedanceSettings.KnownLeak(12, LEAK_MV)))));
    }

    /** As published, in a cell whose E_I lies above its lowest potentials, they are rest: a person should look. */
    @Test
    void lowestPotentialsThatAreRestAreDoubtful() {
        final TwoFrequencyConductance found =
                compute(record(Synapses.of(Activity.NONE, 4, 1), 0, 0.02, 7), settings(0.5, 0));
        assertEquals(CheckState.DOUBTFUL, check(found));
    }

    /**
     * Noise has the two largest lines of its spectrum too; also where a person gives two frequencies. Where the ratio
     * of noise to noise is no impedance of a cell, it is refused.
     */
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 210", "4, 0"})
    void noiseAloneHasNoSinusoids(final double seconds, final double firstHz) {
        final int n = (int) Math.round(1000 * seconds / STEP);
        int refused = 0;
        for (int seed = 0; seed < 10; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final Trace noise = new Trace(
                    random.doubles(n, -65.5, -64.5).toArray(),
                    random.doubles(n, -5, 5).toArray());
            final ImpedanceSettings settings = new ImpedanceSettings(
                    firstHz,
                    1.5 * firstHz,
                    20,
                    TimeWindow.ALL,
                    ImpedanceSettings.STILL,
                    REVERSALS,
                    JunctionPotential.NONE,
                    0,
                    0);
            try {
                assertEquals(CheckState.FAILED, check(compute(noise, settings), SinusoidsBeyondNoise.NAME));
            } catch (final InputException e) {
                assertTrue(e.getMessage().contains("which no cell has"), e.getMessage());
                refused++;
            }
        }
        System.out.println("impedance: " + refused + " of 10 traces of noise are refused, the others fail the check");
        assertTrue(refused < 10);
    }

    @Test
    void noiseInThePotentialAloneHasNoSinusoidsEither() {
        final Trace cell = record(Synapses.of(Activity.EVOKED, 4, 1), 0, 0.02, 2);
        final double[] noise = new SplittableRandom(3)
                .doubles(cell.currentPa.length, -65.5, -64.5)
                .toArray();
        final TwoFrequencyConductance found = compute(new Trace(noise, cell.currentPa), FITTED);
        assertEquals(CheckState.FAILED, check(found, SinusoidsBeyondNoise.NAME));
    }

    /** Hum in both channels, as cables pick it up: 50, 150 and 250 Hz. */
    private static Trace hum(final double phase, final double hz) {
        final SplittableRandom random = new SplittableRandom(9);
        final int n = (int) Math.round(4000 / STEP);
        final double[] mv = new double[n];
        final double[] pa = new double[n];
        for (int k = 0; k < n; k++) {
            for (final int harmonic : new int[] {1, 3, 5}) {
                final double angle = 2 * Math.PI * hz * harmonic * k * STEP / 1000;
                mv[k] += Math.sin(angle + 0.3 * harmonic) / harmonic;
                pa[k] += 10 * Math.sin(angle + phase * harmonic) / harmonic;
            }
            mv[k] += -65 + 0.1 * random.nextGaussian();
            pa[k] += random.nextGaussian();
        }
        return new Trace(mv, pa);
    }

    @ParameterizedTest
    @CsvSource({"0.3, 50", "0.7, 50", "1.1, 50", "1.1, 60", "1.9, 60.01", "2.7, 49.98", "-0.6, 50"})
    void humIsNoImpedanceOfACell(final double phase, final double hz) {
        try {
            assertEquals(CheckState.FAILED, check(compute(hum(phase, hz), FITTED), ImpedanceOfACell.NAME));
        } catch (final InputException e) {
            assertTrue(e.getMessage().contains("which no cell has"), e.getMessage());
        }
    }

    @Test
    void theSinusoidsOfACellPassAndACurrentOfTheWrongSignIsRefused() {
        final Trace cell = record(Synapses.of(Activity.EVOKED, 4, 1), 0, 0.02, 2);
        assertEquals(CheckState.PASSED, check(compute(cell, FITTED), ImpedanceOfACell.NAME), "210 and 315 Hz");
        final Trace wrongSign = new Trace(
                cell.potentialMv, Arrays.stream(cell.currentPa).map(pa -> -pa).toArray());
        assertThrows(InputException.class, () -> compute(wrongSign, FITTED));
    }

    @Test
    void aShortTraceDoesNotTellSinusoidsFromNoise() {
        final Trace cell = record(Synapses.of(Activity.NONE, 0.15, 1), 0, 0.02, 2);
        assertTrue(Double.isNaN(compute(cell, FITTED).sinusoidShare()));
        assertEquals(CheckState.FAILED, check(compute(cell, FITTED), SinusoidsBeyondNoise.NAME));
    }

    @ParameterizedTest
    @EnumSource(Activity.class)
    void noActivityIsTakenForNoise(final Activity activity) {
        final TwoFrequencyConductance found = compute(record(Synapses.of(activity, 4, 1), 0, 0.1, 2), FITTED);
        System.out.printf(Locale.ROOT, "impedance, %s: sinusoids %.4f of the power%n", activity, found.sinusoidShare());
        assertEquals(CheckState.PASSED, check(found, SinusoidsBeyondNoise.NAME));
    }

    /** Ten times more noise than a good recording has. */
    @Test
    void aRestWithinTwoErrorsOfZeroIsNotKnown() {
        final TwoFrequencyConductance found =
                compute(record(Synapses.of(Activity.NONE, 1, 1), 0, 0.3, 2), settings(ImpedanceSettings.STILL, 110));
        assertTrue(
                found.rest().conductanceSeNs() > found.restNs() / 2,
                () -> found.restNs() + " ± " + found.rest().conductanceSeNs());
        assertEquals(CheckState.FAILED, check(found));
    }

    private static CheckState check(final TwoFrequencyConductance found) {
        return check(found, RestKnown.NAME);
    }

    private static CheckState check(final TwoFrequencyConductance found, final String name) {
        return ConductanceChecks.of(found).results().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow()
                .state();
    }

    /** Twenty seconds give chance the opportunity to hold the potential still. */
    @ParameterizedTest
    @CsvSource({"4, 1", "4, 2", "20, 4"})
    void conductancesThatNeverStopShowNoRest(final double seconds, final long seed) {
        final TwoFrequencyConductance found =
                compute(record(Synapses.of(Activity.TONIC, seconds, seed), 0, 0.02, seed), FITTED);
        assertEquals(Rest.Source.NOT_SEEN, found.rest().source());
        assertEquals(CheckState.FAILED, check(found));
    }

    @Test
    void aSteadyCurrentShiftsThePotentialOfRestAndNotItsReversal() {
        final TwoFrequencyConductance found = compute(record(Synapses.of(Activity.EVOKED, 4, 1), -40, 0.02, 5), FITTED);
        assertEquals(LEAK_MV - 8, found.restMv(), 0.1);
        assertEquals(LEAK_MV, found.rest().reversalMv(), 0.7);
        assertEquals(-40, found.rest().currentPa(), 0.1);
    }

    /** Within two standard errors in most of twenty noisy traces. */
    @Test
    void theErrorOfRestIsThatOfItsNoise() {
        final Synapses g = Synapses.of(Activity.EVOKED, 2, 1);
        int inside = 0;
        for (int seed = 0; seed < 20; seed++) {
            final TwoFrequencyConductance found =
                    compute(record(g, 0, 0.05, 100 + seed), settings(ImpedanceSettings.STILL, 110));
            if (Math.abs(found.restNs() - LEAK_NS) <= 2 * found.rest().conductanceSeNs()) inside++;
        }
        System.out.println("impedance: " + inside + " of 20 errors of rest hold the truth");
        assertTrue(inside >= 16, inside + " of 20");
    }

    @Test
    void aLeakBelowZeroIsRefused() {
        assertThrows(InputException.class, () -> new ImpedanceSettings.KnownLeak(-1, LEAK_MV));
    }
}
