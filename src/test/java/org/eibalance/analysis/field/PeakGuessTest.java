package org.eibalance.analysis.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** First guesses of peaks, of shapes drawn by hand: which is a peak, how wide, and which of two stays. */
class PeakGuessTest {

    /** 2 to 60 Hz in steps of 0.25 Hz. */
    private static final double[] HZ = new double[233];

    static {
        for (int i = 0; i < HZ.length; i++) HZ[i] = 2 + 0.25 * i;
    }

    private static AperiodicSettings settings(final double leastWidthHz, final int most) {
        return new AperiodicSettings(2, 60, false, leastWidthHz, 12, most, 0, 0);
    }

    private static List<double[]> peaks(final AperiodicSettings settings, final double[] flat) {
        return new PeakSearch(settings, HZ).peaks(flat);
    }

    private static double[] bell(final double centreHz, final double height, final double sdHz) {
        return Arrays.stream(HZ)
                .map(f -> height * Math.exp(-0.5 * (f - centreHz) * (f - centreHz) / (sdHz * sdHz)))
                .toArray();
    }

    private static double[] mirrored(final double[] flat) {
        final double[] other = new double[flat.length];
        for (int i = 0; i < flat.length; i++) other[i] = flat[flat.length - 1 - i];
        return other;
    }

    /** A spectrum that is 0 but at its beginning. */
    private static double[] beginning(final double... values) {
        return Arrays.copyOf(values, HZ.length);
    }

    @Test
    void ofTwoEqualPeaksTheLowerFrequencyComesFirst() {
        final double[] both = bell(15, 0.6, 1);
        final double[] other = bell(45, 0.6, 1);
        for (int i = 0; i < both.length; i++) both[i] += other[i];
        assertEquals(15, peaks(settings(0.5, 1), both).get(0)[0], 0.01);
    }

    @Test
    void aPeakIsHigherThanItsLeastHeightAndThanItsThreshold() {
        final double[] flat = bell(20, 0.5, 2);
        assertEquals(
                0,
                peaks(new AperiodicSettings(2, 60, false, 0.5, 12, 1, 0.5, 0), flat)
                        .size());
        assertEquals(
                1,
                peaks(new AperiodicSettings(2, 60, false, 0.5, 12, 1, 0.499, 0), flat)
                        .size());
        // −1 +1 −1 +1 …: the standard deviation is 1, and so is the highest point.
        final double[] hz = Arrays.copyOf(HZ, 64);
        final double[] alternating = new double[64];
        for (int i = 0; i < 64; i++) alternating[i] = i % 2 == 0 ? -1 : 1;
        assertEquals(
                0,
                new PeakSearch(new AperiodicSettings(2, 60, false, 0.1, 12, 1, 0, 1), hz)
                        .peaks(alternating)
                        .size());
        assertEquals(
                1,
                new PeakSearch(new AperiodicSettings(2, 60, false, 0.1, 12, 1, 0, 0.999), hz)
                        .peaks(alternating)
                        .size());
    }

    /**
     * A peak two steps from the end that falls to half its height at the end itself: half the width at half height is
     * two steps, and one deviation 1.7 steps, so that the end is further than one deviation. Were it read on the other
     * side, one deviation would be 3.4 steps, and the peak none.
     */
    @Test
    void halfTheHeightIsReachedAtItAndNotBelowIt() {
        final double[] flat = beginning(0.5, 0.75, 1, 0.9, 0.8, 0.7, 0.4);
        assertEquals(1, peaks(settings(0.1, 1), flat).size());
        assertEquals(1, peaks(settings(0.1, 1), mirrored(flat)).size());
        final double[] higher = beginning(0.51, 0.75, 1, 0.9, 0.8, 0.7, 0.4);
        assertEquals(0, peaks(settings(0.1, 1), higher).size(), "that side leaves the range above half the height");
        assertEquals(0, peaks(settings(0.1, 1), mirrored(higher)).size());
    }

    /** Five steps from the end: a deviation of 1.7 steps (from two) leaves room for it, one of 6.8 (from eight) not. */
    @Test
    void theSideThatFallsSoonerTellsTheWidth() {
        final double[] steep = beginning(0, 0, 0, 0.1, 0.8, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.4);
        assertEquals(1, peaks(settings(0.1, 1), steep).size());
        assertEquals(1, peaks(settings(0.1, 1), mirrored(steep)).size());
        final double[] slow = beginning(0.65, 0.7, 0.75, 0.8, 0.9, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.4);
        assertEquals(0, peaks(settings(0.1, 1), slow).size());
        assertEquals(0, peaks(settings(0.1, 1), mirrored(slow)).size());
    }

