package org.eibalance.bridge.session;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Messages;
import org.eibalance.bridge.protocol.Report;
import org.eibalance.recording.InputException;

/** One run, from CONFIG to the last telemetry. */
final class Run {

    private static final long MS = Conversation.MS;
    private static final long FILLING_NS = 5000 * MS;
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    /** After its end the run waits so long for what is still on the way. */
    private static final long DRAIN_NS = 300 * MS;

    /** How long before its first tick a run is asked for; longer where that was too late. */
    private static final int FIRST_LEAD_MS = 20;

    private static final int LONGEST_LEAD_MS = 1500;

    /** Bytes of a chunk's frame beside its samples, and of a sample. */
    private static final int CHUNK_BYTES = 21;

    private static final int SAMPLE_BYTES = 4;

    private final Session session;
    private final Conversation conversation;
    private final RunPlan plan;
    private final RunListener listener;
    private final Report.HelloAck device;
    private final int every;
    private volatile TelemetryGrid grid;
    private Fault fault = Fault.NONE;
    private String faultText = "";
    private boolean stopped;
    private boolean stopTold;
    /** Whether the device was told to start; it may have obeyed though no answer came. */
    private boolean startAsked;

    private boolean begun;
    private boolean limited;
    private long begin = -1;
    private long end = -1;
    private long zero = -1;
    private long startedTick;

    Run(final Session session, final RunPlan plan, final RunListener listener) {
        this.session = session;
        conversation = session.conversation();
        this.plan = plan;
        this.listener = listener;
        device = session.device();
        every = plan.configuration().telemetryEvery();
    }

    RunOutcome go() {
        try {
            prepare();
        } catch (final Session.Stopped e) {
            session.halt();
            if (conversation.lost() != null) throw new InputException(conversation.lost());
            stopped = true;
            if (startAsked) fetch();
            if (!begun) return outcome();
        }
        while (zero < 0 || end < 0) {
            session.await(this::news, FOR_EVER);
            stopWhereWanted();
            fetch();
            noticeEnd();
        }
        final long until = session.nowNs() + DRAIN_NS;
        while (begun && every > 0 && !grid.reaches(end) && session.nowNs() < until) {
            session.await(this::newTelemetry, until - session.nowNs());
            fetch();
        }
        if (begun && complete() && every > 0) grid.fillTo(end);
        return outcome();
    }

    /** Everything up to the order to start. */
    private void prepare() {
        if (session.stopWanted()) throw new Session.Stopped();
        final Report.Ack configured = session.ask(plan.configuration());
        if (!Arrays.equals(configured.inForce(), Messages.payload(plan.configuration())))
            throw new InputException("The device at " + session.name()
                    + " has put another configuration into force than it was sent: nothing was armed.");
        int crc = configured.configurationCrc();
        for (final Command source : plan.sources()) crc = session.ask(source).configurationCrc();
        if (plan.stream().isPresent()) fill(plan.stream().get());
        synchronized (conversation) {
            conversation.forget();
        }
        if (session.stopWanted()) throw new Session.Stopped();
        session.ask(new Command.Arm(session.calibration().crc(), crc));
        if (session.stopWanted()) throw new Session.Stopped();
        start();
    }

    private void fill(final SampleStream stream) {
        final int byWindow = (device.rxWindow() / 2 - CHUNK_BYTES) / SAMPLE_BYTES;
        final int chunk = Math.max(
                1, Math.min(Math.min(Command.Chunk.maxSamples(stream.mask()), device.ringSamples() / 4), byWindow));
        final StreamSender sender = new StreamSender(stream, device.ringSamples(), chunk);
        synchronized (conversation) {
            conversation.stream(sender);
        }
        session.await(() -> sender.filled() || session.stopWanted(), FILLING_NS);
        if (session.stopWanted()) throw new Session.Stopped();
        if (!sender.filled())
            throw new InputException(
                    "The device at " + session.name() + " did not take the first samples of the stream within "
                            + FILLING_NS / MS + " ms: nothing was armed.");
    }

    private void start() {
        for (int leadMs = FIRST_LEAD_MS; ; leadMs *= 4) {
            final long at;
            synchronized (conversation) {
                startedTick = conversation.tick();
                startAsked = true;
                at = conversation.tick() + (long) leadMs * device.loopHz() / 1000;
            }
            final Report.Ack ack = session.command(new Command.Start(
                    (int) at,
                    plan.ticks(),
                    plan.onTrigger() ? Command.Start.When.ON_EDGE : Command.Start.When.AT_TICK));
            if (ack.code() == AckCode.TOO_LATE && leadMs < LONGEST_LEAD_MS) continue;
            if (ack.code() != AckCode.OK) throw Refusal.of(session.name(), ack);
            synchronized (conversation) {
                startedTick = conversation.unwrap(ack.tick());
            }
            if (!plan.onTrigger()) begin = at;
            return;
        }
    }

