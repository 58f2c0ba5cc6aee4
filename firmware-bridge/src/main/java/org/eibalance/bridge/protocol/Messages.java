package org.eibalance.bridge.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eibalance.bridge.protocol.Report.Happened.Kind;

/** Messages to and from payloads: every byte as PROTOCOL.md has it, little endian. */
public final class Messages {

    /** Version of the protocol spoken here. */
    public static final int MAJOR = 1;

    /** Minor version. */
    public static final int MINOR = 0;

    private Messages() {}

    /**
     * The type of a command's frame.
     *
     * @param command any
     * @return the type
     */
    public static int type(final Command command) {
        if (command instanceof Command.Hello) return 0x01;
        if (command instanceof Command.Configure) return 0x02;
        if (command instanceof Command.ReadCalibration) return 0x03;
        if (command instanceof Command.Arm) return 0x04;
        if (command instanceof Command.Start) return 0x05;
        if (command instanceof Command.Stop) return 0x06;
        if (command instanceof Command.Abort) return 0x07;
        if (command instanceof Command.Heartbeat) return 0x08;
        if (command instanceof Command.OrnsteinUhlenbeck) return 0x09;
        if (command instanceof Command.Train) return 0x0a;
        if (command instanceof Command.Constant) return 0x0b;
        if (command instanceof Command.Current) return 0x0c;
        if (command instanceof Command.Clear) return 0x0e;
        if (command instanceof Command.WriteCalibration) return 0x13;
        return 0x20; // Chunk
    }

    /**
     * Puts a command into a frame.
     *
     * @param command any
     * @param session of the HELLO_ACK; 0 for HELLO
     * @param seq the host's count; a repeat of an unanswered command keeps its count
     * @return the frame
     */
    public static Frame frame(final Command command, final int session, final int seq) {
        final int flags = command instanceof Command.Chunk c && c.last() ? 1 : 0;
        return new Frame(type(command), flags, session, seq & 0xffff, payload(command));
    }

