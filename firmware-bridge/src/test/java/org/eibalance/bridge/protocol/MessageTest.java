package org.eibalance.bridge.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Type codes, lengths and fields are those of PROTOCOL.md, section 3. */
class MessageTest {

    private static final Configure CONFIGURE = new Configure(
            new Configure.Stream(10_000, StreamMask.G_E_AND_G_I, 1, 2, 3, 4),
            10,
            new Configure.Reversals(5, 6, 7),
            new Configure.MagnesiumBlock(8, 9),
            new Configure.Limits(10, 11, 12, 13, 88, 14, 20),
            new Configure.Loop(15, 16, 17, 18, 19),
            new Configure.Deadlines(true, 90, 92, 94));

    private static final Calibration CALIBRATION =
            new Calibration(0.01f, -327.68f, 6, 32_768, 20_500, "nominal", 0x89abcdef01234567L);

    private static final List<Command> COMMANDS = List.of(
            new Command.Hello(1, 1, 0),
            CONFIGURE,
            new Command.ReadCalibration(),
            new Command.Arm(1, 2),
            new Command.Start(1, 2, Command.Start.When.AT_TICK),
            new Command.Stop(),
            new Command.Abort(),
            new Command.Heartbeat(1),
            new OrnsteinUhlenbeck(1, 2, 3, 4, 5, 6, 7, 8),
            new Train(true, false, 1, 2, 3, 4, 5, 6, 7),
            new Constant(1, 2, 3),
            new Current(1, 2, 3, 4, 5, 6, 7, 8, 9),
            new Command.Clear(),
            new Command.WriteCalibration(CALIBRATION));

    private static final List<DeviceReport> REPORTS = List.of(
            new HelloAck(
                    -1,
                    0xfffe,
                    1,
                    2,
                    "hash",
                    "board",
                    true,
                    3,
                    4,
                    5,
                    254,
                    512,
                    12,
                    16,
                    DeviceState.IDLE,
                    Fault.CHARGE,
                    6,
                    7.5f,
                    8.5f,
                    -9,
                    -2),
            new HelloAck(
                    0,
                    0,
                    255,
                    255,
                    "hashhash",
                    "boardboard12",
                    false,
                    3,
                    4,
                    5,
                    254,
                    512,
                    255,
                    255,
                    DeviceState.FAULT,
                    Fault.PORT,
                    6,
                    7.5f,
                    8.5f,
                    9,
                    0x0123456789abcdefL),
            new Ack(0x82, AckCode.BAD_VALUE, 0xfffe, 65_535, DeviceState.RUNNING, Fault.ABORT, -1, 2, -3, new byte[0]),
            new Ack(0x02, AckCode.OK, 1, 0, DeviceState.CONFIGURED, Fault.NONE, 1, 2, 3, CONFIGURE.payload()),
            new DeviceReport.CalibrationInForce(CALIBRATION, -5),
            new DeviceReport.HeartbeatAck(1L << 40, 2L << 40, -1, -7),
            new Telemetry(-1, 2, 255, 0x40c, new int[] {0, 65_535}, new int[] {-32_768, 32_767}, new int[] {-1, 1}),
            new Credit(1, 2, 3, -4, DeviceState.ARMED, Fault.NONE, 65_535, 6, 7, 65_534),
            new DeviceEvent(DeviceEvent.Kind.BEGIN, DeviceState.RUNNING, -1, 2.5f),
            new DeviceEvent(DeviceEvent.Kind.LIMIT, DeviceState.RUNNING, 1, -2.5f),
            new DeviceFault(Fault.PORT, DeviceState.BOOT, 1, 2.5f, "the board"));

    @Test
    void commandsHaveTheTypesAndLengthsOfTheSpecification() {
        final Map<Integer, Integer> lengths = new TreeMap<>();
        for (final Command command : COMMANDS) lengths.put(command.type(), command.payload().length);
        assertEquals(
                new TreeMap<>(Map.ofEntries(
                        Map.entry(0x01, 8),
                        Map.entry(0x02, 96),
                        Map.entry(0x03, 0),
                        Map.entry(0x04, 8),
                        Map.entry(0x05, 12),
                        Map.entry(0x06, 0),
                        Map.entry(0x07, 0),
                        Map.entry(0x08, 8),
                        Map.entry(0x09, 40),
                        Map.entry(0x0a, 40),
                        Map.entry(0x0b, 12),
                        Map.entry(0x0c, 36),
                        Map.entry(0x0e, 0),
                        Map.entry(0x13, 40))),
                lengths);
    }