    private boolean news() {
        return conversation.hasNews() || (zero < 0 || end < 0) && over() || session.stopWanted() && !stopTold;
    }

    /** Who wants a stop asks for it himself; but he may be held up, and this thread comes round. */
    private void stopWhereWanted() {
        if (stopTold || !session.stopWanted()) return;
        stopTold = true;
        synchronized (conversation) {
            conversation.ask(new Command.Stop());
        }
    }

    private boolean newTelemetry() {
        return conversation.hasNews();
    }

    /** Whether the device says, after the order to start, that no current flows nor will. */
    private boolean over() {
        final Report.Credit credit = conversation.credit();
        return credit != null && conversation.unwrap(credit.tick()) > startedTick && !Conversation.live(credit.state());
    }

    private void fetch() {
        final List<Conversation.Heard> heard;
        synchronized (conversation) {
            heard = conversation.take();
        }
        for (final Conversation.Heard h : heard) {
            session.attend();
            if (h.report() instanceof Report.Telemetry t) hear(t, h.tick());
            else if (h.report() instanceof Report.Happened happened) hear(happened, h.tick());
            else if (h.report() instanceof Report.Failed failed) hear(failed, h.tick());
        }
    }

    private void hear(final Report.Telemetry t, final long first) {
        final boolean running = t.state() == DeviceState.RUNNING;
        if (running && !begun && first >= startedTick) begin(begin >= 0 ? begin : first);
        if (!begun || first < begin) return;
        final boolean ramp = t.state() == DeviceState.RAMPDOWN && !complete();
        if (running || ramp) grid.add(t, first, ramp);
    }

    private void hear(final Report.Happened h, final long tick) {
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
                final boolean high = h.kind() == Report.Happened.Kind.RISE;
                if (begun) grid.trigger(tick, high);
                tell(tick, high ? "trigger rose" : "trigger fell");
            }
            case HOLD -> {
                if (begun) grid.hold(tick);
                tell(tick, "stream late, holding sample " + (long) h.value());
            }
            case RESUME -> {
                if (begun) grid.resume((long) h.value());
                tell(tick, "stream goes on after " + (long) h.value() + " ticks");
            }
            case LIMIT -> {
                limited = true;
                tell(tick, String.format(Locale.ROOT, "current limited, %.0f pA were wanted", h.value()));
            }
        }
    }

    private void hear(final Report.Failed f, final long tick) {
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
    private boolean isOwnAbort(final Fault told) {
        return told == Fault.ABORT && session.stopWanted();
    }

    private void begin(final long tick) {
        if (begun) return;
        begin = tick;
        begun = true;
        grid = new TelemetryGrid(
                begin,
                Math.max(1, every),
                plan.stream().map(s -> device.loopHz() / s.streamHz()).orElse(0),
                session.calibration(),
                plan.injected(),
                listener);
        listener.began(begin);
    }

    private void tell(final long tick, final String text) {
        if (begun) listener.happened((double) (tick - begin) / device.loopHz(), text);
    }

    /** Each event may be lost on the line; the credits, which come all the time, then tell. */
    private void noticeEnd() {
        synchronized (conversation) {
            // What waits tells when the end was; a credit only that it was, and whether by a fault.
            if (zero >= 0 && end >= 0 || conversation.hasNews() || !over()) return;
            if (zero < 0) zero = conversation.unwrap(conversation.credit().tick());
            final Fault latched = conversation.fault();
            if (fault == Fault.NONE && latched != Fault.NONE && !isOwnAbort(latched)) {
                fault = latched;
                faultText = fault.sentence();
            }
            if (end >= 0) return;
            final long last = begin >= 0 && planned() > 0 ? begin + planned() : zero;
            stopped |= fault == Fault.NONE && (session.stopWanted() || zero < last);
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
        final boolean told = grid != null;
        final int underruns;
        final long resent;
        final List<String> frames;
        synchronized (conversation) {
            underruns =
                    conversation.credit() == null ? 0 : conversation.credit().underruns();
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
                told ? grid.samples() : 0,
                told ? grid.missing() : 0,
                underruns,
                limited,
                resent,
                frames);
    }

    private String sentence() {
        if (fault != Fault.NONE) return "The device stopped the run: " + faultText + ".";
        if (stopped) return begun ? "The run was stopped." : "The run was stopped before it began.";
        return "The run went on to its end.";
    }

    /** How much of the stream lies in the device, in ms. */
    double bufferMs(final Report.Credit credit) {
        return plan.stream()
                .map(s -> 1000.0 * (credit.contiguous() - credit.consumed()) / s.streamHz())
                .orElse(0.0);
    }

    /** The conductances of the last sample. */
    double[] lastNs() {
        final TelemetryGrid told = grid;
        return told == null ? new double[2] : told.lastNs();
    }

    /** Samples of telemetry that did not come. */
    long missing() {
        final TelemetryGrid told = grid;
        return told == null ? 0 : told.missing();
    }
}