    /** Widths of 0.5 to 12 Hz are deviations of 0.25 to 6 Hz: their middle is 3.125 Hz. */
    @Test
    void aPeakThatNeverFallsToHalfIsTakenToBeOfMiddleWidth() {
        assertEquals(0, peaks(settings(0.5, 1), onAPlateau(5)).size(), "3 Hz from the end");
        assertEquals(1, peaks(settings(0.5, 1), onAPlateau(5.5)).size(), "3.5 Hz from the end");
    }

    private static double[] onAPlateau(final double centreHz) {
        final double[] flat = bell(centreHz, 0.2, 0.5);
        for (int i = 0; i < flat.length; i++) flat[i] += 0.8;
        return flat;
    }

    /** A point of its own has the least width, here a deviation of 1 Hz. */
    private static double[] points(final double... hzAndHeight) {
        final double[] flat = new double[HZ.length];
        for (int k = 0; k < hzAndHeight.length; k += 2)
            flat[(int) Math.round((hzAndHeight[k] - 2) / 0.25)] = hzAndHeight[k + 1];
        return flat;
    }

    @Test
    void aPeakExactlyOneDeviationFromAnEndIsNone() {
        assertEquals(0, peaks(settings(2, 1), points(3, 1)).size());
        assertEquals(1, peaks(settings(2, 1), points(3.25, 1)).size());
        assertEquals(0, peaks(settings(2, 1), points(59, 1)).size());
        assertEquals(1, peaks(settings(2, 1), points(58.75, 1)).size());
    }

    /** Two deviations of 1 Hz: below 1.5 Hz of distance two peaks are one; of 2 Hz, below 3 Hz. */
    @Test
    void peaksThatOverlapAreOne() {
        assertEquals(1, peaks(settings(2, 2), points(20, 1, 21.25, 0.8)).size());
        assertEquals(1, peaks(settings(2, 2), points(20, 0.8, 21.25, 1)).size());
        assertEquals(2, peaks(settings(2, 2), points(20, 1, 21.5, 0.8)).size(), "exactly 1.5 Hz apart");
        assertEquals(2, peaks(settings(2, 2), points(20, 0.8, 21.5, 1)).size(), "exactly 1.5 Hz apart");
        assertEquals(1, peaks(settings(4, 2), points(20, 1, 22.75, 0.8)).size());
        assertEquals(1, peaks(settings(4, 2), points(20, 0.8, 22.75, 1)).size());
        assertEquals(2, peaks(settings(4, 2), points(20, 1, 23, 0.8)).size(), "exactly 3 Hz apart");
    }

    /** A fit may be ten times as high as its guess: from the low point beside it the peak could not be reached. */
    @ParameterizedTest
    @ValueSource(doubles = {20, 22.5})
    void ofTwoPeaksThatOverlapTheHigherStays(final double besideHz) {
        final double[] flat = bell(21.25, 1, 1);
        flat[(int) Math.round((besideHz - 2) / 0.25)] += 0.1;
        final List<double[]> found = peaks(settings(2, 2), flat);
        assertEquals(1, found.size());
        assertEquals(21.25, found.get(0)[0], 0.05);
        assertEquals(1, found.get(0)[1], 0.05);
    }

    /** The highest point need not be the centre: here a single point stands out 3 Hz beside it. */
    @ParameterizedTest
    @ValueSource(doubles = {17, 23})
    void aCentreIsFoundThreeHertzFromTheHighestPoint(final double centreHz) {
        final double[] flat = bell(centreHz, 0.6, 3);
        flat[72] += 0.5;
        assertEquals(20, HZ[72]);
        final double[] found = peaks(settings(4, 1), flat).get(0);
        assertEquals(centreHz, found[0], 0.2);
        assertEquals(3, found[2], 0.2);
    }

    /** Powers of ten or of thousandths: a Gaussian is what it is, whatever its height. */
    @ParameterizedTest
    @CsvSource({"20, 5, 2", "20, .01, 2", "8.1, .6, .7", "40.1, .3, 5"})
    void aGaussianIsFoundToAllDigitsThatMatter(final double centreHz, final double height, final double sdHz) {
        final double[] found =
                peaks(settings(0.5, 1), bell(centreHz, height, sdHz)).get(0);
        assertEquals(centreHz, found[0], 1e-7);
        assertEquals(height, found[1], 1e-7 * height);
        assertEquals(sdHz, found[2], 1e-7);
    }

    @Test
    void anInterruptedThreadStopsTheSearch() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> peaks(settings(0.5, 1), new double[HZ.length]));
        } finally {
            Thread.interrupted();
        }
    }
}