    @Test
    void reportsHaveTheTypesAndLengthsOfTheSpecification() {
        final List<String> found = REPORTS.stream()
                .map(r -> String.format(Locale.ROOT, "%02x %d", r.type(), r.payload().length))
                .distinct()
                .toList();
        assertEquals(List.of("81 76", "82 20", "82 116", "83 44", "88 28", "40 24", "41 28", "42 12", "42 21"), found);
    }

    @Test
    void aDeviceOfVersion10HasNoSerialNumberAndIsUnderstood() {
        final HelloAck now = (HelloAck) REPORTS.get(1);
        final byte[] hello = Arrays.copyOf(now.payload(), 68);
        final HelloAck then = (HelloAck) DeviceReport.read(new Frame(0x81, 0, 0, 0, hello));
        assertEquals(0, then.serial());
        assertEquals(now.tick(), then.tick());
        assertEquals("0123456789abcdef", now.serialText());
        assertEquals("0000000000000000", then.serialText());
        for (int length = 69; length < 76; length++) {
            final byte[] torn = Arrays.copyOf(now.payload(), length);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DeviceReport.read(new Frame(0x81, 0, 0, 0, torn)),
                    "" + length);
        }
        final byte[] bytes = new DeviceReport.CalibrationInForce(CALIBRATION, -5).payload();
        final byte[] old = Arrays.copyOf(bytes, 36);
        System.arraycopy(bytes, 40, old, 32, 4);
        final DeviceReport.CalibrationInForce read =
                (DeviceReport.CalibrationInForce) DeviceReport.read(new Frame(0x83, 0, 0, 0, old));
        assertEquals(0, read.calibration().serial());
        assertEquals(-5, read.crc());
        assertEquals(CALIBRATION.dacZero(), read.calibration().dacZero());
    }

    @Test
    void reportsComeBackFromTheWire() {
        for (final DeviceReport report : REPORTS) {
            final Frame frame = report.frame(3, 0x1_0005);
            assertEquals(report, DeviceReport.read(frame));
            assertEquals(5, frame.seq());
            assertEquals(3, frame.session());
            assertEquals(0, frame.flags());
        }
    }

    @Test
    void aReportOfALaterVersionMayBeLonger() {
        for (final DeviceReport report : List.of(REPORTS.get(0), REPORTS.get(5), REPORTS.get(7), REPORTS.get(8))) {
            final byte[] longer = Arrays.copyOf(report.payload(), report.payload().length + 3);
            assertEquals(report, DeviceReport.read(new Frame(report.type(), 0, 0, 0, longer)));
        }
    }

    @Test
    void aCommandMayNotBeLongerAndNothingMayBeShorter() {
        for (final Command command : COMMANDS) {
            final byte[] payload = command.payload();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Command.read(new Frame(command.type(), 0, 0, 0, Arrays.copyOf(payload, payload.length + 1))));
            if (payload.length > 0)
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Command.read(
                                new Frame(command.type(), 0, 0, 0, Arrays.copyOf(payload, payload.length - 1))));
            assertThrows(IllegalArgumentException.class, () -> DeviceReport.read(command.frame(0, 0)));
        }
        for (final DeviceReport report : REPORTS) {
            final byte[] shorter = Arrays.copyOf(report.payload(), 11);
            assertTrue(assertThrows(
                            IllegalArgumentException.class,
                            () -> DeviceReport.read(new Frame(report.type(), 0, 0, 0, shorter)))
                    .getMessage()
                    .startsWith("no message of this protocol: Frame[type="));
        }
    }

    @Test
    void aNumberThatStandsForNothingIsRefusedByName() {
        for (final int number : new int[] {-1, 14, 200})
            assertTrue(assertThrows(IllegalArgumentException.class, () -> AckCode.of(number))
                    .getMessage()
                    .equals("AckCode " + number + " is unknown"));
        assertThrows(IllegalArgumentException.class, () -> DeviceState.of(7));
        assertThrows(IllegalArgumentException.class, () -> Fault.of(18));
        assertEquals(AckCode.TOO_SLOW, AckCode.of(12));
        assertEquals(AckCode.OTHER_BITS, AckCode.of(13));
        assertEquals(DeviceState.FAULT, DeviceState.of(6));
        assertEquals(Fault.PORT, Fault.of(15));
        assertEquals(Fault.V_UNRELATED, Fault.of(17));
        for (final Fault fault : Fault.values()) assertFalse(fault.sentence().isBlank());
    }

    @Test
    void eachFieldOfTheConfigurationIsNamedByItsOffset() {
        final Map<Integer, String> expected = new TreeMap<>(Map.ofEntries(
                Map.entry(0, "the rate of the stream = 10000 Hz"),
                Map.entry(4, "the mask of the stream's channels = 3"),
                Map.entry(5, "the distance of telemetry samples = 10"),
                Map.entry(6, "the ramp at once when the stream is late = false"),
                Map.entry(7, "a reserved field = 1 bytes"),
                Map.entry(8, "the unit of g_E = 1.0 nS"),
                Map.entry(12, "the unit of g_I = 2.0 nS"),
                Map.entry(16, "the unit of g_N = 3.0 nS"),
                Map.entry(20, "the unit of the command current = 4.0 pA"),
                Map.entry(24, "E_E = 5.0 mV"),
                Map.entry(28, "E_I = 6.0 mV"),
                Map.entry(32, "E_N = 7.0 mV"),
                Map.entry(36, "k of the magnesium block = 8.0"),
                Map.entry(40, "gamma of the magnesium block = 9.0 /mV"),
                Map.entry(44, "the current limit (at most the hardware's) = 10.0 pA"),
                Map.entry(48, "the slew limit = 11.0 pA/ms"),
                Map.entry(52, "the lower end of the voltage window = 12.0 mV"),
                Map.entry(56, "the upper end of the voltage window = 13.0 mV"),
                Map.entry(60, "the charge budget = 14.0 pC"),
                Map.entry(64, "the bridge resistance (at most the hardware's) = 15.0 MOhm"),
                Map.entry(68, "the residual series resistance = 16.0 MOhm"),
                Map.entry(72, "the time constant of the electrode = 17.0 us"),
                Map.entry(76, "the latency of the loop (at least one tick) = 18.0 us"),
                Map.entry(80, "the capacitance = 19.0 pF"),
                Map.entry(84, "the peak conductance = 20.0 nS"),
                Map.entry(88, "the length of the voltage window = 88 samples"),
                Map.entry(90, "the watchdog time = 90 ms"),
                Map.entry(92, "the ramp time = 92 ms"),
                Map.entry(94, "the hold time = 94 ms")));
        String name = null;
        for (int offset = 0; offset < 96; offset++) {
            if (expected.containsKey(offset)) name = expected.get(offset);
            final PayloadField field = CONFIGURE.fieldAt(offset).orElseThrow();
            assertEquals(name, field.name() + " = " + field.value(), "offset " + offset);
        }
        assertEquals(Optional.empty(), CONFIGURE.fieldAt(96));
        assertEquals(Optional.empty(), CONFIGURE.fieldAt(-1));
        assertEquals(Optional.empty(), new Command.Stop().fieldAt(0));
    }

    @Test
    void noFieldOfACommandIsWithoutANameOfItsOwn() {
        for (final Command command : COMMANDS) {
            final List<String> names = IntStream.range(0, command.payload().length)
                    .mapToObj(k -> command.fieldAt(k).orElseThrow())
                    .distinct()
                    .map(PayloadField::name)
                    .filter(n -> !n.startsWith("a reserved"))
                    .toList();
            assertEquals(names.size(), names.stream().distinct().count(), command.toString());
            assertTrue(names.stream().noneMatch(String::isBlank));
        }
    }

    @Test
    void aChunkSaysHowManySamplesItHasAndWhetherItIsTheLast() {
        final Chunk chunk = new Chunk(7, StreamMask.G_E_AND_G_I, true, new short[] {1, 2, 3, -4});
        assertEquals(1, chunk.flags());
        assertEquals(0x20, chunk.type());
        assertArrayEquals(new byte[] {7, 0, 0, 0, 2, 3, 0, 0, 1, 0, 2, 0, 3, 0, -4, -1}, chunk.payload());
        assertEquals(chunk, Command.read(chunk.frame(1, 0)));
        assertNotEquals(chunk, Command.read(new Frame(0x20, 0, 1, 0, chunk.payload())), "the flag is not set");
        assertEquals("4 values", chunk.fieldAt(8).orElseThrow().value());
        final byte[] wrong = chunk.payload();
        wrong[4] = 3;
        assertThrows(IllegalArgumentException.class, () -> Command.read(new Frame(0x20, 0, 1, 0, wrong)));
        wrong[4] = 1;
        assertThrows(IllegalArgumentException.class, () -> Command.read(new Frame(0x20, 0, 1, 0, wrong)));
    }

    @Test
    void theLongestChunksAreThoseOfTheSpecification() {
        assertEquals(118, Chunk.maxSamples(StreamMask.G_E));
        assertEquals(59, Chunk.maxSamples(StreamMask.G_E_AND_G_I));
        assertEquals(39, Chunk.maxSamples(7));
        assertEquals(29, Chunk.maxSamples(15));
        assertEquals(118, new Chunk(0, StreamMask.CURRENT, false, new short[118]).units().length);
        assertThrows(IllegalArgumentException.class, () -> new Chunk(0, StreamMask.CURRENT, false, new short[119]));
        assertThrows(IllegalArgumentException.class, () -> new Chunk(0, 15, false, new short[6]));
        // 21 bytes of the frame and 4 of a sample.
        assertEquals(1, Chunk.maxSamples(StreamMask.G_E_AND_G_I, 25));
        assertEquals(0, Chunk.maxSamples(StreamMask.G_E_AND_G_I, 24));
    }

    @Test
    void aMaskHasOneToFourChannels() {
        assertEquals(1, StreamMask.channels(StreamMask.CURRENT));
        assertEquals(2, StreamMask.channels(StreamMask.G_E_AND_G_I));
        assertEquals(4, StreamMask.channels(15));
        assertThrows(IllegalArgumentException.class, () -> StreamMask.channels(0));
        assertThrows(IllegalArgumentException.class, () -> StreamMask.channels(16));
        assertThrows(IllegalArgumentException.class, () -> StreamMask.channels(-1));
    }

    @Test
    void theStatusOfTelemetrySaysHoldTriggerAndState() {
        final int[] none = new int[0];
        final Telemetry holding = new Telemetry(0, 0, 1, 4 | 5 << 8, none, none, none);
        assertTrue(holding.holding() && !holding.trigger());
        assertEquals(DeviceState.RAMPDOWN, holding.state());
        final Telemetry trigger = new Telemetry(0, 0, 1, 8 | 4 << 8, none, none, none);
        assertTrue(!trigger.holding() && trigger.trigger());
        assertEquals(DeviceState.RUNNING, trigger.state());
    }

    @Test
    void messagesAreTheSameWhereAllOfTheirPartsAre() {
        for (final List<? extends Message> all : List.of(COMMANDS, REPORTS)) {
            for (final Message one : all) {
                for (final Message other : all) assertEquals(one == other, one.equals(other), one + ", " + other);
                assertEquals(one.hashCode(), one.hashCode());
            }
        }
        final int[] one = {1};
        final int[] two = {2};
        final Telemetry t = new Telemetry(1, 2, 3, 4, one, one, one);
        for (final Telemetry other : List.of(
                new Telemetry(0, 2, 3, 4, one, one, one),
                new Telemetry(1, 0, 3, 4, one, one, one),
                new Telemetry(1, 2, 0, 4, one, one, one),
                new Telemetry(1, 2, 3, 0, one, one, one),
                new Telemetry(1, 2, 3, 4, two, one, one),
                new Telemetry(1, 2, 3, 4, one, two, one),
                new Telemetry(1, 2, 3, 4, one, one, two))) assertNotEquals(t, other);
        final Chunk c = new Chunk(1, 1, true, new short[] {1});
        for (final Chunk other : List.of(
                new Chunk(2, 1, true, new short[] {1}),
                new Chunk(1, 2, true, new short[] {1}),
                new Chunk(1, 1, false, new short[] {1}),
                new Chunk(1, 1, true, new short[] {2}))) assertNotEquals(c, other);
        assertEquals(c.hashCode(), new Chunk(1, 1, true, new short[] {1}).hashCode());
        assertEquals(t.hashCode(), new Telemetry(1, 2, 3, 4, one.clone(), one, one).hashCode());
        final byte[] bytes = {1};
        final Ack a = new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, bytes);
        for (final Ack other : List.of(
                new Ack(0, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, bytes),
                new Ack(1, AckCode.UNKNOWN, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, bytes),
                new Ack(1, AckCode.OK, 0, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, bytes),
                new Ack(1, AckCode.OK, 2, 0, DeviceState.IDLE, Fault.NONE, 4, 5, 6, bytes),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.BOOT, Fault.NONE, 4, 5, 6, bytes),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.ABORT, 4, 5, 6, bytes),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 0, 5, 6, bytes),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 0, 6, bytes),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 0, bytes),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, new byte[0])))
            assertNotEquals(a, other);
        assertEquals(
                a.hashCode(),
                new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, bytes.clone()).hashCode());
    }

    @Test
    void messagesThatDifferAreSpreadByTheirHash() {
        assertNotEquals(
                new Frame(1, 0, 0, 0, new byte[] {1}).hashCode(), new Frame(1, 0, 0, 0, new byte[1]).hashCode());
        assertNotEquals(
                new Chunk(0, 1, true, new short[] {1}).hashCode(), new Chunk(0, 1, true, new short[1]).hashCode());
        final int[] none = new int[0];
        assertNotEquals(0, new Telemetry(5, 0, 1, 0, none, none, none).hashCode());
        assertNotEquals(0, new Ack(1, AckCode.OK, 2, 3, DeviceState.IDLE, Fault.NONE, 4, 5, 6, new byte[0]).hashCode());
    }

    @Test
    void aCalibrationTurnsCodesIntoUnits() {
        assertEquals(0.01 * 30_000 - 327.68, CALIBRATION.voltageMv(30_000), 1e-5);
        assertEquals(-2.5, CALIBRATION.currentPa(-15));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 0, 1, 0, 0, "thirteen chars", 1));
        assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 0, 1, 0, 0, "caf\u00e9", 1));
        assertEquals("twelve chars", new Calibration(1, 0, 1, 0, 0, "twelve chars", 1).id());
        assertEquals(Current.constant(5), new Current(5, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static HelloAck device(
            final int[] integers, final Fault fault, final float hardLimitPa, final float maxBridgeMohm) {
        return new HelloAck(
                1,
                2,
                1,
                1,
                "hash",
                "board",
                true,
                integers[0],
                integers[1],
                integers[2],
                integers[3],
                integers[4],
                integers[5],
                integers[6],
                DeviceState.IDLE,
                fault,
                0,
                hardLimitPa,
                maxBridgeMohm,
                0,
                0xfeL);
    }

    /** Least and greatest of each number that a device with this protocol can have; beyond them lies an error. */
    @Test
    void aDeviceAtItsLimitsIsPossibleAndOneBeyondThemIsNamed() {
        final int[] least = {1000, 1, 16, 254, 64, 8, 8};
        final int[] most = {400_000, Integer.MAX_VALUE, 1 << 24, 65_535, 65_535, 16, 16};
        final String[] names = {
            "a loop of", "a clock of", "a ring of", "frames of", "a window of", "an input of", "an output of"
        };
        assertEquals(
                Optional.empty(), device(least, Fault.NONE, Float.MIN_VALUE, 0).impossible());
        assertEquals(Optional.empty(), device(most, Fault.NONE, 100_000, 1000).impossible());
        for (int k = 0; k < least.length; k++) {
            final int[] below = least.clone();
            below[k]--;
            final String sentence = device(below, Fault.NONE, 1, 1).impossible().orElseThrow();
            assertTrue(sentence.startsWith(names[k] + " " + below[k]), sentence);
            if (most[k] >= 65_535 && k != 0 && k != 2) continue;
            final int[] above = most.clone();
            above[k] = k == 2 ? 1 << 25 : most[k] + 1;
            final String other = device(above, Fault.NONE, 1, 1).impossible().orElseThrow();
            assertTrue(other.startsWith(names[k] + " " + above[k]), other);
        }
        assertEquals(
                "a ring of 48 samples, where a power of two from 16 to 2^24 was expected",
                device(new int[] {1000, 1, 48, 254, 64, 8, 8}, Fault.NONE, 1, 1)
                        .impossible()
                        .orElseThrow());
    }

    @Test
    void aLimitOfCurrentIsAboveZeroUnlessThePortItselfFailed() {
        final int[] usual = {20_000, 1, 1024, 254, 512, 12, 12};
        for (final float limit : new float[] {0, -1, 100_001, Float.NaN, Float.POSITIVE_INFINITY}) {
            final String sentence =
                    device(usual, Fault.NONE, limit, 1).impossible().orElseThrow();
            assertTrue(sentence.startsWith("a current limit of " + limit), sentence);
            assertEquals(Optional.empty(), device(usual, Fault.PORT, limit, 1).impossible(), "it knows of no limit");
        }
        for (final float bridge : new float[] {-1, 1001, Float.NaN}) {
            final String sentence =
                    device(usual, Fault.NONE, 1, bridge).impossible().orElseThrow();
            assertTrue(sentence.startsWith("a bridge of up to " + bridge), sentence);
        }
    }

    @Test
    void aSerialNumberIsAlwaysReadInSixteenDigits() {
        final HelloAck ack = device(new int[] {20_000, 1, 1024, 254, 512, 12, 12}, Fault.NONE, 1, 1);
        assertEquals("00000000000000fe", ack.serialText());
        final PayloadField ofDevice = ack.fieldAt(68).orElseThrow();
        assertEquals(new PayloadField("the serial number", "00000000000000fe"), ofDevice);
        final PayloadField ofCalibration =
                new Command.WriteCalibration(CALIBRATION).fieldAt(32).orElseThrow();
        assertEquals(new PayloadField("the serial number of the rig", "89abcdef01234567"), ofCalibration);
    }

    @Test
    void aFrameKnowsItsLengthOnTheWire() {
        final Frame frame = new Command.Heartbeat(0x0102030405060708L).frame(0x0101, 0x0101);
        assertEquals(21, frame.wireLength());
        assertEquals(21, frame.toWire().length);
        assertEquals(244, Frame.MAX_PAYLOAD);
        assertEquals(257, new Frame(1, 1, 0x0101, 0x0101, full()).toWire().length);
        assertEquals(257, new Frame(1, 1, 0x0101, 0x0101, full()).wireLength());
        assertEquals("Frame[type=08, flags=0, session=257, seq=257, 8 bytes]", frame.toString());
    }

    private static byte[] full() {
        final byte[] bytes = new byte[Frame.MAX_PAYLOAD];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    @Test
    void aFrameHasBytesAndWordsOnly() {
        final byte[] none = new byte[0];
        assertThrows(IllegalArgumentException.class, () -> new Frame(256, 0, 0, 0, none));
        assertThrows(IllegalArgumentException.class, () -> new Frame(-1, 0, 0, 0, none));
        assertThrows(IllegalArgumentException.class, () -> new Frame(0, 256, 0, 0, none));
        assertThrows(IllegalArgumentException.class, () -> new Frame(0, 0, 65_536, 0, none));
        assertThrows(IllegalArgumentException.class, () -> new Frame(0, 0, 0, 65_536, none));
        final Frame frame = new Frame(1, 2, 3, 4, new byte[] {5});
        assertEquals(frame.hashCode(), new Frame(1, 2, 3, 4, new byte[] {5}).hashCode());
        for (final Frame other : List.of(
                new Frame(0, 2, 3, 4, new byte[] {5}),
                new Frame(1, 0, 3, 4, new byte[] {5}),
                new Frame(1, 2, 0, 4, new byte[] {5}),
                new Frame(1, 2, 3, 0, new byte[] {5}),
                new Frame(1, 2, 3, 4, new byte[] {6}))) assertNotEquals(frame, other);
    }

    @Test
    void bytesThatAreTooFewOrTooManyAreNoFrame() {
        // A right checksum behind five bytes only, and behind 251.
        for (final int length : new int[] {0, 5, 251}) {
            final byte[] stuffed = Cobs.encode(Checksum.append(new byte[length]));
            assertEquals(null, Frame.fromStuffed(stuffed));
        }
        final FrameReader reader = new FrameReader();
        final byte[] wire = new Frame(1, 0, 1, 1, full()).toWire();
        final byte[] longer = new byte[300];
        Arrays.fill(longer, (byte) 1);
        longer[299] = 0;
        reader.accept(longer, 0, longer.length, frame -> assertFalse(true, "no frame"));
        assertEquals(1, reader.errors());
        final int[] frames = new int[1];
        reader.accept(wire, 0, wire.length, frame -> frames[0]++);
        assertEquals(1, frames[0], "the longest frame behind one that was too long");
        assertEquals(1, reader.errors());
        // A frame with bytes behind it that no frame has room for: all of it counts, not the part that fits.
        final byte[] tail = Arrays.copyOf(wire, wire.length + 2);
        tail[wire.length - 1] = 1;
        tail[wire.length] = 1;
        reader.accept(tail, 0, tail.length, frame -> frames[0]++);
        assertEquals(1, frames[0]);
        assertEquals(2, reader.errors());
    }
}
