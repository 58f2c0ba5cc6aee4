package org.eibalance.bridge.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceFault;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Telemetry;

/** One run, from CONFIG to the last telemetry. */
final class Run {

    private static final long MS = Conversation.MS;
    private static final long FILLING_NS = 5000 * MS;

    /** Longest wait for what is still on the way when a run is over. */
    private static final long DRAIN_NS = 300 * MS;

    /** How long before its first tick a run is asked for, at first; four times longer each time that was too late. */
    private static final int FIRST_LEAD_MS = 20;

    private static final int MAX_LEAD_MS = 1500;

    private static final int FIRST_MINOR_WITH_SERIAL = 1;

    private final Dialogue dialogue;
    private final Conversation conversation;
    private final Calibration calibration;
    private final RunPlan plan;
    private final RunListener listener;
    private final HelloAck device;
    private final int every;
    private final RunDeadline deadline;
    private volatile TelemetryGrid grid;
    private Fault fault = Fault.NONE;
    private String faultText = "";
    private boolean stopped;
    private boolean stopSent;
    /** Whether START was sent; the device may have obeyed though no answer came. */
    private boolean startAsked;

    private boolean begun;
    private boolean limited;
    private long begin = -1;
    private long end = -1;
    private long zero = -1;
    private long startedTick;

    Run(final Dialogue dialogue, final Calibration calibration, final RunPlan plan, final RunListener listener) {
        this.dialogue = dialogue;
        this.calibration = calibration;
        conversation = dialogue.conversation();
        this.plan = plan;
        this.listener = listener;
        device = dialogue.device();
        every = plan.configuration().telemetryEvery();
        deadline = new RunDeadline(plan, planned(), device.loopHz(), dialogue.name());
    }

    RunOutcome go() {
        try {
            prepare();
        } catch (final Dialogue.Stopped e) {
            dialogue.halt();
            if (conversation.lost() != null) throw new DeviceException(conversation.lost());
            stopped = true;
            if (startAsked) fetch();
            if (!begun) return outcome();
        }
        while (zero < 0 || end < 0) {
            final long left = deadline.leftNs(dialogue.nowNs());
            if (left <= 0) throw deadline.overdue();
            dialogue.await(this::news, left);
            stopWhereRequested();
            fetch();
            noticeEnd();
        }
        final long until = dialogue.nowNs() + DRAIN_NS;
        while (begun && every > 0 && !grid.reaches(end) && dialogue.nowNs() < until) {
            dialogue.await(this::newTelemetry, until - dialogue.nowNs());
            fetch();
        }
        if (begun && complete() && every > 0) grid.fillTo(end);
        return outcome();
    }

    /** Everything up to START. */
    private void prepare() {
        if (dialogue.stopRequested()) throw new Dialogue.Stopped();
        checkNamed();
        final Ack configured = dialogue.ask(plan.configuration());
        checkInForce(configured.inForce());
        int crc = configured.configurationCrc();
        for (final Command source : plan.sources()) crc = dialogue.ask(source).configurationCrc();
        if (plan.stream().isPresent()) fill(plan.stream().get());
        synchronized (conversation) {
            conversation.forget();
        }
        if (dialogue.stopRequested()) throw new Dialogue.Stopped();
        dialogue.ask(new Command.Arm(calibration.crc(), crc));
        if (dialogue.stopRequested()) throw new Dialogue.Stopped();
        start();
    }

    /** A device that does not say which rig it is may have the calibration of another one. */
    private void checkNamed() {
        if (device.minor() < FIRST_MINOR_WITH_SERIAL)
            throw new DeviceException("The device at " + dialogue.name() + " speaks version " + device.major() + "."
                    + device.minor() + " of the protocol, in which a device does not say which rig it is: nothing is "
                    + "armed, flash the firmware that came with this program.");
        if (device.serial() == 0 || calibration.serial() != device.serial())
            throw new DeviceException("The device at " + dialogue.name() + " has "
                    + (device.serial() == 0 ? "no serial number" : "a calibration of another rig")
                    + ": nothing is armed, since a wrong scaling would be a wrong current.");
    }

    /** The device echoes what it has put into force: it must be, byte by byte, what was sent. */
    private void checkInForce(final byte[] inForce) {
        final Configure sent = plan.configuration();
        final int at = Arrays.mismatch(sent.payload(), inForce);
        if (at < 0) return;
        final String field = sent.fieldAt(at)
                .map(f -> f.name() + " was sent as " + f.value() + " and is not that now")
                .orElse("its length is another one");
        throw new DeviceException("The device at " + dialogue.name()
                + " has put another configuration into force than it was sent (" + field + "): nothing was armed.");
    }

