package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Telemetry;
import org.junit.jupiter.api.Test;

/** Telemetry on an even grid, with what was injected beside it. */
class TelemetryGridTest {

    private static final int HOLDING = 4;
    private static final int TRIGGER = 8;

    private final Kept kept = new Kept();

    /** The position in the stream itself, and its negative. */
    private final InjectedConductance position = (tick, into) -> {
        into[0] = tick;
        into[1] = -tick;
    };

    private TelemetryGrid grid(final int every, final int period) {
        return new TelemetryGrid(
                1000, every, period, new Calibration(0.5f, -100, 2, 0, 0, "", 1), position, 5000, kept);
    }

    private static Telemetry block(final int tick, final int index, final int status, final int samples) {
        final int[] voltage = new int[samples];
        final int[] clamp = new int[samples];
        final int[] command = new int[samples];
        for (int i = 0; i < samples; i++) {
            voltage[i] = 100 + i;
            clamp[i] = 10 * i;
            command[i] = -10 * i;
        }
        return new Telemetry(tick, index, 2, status, voltage, clamp, command);
    }

    @Test
    void samplesComeInUnits() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000, 0, 0, 3), 1000, false);
        assertArrayEquals(new float[] {-50, -49.5f, -49}, kept.channel(0));
        assertArrayEquals(new float[] {0, 5, 10}, kept.channel(1));
        assertArrayEquals(new float[] {0, -5, -10}, kept.channel(2));
        assertArrayEquals(new float[] {0, 2, 4}, kept.channel(3));
        assertArrayEquals(new float[] {0, -2, -4}, kept.channel(4));
        assertArrayEquals(new float[] {0, 0, 0}, kept.channel(5));
        assertArrayEquals(new double[] {4, -4}, grid.lastNs());
        assertEquals(3, grid.samples());
        assertEquals(0, grid.missing());
        assertTrue(grid.reaches(1006));
        assertFalse(grid.reaches(1007));
    }

    @Test
    void whatDidNotComeIsNotANumberInEveryChannel() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000, 0, 0, 2), 1000, false);
        grid.add(block(1010, 0, 0, 2), 1010, false);
        assertEquals(7, kept.length());
        assertEquals(3, kept.missing());
        assertEquals(3, grid.missing());
        assertEquals(7, grid.samples());
        for (int c = 0; c < RunListener.CHANNELS; c++) {
            for (int k = 0; k < 7; k++)
                assertEquals(k >= 2 && k < 5, Float.isNaN(kept.channel(c)[k]), "channel " + c + ", sample " + k);
        }
        assertEquals(-50, kept.channel(0)[5]);
    }

    @Test
    void aSampleIsTakenOnceAndNoneFromBeforeTheRun() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(996, 0, 0, 4), 996, false);
        assertArrayEquals(new float[] {-49, -48.5f}, kept.channel(0));
        grid.add(block(1000, 0, 0, 2), 1000, false);
        assertEquals(2, kept.length());
        grid.add(block(1003, 0, 0, 1), 1003, false);
        assertEquals(2, kept.length(), "one in each interval");
        grid.add(block(1004, 0, 0, 1), 1004, false);
        assertEquals(3, kept.length());
    }

    @Test
    void whatComesBehindALongGapIsNotPartOfIt() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000 + 2 * 1024, 0, 0, 2), 1000 + 2 * 1024, false);
        assertEquals(1026, kept.length());
        assertEquals(1024, kept.missing());
        assertEquals(-50, kept.channel(0)[1024]);
    }

    @Test
    void aLongGapComesInPieces() {
        final TelemetryGrid grid = grid(1, 0);
        grid.fillTo(1000 + 2500);
        assertEquals(2500, kept.length());
        assertEquals(2500, kept.missing());
        assertEquals(2500, grid.missing());
    }

    /** A frame whose tick is wrong would otherwise fill the disk. */
    @Test
    void aGapThatNoLostFrameMakesIsRefusedAndNothingOfItIsKept() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000, 0, 0, 2), 1000, false);
        final DeviceException e =
                assertThrows(DeviceException.class, () -> grid.add(block(6006, 0, 0, 2), 6006, false));
        assertEquals(
                "The telemetry jumps from sample 2 to sample 2503 of the run: samples within a second of each other "
                        + "were expected.",
                e.getMessage());
        assertEquals(2, kept.length());
        grid.add(block(6004, 0, 0, 1), 6004, false);
        assertEquals(2503, kept.length());
        assertThrows(DeviceException.class, () -> grid.fillTo(1000 + 2 * 2503 + 5002));
    }

    @Test
    void aCompleteRunIsFilledToItsEnd() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000, 0, 0, 2), 1000, false);
        grid.fillTo(1004);
        assertEquals(2, kept.length());
        grid.fillTo(1005);
        assertEquals(3, kept.length());
        assertEquals(1, grid.missing());
        grid.fillTo(1000);
        assertEquals(3, kept.length());
        assertEquals(3, grid.samples());
    }

    @Test
    void duringARampTheConductancesAreUnknown() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000, 0, 0, 2), 1000, true);
        assertEquals(-50, kept.channel(0)[0]);
        assertTrue(Float.isNaN(kept.channel(3)[0]) && Float.isNaN(kept.channel(4)[1]));
        assertEquals(0, grid.missing());
    }

    @Test
    void theDevicesCountOfTheStreamMustBeThisPrograms() {
        final TelemetryGrid grid = grid(2, 10);
        // At tick 20 the device has played samples 0, 1 and 2.
        grid.add(block(1020, 3, 0, 1), 1020, false);
        assertEquals(20, kept.channel(3)[10]);
        grid.add(block(1022, 4, 0, 1), 1022, false);
        assertTrue(Float.isNaN(kept.channel(3)[11]));
        assertEquals(-50, kept.channel(0)[11], "V is known all the same");
    }

    @Test
    void heldTicksAreNoneOfTheStreams() {
        final TelemetryGrid grid = grid(2, 10);
        grid.hold(1010);
        grid.add(block(1012, 1, HOLDING, 1), 1012, false);
        assertEquals(10, kept.channel(3)[6], "the value of the hold's first tick");
        grid.resume(30);
        grid.add(block(1020, 1, HOLDING, 1), 1020, false);
        assertEquals(10, kept.channel(3)[10], "late telemetry of the hold");
        grid.add(block(1040, 2, 0, 1), 1040, false);
        assertEquals(10, kept.channel(3)[20]);
        grid.add(block(1050, 3, 0, 1), 1050, false);
        assertEquals(20, kept.channel(3)[25]);
    }

    @Test
    void aHoldThatOnlyOneSideKnowsOfMakesTheConductancesUnknown() {
        final TelemetryGrid grid = grid(2, 10);
        grid.add(block(1012, 1, HOLDING, 1), 1012, false);
        assertTrue(Float.isNaN(kept.channel(3)[6]));
        grid.hold(1020);
        grid.add(block(1022, 3, 0, 1), 1022, false);
        assertTrue(Float.isNaN(kept.channel(3)[11]));
    }

    @Test
    void aResumeWithoutAHoldChangesNothing() {
        final TelemetryGrid grid = grid(2, 10);
        grid.resume(10);
        grid.add(block(1000, 1, 0, 1), 1000, false);
        assertEquals(0, kept.channel(3)[0]);
    }

    @Test
    void theTriggerFollowsItsEdges() {
        final TelemetryGrid grid = grid(2, 0);
        grid.trigger(1002, true);
        grid.trigger(1006, false);
        grid.add(block(1000, 0, TRIGGER, 5), 1000, false);
        assertEquals("[0.0, 1.0, 1.0, 0.0, 0.0]", Arrays.toString(kept.channel(5)));
    }

    @Test
    void aTriggerThatWasHighBeforeTheRunIsHighInIt() {
        final TelemetryGrid grid = grid(2, 0);
        grid.add(block(1000, 0, TRIGGER, 2), 1000, false);
        grid.trigger(1006, false);
        grid.add(block(1004, 0, TRIGGER, 2), 1004, false);
        assertEquals("[1.0, 1.0, 1.0, 0.0]", Arrays.toString(kept.channel(5)));
    }

    @Test
    void aTriggerThatFallsFirstWasHigh() {
        final TelemetryGrid grid = grid(2, 0);
        grid.trigger(1002, false);
        grid.add(block(1000, 0, TRIGGER, 2), 1000, false);
        assertEquals("[1.0, 0.0]", Arrays.toString(kept.channel(5)));
        final Kept quiet = new Kept();
        final TelemetryGrid other =
                new TelemetryGrid(1000, 2, 0, new Calibration(1, 0, 1, 0, 0, "", 1), position, 5000, quiet);
        other.add(block(1000, 0, 0, 2), 1000, false);
        assertEquals("[0.0, 0.0]", Arrays.toString(quiet.channel(5)));
    }
}
