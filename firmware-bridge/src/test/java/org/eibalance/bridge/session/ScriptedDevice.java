package org.eibalance.bridge.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceFault;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Message;
import org.eibalance.bridge.protocol.Telemetry;

/**
 * A device without a cell that obeys the protocol and plays every run to its end, on virtual time. A test decides which
 * of its reports come, and adds others at ticks of the run. V is 100 codes, both currents are 12 codes.
 */
class ScriptedDevice implements VirtualLink {

    static final int LOOP_HZ = 20_000;
    static final int RING = 1024;
    static final int RAMP_TICKS = 200;

    /** Ticks from credit to credit, and from telemetry to telemetry. */
    static final int CREDIT_TICKS = 100;

    static final int BLOCK_TICKS = 20;

    private static final int SESSION = 7;
    private static final long SERIAL = 5;
    private static final int CRC = 77;

    /** 0.01 mV a code, 6 codes a pA. */
    static final Calibration CALIBRATION = new Calibration(0.01f, -327.68f, 6, 32_768, 20_000, "script", SERIAL);

    private final FrameReader reader = new FrameReader();
    private final ArrayDeque<byte[]> toRead = new ArrayDeque<>();
    private final List<Command> heard = new ArrayList<>();
    private final TreeMap<Long, List<DeviceReport>> script = new TreeMap<>();
    private Predicate<DeviceReport> comes = report -> true;
    private long tick;
    private DeviceState state = DeviceState.IDLE;
    private Fault fault = Fault.NONE;
    private int received;
    private int underruns;
    private int rxWindow = 2048;
    private int every = 2;
    private long begin = -1;
    private long end = -1;
    private long zero = -1;
    private int streamTicks;
    private int longer;
    private Runnable atTheEnd;

    /** Only these of its reports arrive from now on. */
    void comes(final Predicate<DeviceReport> which) {
        comes = which;
    }

    /** Says something at a tick of the run, counted from its first one. */
    void says(final int runTick, final DeviceReport report) {
        script.computeIfAbsent((long) runTick, t -> new ArrayList<>()).add(report);
    }

    /** The window that it announces. */
    void rxWindow(final int bytes) {
        rxWindow = bytes;
    }

    /** So many times the stream was late. */
    void underruns(final int times) {
        underruns = times;
    }

    /** A run lasts so many ticks longer than was asked for. */
    void lastsLonger(final int ticks) {
        longer = ticks;
    }

    /** What it was told to do when the program ends. */
    Runnable atTheEnd() {
        return atTheEnd;
    }

    @Override
    public void whenTheProgramEnds(final Runnable action) {
        atTheEnd = action;
    }

    List<Command> heard() {
        return heard;
    }