    /**
     * The payload of a command.
     *
     * @param command any
     * @return its bytes
     */
    public static byte[] payload(final Command command) {
        final ByteBuffer to = ByteBuffer.allocate(Frame.MAX_PAYLOAD).order(ByteOrder.LITTLE_ENDIAN);
        if (command instanceof Command.Hello m)
            to.putInt(m.nonce()).put((byte) m.major()).put((byte) m.minor()).putShort((short) 0);
        else if (command instanceof Command.Configure m) putConfigure(to, m);
        else if (command instanceof Command.OrnsteinUhlenbeck m) {
            putFloats(to, m.meanENs(), m.sdENs(), m.tauEMs(), m.meanINs(), m.sdINs(), m.tauIMs(), m.correlation());
            to.putLong(m.seed()).putInt(0);
        } else if (command instanceof Command.Train m) {
            to.put((byte) (m.inhibitory() ? 1 : 0))
                    .put((byte) (m.poisson() ? 1 : 0))
                    .putShort((short) 0);
            putFloats(to, m.peakNs(), m.riseMs(), m.decayMs(), m.firstMs(), m.intervalMs());
            to.putInt(m.count()).putLong(m.seed()).putInt(0);
        } else if (command instanceof Command.Constant m) putFloats(to, m.gENs(), m.gINs(), m.gNNs());
        else if (command instanceof Command.Current m)
            putFloats(
                    to,
                    m.dcPa(),
                    m.stepPa(),
                    m.stepStartMs(),
                    m.stepMs(),
                    m.stepPeriodMs(),
                    m.sine1Pa(),
                    m.sine2Pa(),
                    m.sine1Hz(),
                    m.sine2Hz());
        else if (command instanceof Command.WriteCalibration m) m.calibration().put(to);
        else if (command instanceof Command.Arm m) to.putInt(m.calibrationCrc()).putInt(m.configurationCrc());
        else if (command instanceof Command.Start m)
            to.putInt(m.atTick())
                    .putInt(m.ticks())
                    .put((byte) m.when().ordinal())
                    .put(new byte[3]);
        else if (command instanceof Command.Heartbeat m) to.putLong(m.hostTime());
        else if (command instanceof Command.Chunk m) {
            final int channels = Integer.bitCount(m.mask());
            to.putInt(m.firstIndex())
                    .put((byte) (m.units().length / channels))
                    .put((byte) m.mask())
                    .putShort((short) 0);
            for (final short unit : m.units()) to.putShort(unit);
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    private static void putConfigure(final ByteBuffer to, final Command.Configure m) {
        to.putInt(m.streamHz()).put((byte) m.streamMask()).put((byte) m.telemetryEvery());
        to.put((byte) (m.holdOnUnderrun() ? 0 : 1)).put((byte) 0);
        putFloats(
                to,
                m.scaleE(),
                m.scaleI(),
                m.scaleN(),
                m.scaleCurrent(),
                m.reversalEMv(),
                m.reversalIMv(),
                m.reversalNMv(),
                m.nmdaK(),
                m.nmdaGammaPerMv(),
                m.limitPa(),
                m.slewPaPerMs(),
                m.lowestMv(),
                m.highestMv(),
                m.chargePc(),
                m.bridgeMohm(),
                m.seriesMohm(),
                m.electrodeUs(),
                m.latencyUs(),
                m.capacitancePf(),
                m.peakNs());
        to.putShort((short) m.windowSamples())
                .putShort((short) m.watchdogMs())
                .putShort((short) m.rampMs())
                .putShort((short) m.holdMs());
    }

    private static void putFloats(final ByteBuffer to, final float... values) {
        for (final float value : values) to.putFloat(value);
    }

    /**
     * Reads a frame from the host, as a device does.
     *
     * @param frame with a good checksum
     * @return the command
     * @throws IllegalArgumentException where the payload is not what its type says
     */
    public static Command command(final Frame frame) {
        final ByteBuffer b = ByteBuffer.wrap(frame.payload()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            final Command command = switch (frame.type()) {
                case 0x01 -> new Command.Hello(b.getInt(), b.get() & 0xff, b.get() & 0xff);
                case 0x02 -> getConfigure(b);
                case 0x03 -> new Command.ReadCalibration();
                case 0x04 -> new Command.Arm(b.getInt(), b.getInt());
                case 0x05 -> new Command.Start(b.getInt(), b.getInt(), Named.of(Command.Start.When.values(), b.get()));
                case 0x06 -> new Command.Stop();
                case 0x07 -> new Command.Abort();
                case 0x08 -> new Command.Heartbeat(b.getLong());
                case 0x09 ->
                    new Command.OrnsteinUhlenbeck(
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getLong());
                case 0x0a -> {
                    final boolean inhibitory = b.get() != 0;
                    final boolean poisson = b.get() != 0;
                    b.getShort();
                    yield new Command.Train(
                            inhibitory,
                            poisson,
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getInt(),
                            b.getLong());
                }
                case 0x0b -> new Command.Constant(b.getFloat(), b.getFloat(), b.getFloat());
                case 0x0c ->
                    new Command.Current(
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getFloat());
                case 0x0e -> new Command.Clear();
                case 0x13 -> new Command.WriteCalibration(Calibration.get(b));
                case 0x20 -> {
                    final int first = b.getInt();
                    b.get();
                    final int mask = b.get();
                    b.getShort();
                    final short[] units = new short[b.remaining() / 2];
                    b.asShortBuffer().get(units);
                    yield new Command.Chunk(first, mask, (frame.flags() & 1) != 0, units);
                }
                default -> throw unknown(frame);
            };
            if (payload(command).length != frame.payload().length) throw unknown(frame);
            return command;
        } catch (final BufferUnderflowException e) {
            throw unknown(frame);
        }
    }

    private static Command.Configure getConfigure(final ByteBuffer b) {
        final int hz = b.getInt();
        final int mask = b.get();
        final int every = b.get() & 0xff;
        final boolean hold = b.get() == 0;
        b.get();
        final float[] f = new float[20];
        for (int i = 0; i < f.length; i++) f[i] = b.getFloat();
        return new Command.Configure(
                hz,
                mask,
                every,
                hold,
                f[0],
                f[1],
                f[2],
                f[3],
                f[4],
                f[5],
                f[6],
                f[7],
                f[8],
                f[9],
                f[10],
                f[11],
                f[12],
                f[13],
                f[14],
                f[15],
                f[16],
                f[17],
                f[18],
                f[19],
                b.getShort() & 0xffff,
                b.getShort() & 0xffff,
                b.getShort() & 0xffff,
                b.getShort() & 0xffff);
    }

    /**
     * Reads a frame from the device.
     *
     * @param frame with a good checksum
     * @return the report
     * @throws IllegalArgumentException where the payload is not what its type says
     */
    public static Report report(final Frame frame) {
        final ByteBuffer b = ByteBuffer.wrap(frame.payload()).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return switch (frame.type()) {
                case 0x81 ->
                    new Report.HelloAck(
                            b.getInt(),
                            b.getShort() & 0xffff,
                            b.get() & 0xff,
                            b.get() & 0xff,
                            getText(b, 8),
                            getText(b, 12),
                            (b.getInt() & 1) != 0,
                            b.getInt(),
                            b.getInt(),
                            b.getInt(),
                            b.getShort() & 0xffff,
                            b.getShort() & 0xffff,
                            b.get(),
                            b.get(),
                            DeviceState.of(b.get()),
                            Fault.of(b.get()),
                            b.getInt(),
                            b.getFloat(),
                            b.getFloat(),
                            b.getInt());
                case 0x82 ->
                    new Report.Ack(
                            b.get() & 0xff,
                            AckCode.of(b.get()),
                            b.getShort() & 0xffff,
                            b.getShort() & 0xffff,
                            DeviceState.of(b.get()),
                            Fault.of(b.get()),
                            b.getInt(),
                            b.getInt(),
                            b.getInt(),
                            rest(b));
                case 0x83 -> new Report.CalibrationInForce(Calibration.get(b), b.getInt());
                case 0x88 -> new Report.HeartbeatAck(b.getLong(), b.getLong(), b.getLong(), b.getInt());
                case 0x40 -> telemetry(b);
                case 0x41 -> credit(b);
                case 0x42 -> event(b);
                default -> throw unknown(frame);
            };
        } catch (final BufferUnderflowException e) {
            throw unknown(frame);
        }
    }

    private static Report telemetry(final ByteBuffer b) {
        final int tick = b.getInt();
        final int index = b.getInt();
        final int n = b.get() & 0xff;
        final int every = b.get() & 0xff;
        final int status = b.getShort() & 0xffff;
        final int[] voltage = new int[n];
        final int[] clamp = new int[n];
        final int[] command = new int[n];
        for (int i = 0; i < n; i++) {
            voltage[i] = b.getShort() & 0xffff;
            clamp[i] = b.getShort();
            command[i] = b.getShort();
        }
        return new Report.Telemetry(tick, index, every, status, voltage, clamp, command);
    }

    private static Report credit(final ByteBuffer b) {
        final int consumed = b.getInt();
        final int contiguous = b.getInt();
        final int free = b.getInt();
        final int tick = b.getInt();
        final DeviceState state = DeviceState.of(b.get());
        final Fault fault = Fault.of(b.get());
        final int bad = b.getShort() & 0xffff;
        return new Report.Credit(
                consumed,
                contiguous,
                free,
                tick,
                state,
                fault,
                bad,
                b.getInt(),
                b.getShort() & 0xffff,
                b.getShort() & 0xffff);
    }

    private static Report event(final ByteBuffer b) {
        final boolean fault = b.get() != 0;
        final int code = b.get();
        final DeviceState state = DeviceState.of(b.getShort());
        final int tick = b.getInt();
        final float value = b.getFloat();
        if (!fault) return new Report.Happened(Named.of(Kind.values(), code - 1), state, tick, value);
        return new Report.Failed(Fault.of(code), state, tick, value, new String(rest(b), StandardCharsets.UTF_8));
    }

    private static byte[] rest(final ByteBuffer b) {
        final byte[] bytes = new byte[b.remaining()];
        b.get(bytes);
        return bytes;
    }

    private static IllegalArgumentException unknown(final Frame frame) {
        return new IllegalArgumentException("no message of this protocol: " + frame);
    }

    static void putText(final ByteBuffer to, final String text, final int length) {
        to.put(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length));
    }

    static String getText(final ByteBuffer from, final int length) {
        final byte[] bytes = new byte[length];
        from.get(bytes);
        int n = 0;
        while (n < length && bytes[n] != 0) n++;
        return new String(bytes, 0, n, StandardCharsets.US_ASCII);
    }
}