    private void fill(final SampleStream stream) {
        // Two chunks fit into the window at once, and four into the ring.
        final int chunk = Math.max(
                1,
                Math.min(
                        Math.min(Chunk.maxSamples(stream.mask()), device.ringSamples() / 4),
                        Chunk.maxSamples(stream.mask(), device.rxWindow() / 2)));
        final StreamSender sender = new StreamSender(stream, device.ringSamples(), chunk);
        synchronized (conversation) {
            conversation.stream(sender);
        }
        dialogue.await(() -> sender.filled() || dialogue.stopRequested(), FILLING_NS);
        if (dialogue.stopRequested()) throw new Dialogue.Stopped();
        if (!sender.filled())
            throw new DeviceException(
                    "The device at " + dialogue.name() + " did not take the first samples of the stream within "
                            + FILLING_NS / MS + " ms: nothing was armed.");
    }

    private void start() {
        for (int leadMs = FIRST_LEAD_MS; ; leadMs *= 4) {
            final long at;
            synchronized (conversation) {
                startedTick = conversation.view().tick();
                startAsked = true;
                at = conversation.view().tick() + (long) leadMs * device.loopHz() / 1000;
            }
            final Command start = new Command.Start(
                    (int) at,
                    plan.ticks(),
                    plan.onTrigger() ? Command.Start.When.ON_EDGE : Command.Start.When.AT_TICK,
                    longestS());
            final Ack ack = dialogue.command(start);
            if (ack.code() == AckCode.TOO_LATE && leadMs < MAX_LEAD_MS) continue;
            if (ack.code() != AckCode.OK) throw Refusal.of(dialogue.name(), start, ack);
            synchronized (conversation) {
                startedTick = conversation.view().unwrap(ack.tick());
            }
            if (!plan.onTrigger()) begin = at;
            deadline.started(dialogue.nowNs(), at - startedTick);
            return;
        }
    }

    /** For a run that ends with its stream: its length, and a minute in which the stream may be late. */
    private int longestS() {
        if (plan.ticks() > 0) return 0;
        return (int) Math.min(planned() / device.loopHz() + 60, Integer.MAX_VALUE / device.loopHz());
    }

    private boolean news() {
        return conversation.hasNews() || (zero < 0 || end < 0) && over() || dialogue.stopRequested() && !stopSent;
    }

    /** Who requests a stop sends it too; but that thread may be held up, and this one sends it as well. */
    private void stopWhereRequested() {
        if (stopSent || !dialogue.stopRequested()) return;
        stopSent = true;
        deadline.stopSent(dialogue.nowNs());
        synchronized (conversation) {
            conversation.ask(new Command.Stop());
        }
    }

    private boolean newTelemetry() {
        return conversation.hasNews();
    }

    /** Whether the device says, after START, that no current flows or will flow. */
    private boolean over() {
        final Credit credit = conversation.view().credit();
        return credit != null
                && conversation.view().unwrap(credit.tick()) > startedTick
                && !DeviceView.live(credit.state());
    }

    private void fetch() {
        final List<TimedReport> reports;
        synchronized (conversation) {
            reports = conversation.take();
        }
        for (final TimedReport h : reports) {
            dialogue.recordActivity();
            if (h.report() instanceof Telemetry t) receive(t, h.tick());
            else if (h.report() instanceof DeviceEvent event) receive(event, h.tick());
            else if (h.report() instanceof DeviceFault failed) receive(failed, h.tick());
        }
    }

    private void receive(final Telemetry t, final long first) {
        final boolean running = t.state() == DeviceState.RUNNING;
        if (running && !begun && first >= startedTick) begin(begin >= 0 ? begin : first);
        if (!begun || first < begin) return;
        final boolean ramp = t.state() == DeviceState.RAMPDOWN && !complete();
        if (running || ramp) grid.add(t, first, ramp);
    }

