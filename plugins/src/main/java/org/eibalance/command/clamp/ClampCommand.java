package org.eibalance.command.clamp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Consumer;
import org.eibalance.bridge.calibration.CalibrationProcedure;
import org.eibalance.bridge.calibration.CalibrationStore;
import org.eibalance.bridge.calibration.LineFit;
import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.RigCheck;
import org.eibalance.bridge.link.Devices;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.session.Session;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.recording.InputException;
import org.scijava.plugin.Parameter;

/**
 * A command that works with a device. It opens the session, checks the calibration (nothing is armed without one),
 * clears a fault whose cause is gone, and closes the session. In every case no current flows at the end. If the device
 * fails, the last frames in both directions are kept in a file.
 */
public abstract class ClampCommand extends EiCommand {

    /** What the embedded device clamps. */
    private enum CellKind {
        PASSIVE,
        ADAPTIVE_EXPONENTIAL,
        WANG_BUZSAKI
    }

    private static final Choice<CellKind> EMBEDDED_CELL = Choice.of("embedded_cell", CellKind.class);

    /** File with the last frames in both directions, written if the device failed. */
    static final String LAST_FRAMES = "last-frames.txt";

    private static final int EMBEDDED_LOOP_HZ = 100_000;

    @Parameter(
            label = "Device",
            persist = false,
            description = "embedded, a port from list-devices, or the path of another port.")
    private String device = Devices.EMBEDDED;

    @Parameter(
            label = "Embedded cell",
            choices = {"passive", "adaptive-exponential", "wang-buzsaki"},
            persist = false,
            description = "Model cell that the embedded device clamps.")
    private String embedded_cell = "passive";

    @Parameter(
            label = "Embedded device in real time",
            persist = false,
            description = "Whether the embedded device runs in real time. false: as fast as possible.")
    private boolean real_time = false;

    private Consumer<Session> onSession = session -> {};

    /**
     * Reports the session as soon as it is open, for a window that shows and stops it.
     *
     * @param listener receives the session, on the working thread
     */
    public final void onSession(final Consumer<Session> listener) {
        onSession = listener;
    }

    /** The work in a session. */
    @FunctionalInterface
    protected interface Work<T> {

        /**
         * @param session open, without a latched fault
         * @return the result
         */
        T in(Session session);
    }

    /** Opens the device, works, closes. */
    protected final <T> T withSession(final Work<T> work) {
        try (Session session = Session.open(link())) {
            RunningInjections.add(session);
            try {
                onSession.accept(session);
                final Fault before = session.clear();
                if (before != Fault.NONE) status("The device had stopped: " + before.sentence() + ".");
                return work.in(session);
            } catch (final InputException e) {
                throw session.hasFailed() ? withFrames(e, session) : e;
            } finally {
                RunningInjections.remove(session);
            }
        }
    }

    /** Keeps the last frames in both directions, to find the reason. */
    private InputException withFrames(final InputException e, final Session session) {
        final Path file = outputFolder().resolve(name()).resolve(LAST_FRAMES);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, session.lastFrames());
        } catch (final IOException noRoom) {
            e.addSuppressed(noRoom);
            return e;
        }
        return new InputException(e.getMessage() + " The last frames in both directions are in " + file + ".", e);
    }

    private Link link() {
        final Link link = Devices.open(device.strip(), cell(), EMBEDDED_LOOP_HZ, 1);
        return link instanceof WasmDevice embedded && real_time ? new RealTimeDevice(embedded) : link;
    }

    /** What the embedded device clamps. */
    EmbeddedCell cell() {
        return switch (EMBEDDED_CELL.parse(embedded_cell)) {
            case PASSIVE -> EmbeddedCell.passive();
            case ADAPTIVE_EXPONENTIAL -> EmbeddedCell.adaptiveExponential();
            case WANG_BUZSAKI -> EmbeddedCell.wangBuzsaki();
        };
    }

    /** Whether the device is the embedded one, whose runs are all the same. */
    protected final boolean isEmbedded() {
        return device.strip().equals(Devices.EMBEDDED);
    }

    /** Date and time for a recording; empty if the embedded device does not run in real time. */
    protected final Optional<LocalDateTime> now() {
        return isEmbedded() && !real_time ? Optional.empty() : Optional.of(LocalDateTime.now(ZoneId.systemDefault()));
    }

    /**
     * The calibration to arm with. The embedded device is measured now, on a passive cell. Any other device must have
     * been calibrated recently enough.
     *
     * @param session with the device
     * @param file its path; auto for that of this device in the folder of the user
     * @param maxDays maximum age in days
     * @return the calibration of this device, not too old
     * @throws InputException if there is none, or it is not one of this device
     */
    protected final RigCalibration calibration(final Session session, final String file, final int maxDays) {
        if (isEmbedded() && file.equals(AutoNumber.AUTO)) {
            final EmbeddedCell model = EmbeddedCell.passive();
            try (Session twin = Session.open(new WasmDevice(model, EMBEDDED_LOOP_HZ, 1))) {
                return CalibrationProcedure.of(model)
                        .measure(twin, LineFit.NONE, LineFit.NONE, LocalDate.EPOCH, done -> {});
            }
        }
        final RigCalibration rig = CalibrationStore.load(
                file.equals(AutoNumber.AUTO) ? CalibrationStore.ofUser(session.device()) : Path.of(file));
        rig.check(session.device(), session.calibration().crc(), LocalDate.now(ZoneId.systemDefault()), maxDays);
        return rig;
    }

    /**
     * Confirms, by a pulse of at most 20 pA, that a current asked for is the one that flows: before any other run on a
     * device that is not the embedded one.
     *
     * @param session with the device
     * @param stability of the rig
     * @param expectedMohm resistance that the seal test showed; 0 for none
     * @throws InputException if none is given, or V answers otherwise; nothing else was injected then
     */
    protected final void confirmRig(final Session session, final StabilityLimit stability, final double expectedMohm) {
        if (isEmbedded()) return;
        status("The check pulse finds " + Math.round(RigCheck.mohm(session, stability, expectedMohm))
                + " MOhm, as expected.");
    }

    /**
     * The stability limit of the rig with the capacitance of the cell.
     *
     * @param rig its calibration, from which electrode and latency are used
     * @param capacitancePf a number, or auto: that of the embedded cell, else that of a small one, never that of the
     *     model cell of the calibration, which would allow a small cell too much
     * @return the limit
     * @throws InputException if the text is neither
     */
    protected final StabilityLimit stability(final RigCalibration rig, final String capacitancePf) {
        return rig.stability(AutoNumber.parse("capacitance_pf", capacitancePf, 0.1, 100_000)
                .orElse(
                        isEmbedded()
                                ? cell().capacitancePf()
                                : Math.min(StabilityLimit.SMALL_CELL_PF, rig.capacitancePf())));
    }
}
