package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.DeviceState;
import org.junit.jupiter.api.Test;

/** A stream goes out within the device's credit, and again from where it was lost. */
class StreamSenderTest {

    private static final int BYTES = 50;

    /** 101 samples of both conductances. */
    private final SampleStream stream = SampleStream.of(Plans.waves(0.01, 0.1), 1, 1, 10_000, 10_000);

    private final StreamSender sender = new StreamSender(stream, 60, 20);
    private long bytes;

    private Chunk send() {
        final Chunk chunk = sender.next();
        assertNotNull(chunk);
        bytes += BYTES;
        sender.sent(bytes);
        return chunk;
    }

    private long credit(final int contiguous, final int free) {
        return sender.receive(ConversationProbe.credit(0, DeviceState.RUNNING, contiguous, free));
    }

    @Test
    void chunksGoOutInOrderAsFarAsTheDeviceHasRoom() {
        for (int k = 0; k < 3; k++) {
            final Chunk chunk = send();
            assertEquals(20 * k, chunk.firstIndex());
            assertArrayEquals(stream.units(20 * k, 20), chunk.units());
            assertFalse(chunk.last());
        }
        assertNull(sender.next(), "60 samples are all that it has room for");
        assertFalse(sender.filled(), "they are on the way");
        assertEquals(2 * BYTES, credit(40, 20));
        assertNull(sender.next());
        assertEquals(3 * BYTES, credit(60, 20));
        assertEquals(60, sender.contiguous());
        assertEquals(60, send().firstIndex());
        assertNull(sender.next(), "a whole chunk or none");
        assertEquals(4 * BYTES, credit(80, 0));
        assertTrue(sender.filled());
        credit(80, 21);
        assertFalse(sender.filled());
        assertEquals(80, send().firstIndex());
        final Chunk last = send();
        assertTrue(last.last());
        assertEquals(1, last.units().length / 2);
        assertNull(sender.next());
        credit(101, 0);
        assertTrue(sender.filled());
        credit(101, 60);
        assertNull(sender.next());
        assertEquals(0, sender.resent());
    }

    @Test
    void aCreditThatGoesBackwardsChangesNothing() {
        for (int k = 0; k < 3; k++) send();
        assertEquals(3 * BYTES, credit(60, 20));
        assertEquals(0, credit(40, 1000));
        assertEquals(60, sender.contiguous());
        assertEquals(60, send().firstIndex());
        assertNull(sender.next(), "the room is that of the newest credit");
        assertEquals(0, sender.resent());
    }

    @Test
    void whatDoesNotArriveIsSentAgainFromTheGapOnWithGrowingPatience() {
        for (int k = 0; k < 3; k++) send();
        credit(20, 40);
        assertEquals(0, credit(20, 40));
        assertNull(sender.next(), "one credit without progress is patience");
        assertEquals(0, credit(20, 40));
        assertEquals(20, send().firstIndex());
        assertEquals(40, sender.resent());
        send();
        for (int k = 0; k < 3; k++) credit(20, 40);
        assertNull(sender.next(), "four credits now");
        credit(20, 40);
        assertEquals(20, send().firstIndex());
        assertEquals(80, sender.resent());
        send();
        assertEquals(bytes - BYTES, credit(40, 20), "the bytes of the repeat count");
        credit(40, 20);
        assertNull(sender.next());
        credit(40, 20);
        assertEquals(40, send().firstIndex(), "progress made it as impatient as before");
    }

    @Test
    void whereNothingIsOnTheWayAStandingCreditIsNoLoss() {
        send();
        credit(20, 0);
        for (int k = 0; k < 10; k++) credit(20, 0);
        assertEquals(0, sender.resent());
        credit(20, 20);
        assertEquals(20, send().firstIndex());
    }

    @Test
    void patienceEndsAtSixtyFourCredits() {
        for (int k = 0; k < 3; k++) send();
        int patience = 2;
        for (int repeat = 0; repeat < 8; repeat++) {
            for (int k = 1; k < patience; k++) {
                credit(0, 60);
                assertNull(sender.next());
            }
            credit(0, 60);
            for (int k = 0; k < 3; k++) assertEquals(20 * k, send().firstIndex());
            patience = Math.min(64, 2 * patience);
        }
        assertEquals(8 * 60, sender.resent());
    }

    @Test
    void aDeviceIsFilledWhereNoWholeChunkFits() {
        assertFalse(new StreamSender(stream, 20, 20).filled());
        assertTrue(new StreamSender(stream, 19, 20).filled());
        for (int k = 0; k < 3; k++) send();
        credit(100, 40);
        assertFalse(sender.filled(), "one sample is left");
        credit(101, 40);
        assertTrue(sender.filled());
    }

    @Test
    void aDeviceThatHasMoreThanWasSentIsFollowed() {
        send();
        credit(40, 40);
        assertEquals(40, send().firstIndex());
    }
}