    private void receive(final DeviceEvent h, final long tick) {
        if (tick < startedTick) return;
        switch (h.kind()) {
            case BEGIN -> begin(tick);
            case DONE -> end = tick;
            case STOP -> {
                end = tick;
                stopped = true;
                tell(tick, "stopped");
            }
            case ZERO -> zero = tick;
            case RISE, FALL -> {
                final boolean high = h.kind() == DeviceEvent.Kind.RISE;
                if (begun) grid.trigger(tick, high);
                tell(tick, high ? "trigger rose" : "trigger fell");
            }
            case HOLD -> {
                if (begun) grid.hold(tick);
                tell(tick, "stream late, holding sample " + (long) h.value());
            }
            case RESUME -> {
                if (begun) grid.resume((long) h.value());
                deadline.held((long) h.value());
                tell(tick, "stream goes on after " + (long) h.value() + " ticks");
            }
            case LIMIT -> {
                limited = true;
                tell(tick, String.format(Locale.ROOT, "current limited, %.0f pA were wanted", h.value()));
            }
        }
    }

    private void receive(final DeviceFault f, final long tick) {
        if (tick < startedTick && fault != Fault.NONE) return;
        if (end < 0) end = tick;
        if (isOwnAbort(f.fault())) {
            stopped = true;
            tell(tick, "stopped");
            return;
        }
        fault = f.fault();
        faultText = String.format(Locale.ROOT, "%s (%s, value %.6g)", f.fault().sentence(), f.text(), f.value());
        tell(tick, "fault: " + faultText);
    }

    /** A cut that somebody asked for here is a stop: nothing went wrong. */
    private boolean isOwnAbort(final Fault reported) {
        return reported == Fault.ABORT && dialogue.stopRequested();
    }

    private void begin(final long tick) {
        if (begun) return;
        begin = tick;
        begun = true;
        deadline.begun(dialogue.nowNs());
        grid = new TelemetryGrid(
                begin,
                Math.max(1, every),
                plan.stream().map(s -> device.loopHz() / s.streamHz()).orElse(0),
                calibration,
                plan.injected(),
                device.loopHz(),
                listener);
        listener.began(begin);
    }

    private void tell(final long tick, final String text) {
        if (begun) listener.happened((double) (tick - begin) / device.loopHz(), text);
    }

    /** Each event may be lost on the line; then the credits, which come all the time, show the end. */
    private void noticeEnd() {
        synchronized (conversation) {
            // The reports that wait say when the end was; a credit says only that it was, and whether by a fault.
            if (zero >= 0 && end >= 0 || conversation.hasNews() || !over()) return;
            if (zero < 0)
                zero = conversation.view().unwrap(conversation.view().credit().tick());
            final Fault latched = conversation.view().fault();
            if (fault == Fault.NONE && latched != Fault.NONE && !isOwnAbort(latched)) {
                fault = latched;
                faultText = fault.sentence();
            }
            if (end >= 0) return;
            final long last = begin >= 0 && planned() > 0 ? begin + planned() : zero;
            stopped |= fault == Fault.NONE && (dialogue.stopRequested() || zero < last);
            end = complete() ? Math.min(zero, last) : zero;
        }
    }

    private long planned() {
        return plan.ticks() > 0
                ? plan.ticks()
                : plan.stream().map(SampleStream::ticks).orElse(0L);
    }

    private boolean complete() {
        return fault == Fault.NONE && !stopped;
    }

    private RunOutcome outcome() {
        final boolean recorded = grid != null;
        final int underruns;
        final long resent;
        final List<String> frames;
        synchronized (conversation) {
            underruns = conversation.view().credit() == null
                    ? 0
                    : conversation.view().credit().underruns();
            resent = conversation.sender() == null ? 0 : conversation.sender().resent();
            frames = fault == Fault.NONE ? List.of() : conversation.lastFrames();
        }
        return new RunOutcome(
                fault,
                sentence(),
                stopped,
                begun ? begin : -1,
                end,
                zero,
                recorded ? grid.samples() : 0,
                recorded ? grid.missing() : 0,
                underruns,
                limited,
                resent,
                frames);
    }

    private String sentence() {
        if (fault != Fault.NONE) return ("The device stopped the run: " + faultText + ". " + fault.remedy()).strip();
        if (stopped) return begun ? "The run was stopped." : "The run was stopped before it began.";
        return "The run went on to its end.";
    }

    /** How much of the stream lies in the device, in ms. */
    double bufferMs(final Credit credit) {
        return plan.stream()
                .map(s -> 1000.0 * (credit.contiguous() - credit.consumed()) / s.streamHz())
                .orElse(0.0);
    }

    /** The conductances of the last sample. */
    double[] lastNs() {
        final TelemetryGrid now = grid;
        return now == null ? new double[2] : now.lastNs();
    }

    /** Samples of telemetry that did not come. */
    long missing() {
        final TelemetryGrid now = grid;
        return now == null ? 0 : now.missing();
    }
}
