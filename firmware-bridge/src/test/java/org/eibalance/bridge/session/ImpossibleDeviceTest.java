package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.Consumer;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device that says impossible things is named in a sentence, and nothing is armed with it. */
class ImpossibleDeviceTest {

    private static final int LOOP_HZ = 20_000;

    private final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
    private final TamperedVirtualLink line = new TamperedVirtualLink(device);

    private void greetWith(final Consumer<ByteBuffer> change) {
        line.alterFromDevice(frame -> {
            if (frame.type() != Types.HELLO_ACK) return frame;
            final byte[] payload = frame.payload().clone();
            change.accept(ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN));
            return new Frame(frame.type(), 0, frame.session(), frame.seq(), payload);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "32, 4, 0, loop of 0 Hz",
        "32, 4, -1, loop of -1 Hz",
        "32, 4, 999, loop of 999 Hz",
        "32, 4, 400001, loop of 400001 Hz",
        "36, 4, 0, clock of 0 Hz",
        "40, 4, 0, ring of 0 samples",
        "40, 4, 100, ring of 100 samples",
        "40, 4, 33554432, ring of 33554432 samples",
        "44, 2, 100, frames of 100 bytes",
        "46, 2, 0, window of 0 bytes",
        "46, 2, 63, window of 63 bytes",
        "48, 1, 7, input of 7 bits",
        "49, 1, 17, output of 17 bits"
    })
    void anImpossibleValueIsNamed(final int offset, final int bytes, final int value, final String named) {
        greetWith(payload -> {
            if (bytes == 4) payload.putInt(offset, value);
            else if (bytes == 2) payload.putShort(offset, (short) value);
            else payload.put(offset, (byte) value);
        });
        final DeviceException e = assertThrows(DeviceException.class, () -> Session.open(line, 1));
        assertTrue(
                e.getMessage().contains("describes itself with ")
                        && e.getMessage().contains(named),
                e.getMessage());
        assertFalse(line.types().contains(Types.CONFIG), line.types().toString());
    }

    @ParameterizedTest
    @CsvSource({"56, NaN", "56, 0", "56, -5", "56, 100001", "60, NaN", "60, -1", "60, Infinity"})
    void aLimitOfTheHardwareIsANumberAboveZero(final int offset, final float value) {
        greetWith(payload -> payload.putFloat(offset, value));
        assertThrows(DeviceException.class, () -> Session.open(line, 1));
    }

    /** Whatever a device answers: a sentence, or a session in which all is as it should be. */
    @Test
    void noDescriptionIsADefect() {
        final Random random = new Random(5);
        int opened = 0;
        for (int k = 0; k < 100; k++) {
            // a slow loop: virtual time passes faster
            final WasmDevice next = new WasmDevice(EmbeddedCell.passive(), 1000, 1);
            final TamperedVirtualLink damaged = new TamperedVirtualLink(next);
            final int at = 6 + random.nextInt(62);
            final byte value = (byte) random.nextInt();
            damaged.alterFromDevice(frame -> {
                if (frame.type() != Types.HELLO_ACK) return frame;
                final byte[] payload = frame.payload().clone();
                payload[at] = value;
                return new Frame(frame.type(), 0, frame.session(), frame.seq(), payload);
            });
            try (Session session = Session.open(damaged, 1)) {
                opened++;
                session.run(Plans.constant(1, 1, 0, 1000, 2, 20), new Kept());
            } catch (final InputException sentence) {
                assertTrue(sentence.getMessage().endsWith("."), "byte " + at + " = " + value + ": " + sentence);
            }
            assertEquals(0, next.currentPa(), "byte " + at + " = " + value);
        }
        assertTrue(opened > 20 && opened < 100, opened + " sessions of 100");
    }

    /** A broken device may send as many events as it likes. */
    @Test
    void aFloodOfEventsEndsInASentence() {
        try (Session session = Session.open(line, 1)) {
            final Frame[] event = new Frame[1];
            line.alterFromDevice(frame -> {
                if (frame.type() == Types.EVENT && event[0] == null) event[0] = frame;
                // once one was seen, everything is that event
                return event[0] == null || frame.type() == Types.ACK
                        ? frame
                        : new Frame(event[0].type(), 0, frame.session(), frame.seq(), event[0].payload());
            });
            final Kept kept = new Kept();
            final InputException e = assertThrows(
                    InputException.class, () -> session.run(Plans.constant(1, 1, 0, LOOP_HZ, 2, LOOP_HZ), kept));
            assertTrue(e.getMessage().endsWith("."), e.getMessage());
            assertEquals(0, device.currentPa());
            assertTrue(DeviceEvent.Kind.values().length > 3 && session.status().state() != DeviceState.RUNNING);
        }
    }
}
