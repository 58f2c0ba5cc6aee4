package org.eibalance.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;

/** Activity in bins, of a table. */
class BinnedActivityTest {

    private static Table table(final double[] timesMs, final double[] activity) {
        return Table.ofNumbers(List.of("time_ms", "activity"), new double[][] {timesMs, activity});
    }

    private static String refused(final double[] timesMs, final double[] activity) {
        return assertThrows(InputException.class, () -> BinnedActivity.of(table(timesMs, activity), "a.csv"))
                .getMessage();
    }

    @Test
    void theBinIsTheStepOfTheFirstTwoTimes() {
        final BinnedActivity activity =
                BinnedActivity.of(table(new double[] {4, 8, 12}, new double[] {1, 0, 2.5}), "a.csv");
        assertEquals(4, activity.binMs());
        assertEquals(1, activity.stretches().size());
        assertArrayEquals(new double[] {1, 0, 2.5}, activity.stretches().get(0));
        assertEquals(3.5, activity.sum());
    }

    @Test
    void eachSweepIsAStretchWhoseTimeBeginsAnew() {
        final Table table = Table.ofNumbers(
                List.of("sweep", "time_ms", "activity"),
                new double[][] {{0, 0, 1, 1, 1}, {0, 2, 0, 2, 4}, {1, 2, 3, 4, 5}});
        final BinnedActivity activity = BinnedActivity.of(table, "a.csv");
        assertEquals(2, activity.stretches().size());
        assertArrayEquals(new double[] {1, 2}, activity.stretches().get(0));
        assertArrayEquals(new double[] {3, 4, 5}, activity.stretches().get(1));
        assertEquals(15, activity.sum());
    }

    @Test
    void timesThatDoNotFollowEachOtherAreRefusedWithTheirRow() {
        assertEquals(
                "a.csv, row 3: the time 13.0 ms does not follow the one before at the step of the first two, 4.0 ms.",
                refused(new double[] {4, 8, 13}, new double[] {1, 0, 2}));
        assertEquals(
                "a.csv, row 1: the time 4.0 ms does not follow the one before at the step of the first two, 0.0 ms.",
                refused(new double[] {4, 4}, new double[] {1, 0}));
        assertEquals(
                3,
                BinnedActivity.of(table(new double[] {4, 8, 12.04}, new double[] {1, 0, 2}), "a.csv")
                        .sum(),
                "a hundredth of a bin is rounding");
    }

    @Test
    void aNegativeOrMissingActivityIsRefusedWithItsRow() {
        assertEquals(
                "a.csv, row 2: the activity is -1.0, 0 or more was expected.",
                refused(new double[] {0, 1}, new double[] {0, -1}));
        assertEquals(
                "a.csv, row 2: the activity is NaN, 0 or more was expected.",
                refused(new double[] {0, 1}, new double[] {0, Double.NaN}));
    }

    @Test
    void oneRowHasNoBin() {
        assertEquals(
                "a.csv has 1 rows: activity in two bins at least was expected.",
                refused(new double[] {0}, new double[] {1}));
    }
}
