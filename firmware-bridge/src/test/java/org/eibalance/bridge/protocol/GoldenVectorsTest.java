package org.eibalance.bridge.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Java and C agree on every byte. */
class GoldenVectorsTest {

    private static byte[] message(final String name) {
        return Golden.lines("message").stream()
                .filter(words -> words[0].equals(name))
                .map(words -> Golden.bytes(words[1]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void checksumsAgree() {
        final List<String[]> lines = Golden.lines("crc");
        assertEquals(4, lines.size());
        for (final String[] words : lines) {
            final byte[] bytes = Golden.bytes(words[0]);
            assertEquals(Integer.parseUnsignedInt(words[1], 16), Checksum.of(bytes, 0, bytes.length));
        }
    }

    @Test
    void framesAgreeBothWays() {
        final List<String[]> lines = Golden.lines("frame");
        assertEquals(20, lines.size());
        for (final String[] words : lines) {
            final Frame frame = new Frame(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Golden.bytes(words[4]));
            final byte[] wire = Golden.bytes(words[5]);
            assertArrayEquals(wire, frame.toWire());
            final List<Frame> read = new ArrayList<>();
            new FrameReader().accept(wire, 0, wire.length, read::add);
            assertEquals(List.of(frame), read);
        }
    }

    private static void agrees(final String name, final Command command) {
        assertArrayEquals(message(name), command.payload(), name);
        assertEquals(command, Command.read(new Frame(command.type(), 0, 1, 2, message(name))), name);
    }

    @Test
    void messagesAgreeBothWays() {
        agrees(
                "config",
                new Configure(
                        new Configure.Stream(10000, 3, 0.01f, 0.02f, 0, 0.5f),
                        10,
                        new Configure.Reversals(0, -75, 5),
                        new Configure.MagnesiumBlock(0.28f, 0.062f),
                        new Configure.Limits(1500, 35000, -120, 60, 3, 5000, 70),
                        new Configure.Loop(12.5f, 15, 50, 20, 100),
                        new Configure.Deadlines(false, 200, 10, 5)));
        agrees("ou", new OrnsteinUhlenbeck(12.1f, 3, 2.728f, 57.3f, 6.6f, 10.49f, 0.25f, 0x0123456789abcdefL));
        agrees("train", new Train(true, true, 2.5f, 0.5f, 8, 100, 20, 40, 8L << 32 | 7));
        agrees("constant", new Constant(1, 2, 0.5f));
        agrees("command", new Current(10, -50, 100, 500, 1000, 30, 20, 210, 315));
        final Calibration calibration =
                new Calibration(0.01f, -327.68f, 6, 32768, 20500, "nominal", 0x0123456789abcdefL);
        agrees("calibration", new Command.WriteCalibration(calibration));
        final byte[] bytes = message("calibration");
        assertEquals(Checksum.of(bytes, 0, bytes.length), calibration.crc());
    }

    @Test
    void theConversationOfTheGoldenFileIsUnderstood() {
        final List<Command> commands = new ArrayList<>();
        final FrameReader reader = new FrameReader();
        for (final String[] words : Golden.lines("say")) {
            final byte[] wire = Golden.bytes(words[1]);
            reader.accept(wire, 0, wire.length, frame -> commands.add(Command.read(frame)));
        }
        assertEquals(0, reader.errors());
        assertEquals(Command.Hello.class, commands.get(0).getClass());
        assertEquals(new Command.Abort(), commands.get(commands.size() - 1));
        assertFalse(commands.stream().noneMatch(Chunk.class::isInstance));
    }
}
