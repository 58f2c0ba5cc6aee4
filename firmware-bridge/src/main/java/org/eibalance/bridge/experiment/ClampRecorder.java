package org.eibalance.bridge.experiment;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.Session;
import org.eibalance.format.clamp.ClampFileHeader;
import org.eibalance.format.clamp.ClampFileWriter;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.RecordingSink;

/**
 * Records runs as they go, one sweep each: V, the clamp current, the command current (apart: an estimator that took
 * their sum for the injected current would remove the conductance it looks for), g_E, g_I and the trigger.
 */
public final class ClampRecorder implements RunListener, AutoCloseable {

    /** Index of V in the file. */
    public static final int POTENTIAL = 0;

    /** Index of the clamp current. */
    public static final int CLAMP = 1;

    /** Index of the command current. */
    public static final int COMMAND = 2;

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private static final List<ClampFileHeader.Signal> CHANNELS = List.of(
            new ClampFileHeader.Signal("V", "mV", ClampMode.CURRENT_CLAMP),
            new ClampFileHeader.Signal("clamp", "pA", ClampMode.UNKNOWN),
            new ClampFileHeader.Signal("command", "pA", ClampMode.UNKNOWN),
            new ClampFileHeader.Signal("g_E", "nS", ClampMode.UNKNOWN),
            new ClampFileHeader.Signal("g_I", "nS", ClampMode.UNKNOWN),
            new ClampFileHeader.Signal("trigger", "", ClampMode.UNKNOWN));

    private final RecordingSink sink;
    private final int loopHz;
    private Injection injection;
    private long firstTick = -1;
    private double startS;

    private ClampRecorder(final RecordingSink sink, final int loopHz, final Injection injection) {
        this.sink = sink;
        this.loopHz = loopHz;
        this.injection = injection;
    }

    /**
     * Begins a file.
     *
     * @param file new
     * @param session whose runs will come
     * @param injection of the first run
     * @param rig its calibration
     * @param start date and time; empty for a recording that shall be the same each time
     * @return the recorder
     * @throws org.eibalance.recording.InputException if it cannot be written
     */
    public static ClampRecorder create(
            final Path file,
            final Session session,
            final Injection injection,
            final RigCalibration rig,
            final Optional<LocalDateTime> start) {
        final int loopHz = session.device().loopHz();
        final Map<String, String> details = new LinkedHashMap<>();
        details.put(
                "protocol",
                JSON.toJson(new Protocol(
                        injection.source().text(),
                        injection.source().seed(),
                        injection.gainE(),
                        injection.gainI(),
                        injection.reversalEMv(),
                        injection.reversalIMv(),
                        injection.junctionMv(),
                        "applied once: "
                                + "reversals were sent with the junction potential added, V is as the amplifier "
                                + "shows it",
                        injection.bridgeMohm(),
                        injection.sines())));
        // Not Map.of, whose order differs from one run of the program to the next.
        final Map<String, Object> device = new LinkedHashMap<>();
        device.put("board", session.device().board());
        device.put("firmware", session.device().firmware());
        device.put("loop_hz", loopHz);
        details.put("device", JSON.toJson(device));
        details.put("device calibration", JSON.toJson(session.calibration()));
        details.put("rig calibration", JSON.toJson(rig));
        return new ClampRecorder(
                ClampFileWriter.create(
                        file,
                        ClampFileHeader.of(
                                (double) loopHz / injection.every(loopHz), start, CHANNELS, COMMAND, details)),
                loopHz,
                injection);
    }

    private record Protocol(
            String source,
            long seed,
            double gainE,
            double gainI,
            double reversalEMv,
            double reversalIMv,
            double junctionMv,
            String junction,
            double bridgeMohm,
            List<Injection.Sine> sines) {}

    /**
     * The next runs are of another injection; each sweep begins with a tag that says what was injected in it.
     *
     * @param next of the same session
     */
    public void playing(final Injection next) {
        injection = next;
    }

    @Override
    public void began(final long tick) {
        if (firstTick < 0) firstTick = tick;
        startS = (double) (tick - firstTick) / loopHz;
        sink.beginSweep(startS);
        sink.tag(startS, injection.sentence());
    }

    @Override
    public void samples(final float[][] samples, final int length) {
        sink.append(samples, length);
    }

    @Override
    public void happened(final double timeS, final String text) {
        sink.tag(startS + timeS, text);
    }

    @Override
    public void ended(final RunOutcome outcome) {
        if (!outcome.complete() && outcome.beginTick() >= 0)
            sink.tag(startS + (double) (outcome.endTick() - outcome.beginTick()) / loopHz, outcome.sentence());
    }

    @Override
    public void close() {
        sink.close();
    }
}