    <C extends Command> List<C> heard(final Class<C> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** First tick of the last run. */
    long begin() {
        return begin;
    }

    long tick() {
        return tick;
    }

    /** A fault from now on. */
    void fail(final Fault why) {
        fault = why;
        state = DeviceState.FAULT;
        end = tick;
        zero = tick;
        say(new DeviceFault(why, state, (int) tick, 3.5f, "told"));
    }

    private void say(final DeviceReport report) {
        if (comes.test(report)) toRead.add(report.frame(SESSION, 0).toWire());
    }

    private void event(final DeviceEvent.Kind kind) {
        say(new DeviceEvent(kind, state, (int) tick, 0));
    }

    private void ok(final Frame frame, final byte[] inForce) {
        say(new Ack(
                frame.type(), AckCode.OK, frame.seq(), 0, state, fault, CRC, CALIBRATION.crc(), (int) tick, inForce));
    }

    private void hear(final Frame frame) {
        final Command command = Command.read(frame);
        heard.add(command);
        byte[] inForce = new byte[0];
        if (command instanceof Command.Hello hello) {
            say(greeting(hello.nonce()));
            return;
        }
        if (command instanceof Command.ReadCalibration) {
            say(new DeviceReport.CalibrationInForce(CALIBRATION, CALIBRATION.crc()));
            return;
        }
        if (command instanceof Command.Heartbeat beat) {
            say(new DeviceReport.HeartbeatAck(beat.hostTime(), tick * 50, tick * 50, (int) tick));
            return;
        }
        if (command instanceof Chunk chunk) {
            received = chunk.firstIndex() + chunk.units().length / Integer.bitCount(chunk.mask());
            if (chunk.last()) streamTicks = received * LOOP_HZ / 10_000;
            return;
        }
        if (command instanceof Configure configure) {
            state = DeviceState.CONFIGURED;
            received = 0;
            every = configure.telemetryEvery();
            inForce = configure.payload();
        } else if (command instanceof Command.Start start
                && start.when() == Command.Start.When.AT_TICK
                && start.atTick() <= tick) {
            say(new Ack(
                    frame.type(),
                    AckCode.TOO_LATE,
                    frame.seq(),
                    0,
                    state,
                    fault,
                    CRC,
                    CALIBRATION.crc(),
                    (int) tick,
                    inForce));
            return;
        } else if (command instanceof Command.Arm) state = DeviceState.ARMED;
        else if (command instanceof Command.Start start) {
            begin = start.when() == Command.Start.When.AT_TICK ? start.atTick() : tick + 100;
            end = begin + (start.ticks() > 0 ? start.ticks() : streamTicks) + longer;
            zero = end + RAMP_TICKS;
        } else if (command instanceof Command.Stop && DeviceView.live(state)) {
            end = tick + 1;
            zero = end + RAMP_TICKS;
        } else if (command instanceof Command.Abort) {
            fail(Fault.ABORT);
        } else if (command instanceof Command.Clear) {
            fault = Fault.NONE;
            state = DeviceState.IDLE;
        }
        ok(frame, inForce);
    }

    private HelloAck greeting(final int nonce) {
        return new HelloAck(
                nonce,
                SESSION,
                Message.MAJOR,
                Message.MINOR,
                "hash",
                "script",
                true,
                LOOP_HZ,
                1_000_000,
                RING,
                254,
                rxWindow,
                16,
                16,
                state,
                fault,
                CALIBRATION.crc(),
                5000,
                100,
                (int) tick,
                SERIAL);
    }

    private void step() {
        tick++;
        if (tick == begin) {
            state = DeviceState.RUNNING;
            event(DeviceEvent.Kind.BEGIN);
        }
        final List<DeviceReport> now = begin < 0 ? null : script.get(tick - begin);
        if (now != null) now.forEach(this::say);
        final boolean live = state == DeviceState.RUNNING || state == DeviceState.RAMPDOWN;
        if (live && (tick - begin) % BLOCK_TICKS == 0 && tick > begin) {
            final int n = BLOCK_TICKS / every;
            final int[] v = new int[n];
            final int[] codes = new int[n];
            java.util.Arrays.fill(v, 100);
            java.util.Arrays.fill(codes, 12);
            say(new Telemetry((int) tick - BLOCK_TICKS, 0, every, state.ordinal() << 8, v, codes, codes));
        }
        if (live && tick == end) {
            final boolean stopped = heard.get(heard.size() - 1) instanceof Command.Stop
                    || heard(Command.Stop.class).size() > 0;
            state = DeviceState.RAMPDOWN;
            event(stopped ? DeviceEvent.Kind.STOP : DeviceEvent.Kind.DONE);
        }
        if (DeviceView.live(state) && tick == zero) {
            state = DeviceState.CONFIGURED;
            event(DeviceEvent.Kind.ZERO);
        }
        if (tick % CREDIT_TICKS == 0) say(credit());
    }

    private Credit credit() {
        return new Credit(0, received, RING - received % RING, (int) tick, state, fault, 0, underruns, 0, 0);
    }

    @Override
    public void pass(final long ns) {
        for (final long until = nowNs() + ns; nowNs() < until; ) step();
    }

    @Override
    public long nowNs() {
        return tick * 1_000_000_000L / LOOP_HZ;
    }

    @Override
    public String name() {
        return "script";
    }

    @Override
    public int read(final byte[] into, final int from, final int length, final long timeoutMs) {
        if (toRead.isEmpty()) return 0;
        final byte[] next = toRead.poll();
        System.arraycopy(next, 0, into, from, next.length);
        return next.length;
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) {
        reader.accept(bytes, from, length, this::hear);
    }

    @Override
    public void close() {
        // nothing to close
    }
}
