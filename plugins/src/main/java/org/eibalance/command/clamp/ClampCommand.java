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
import org.eibalance.bridge.link.Devices;
import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.link.ModelCell;
import org.eibalance.bridge.link.RealTimeDevice;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.session.Session;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.EiCommand;
import org.eibalance.recording.InputException;
import org.scijava.plugin.Parameter;

/**
 * A command that talks to a device. It opens the session, sees to the calibration (nothing is armed without one),
 * clears a fault whose cause is gone, and closes: whatever happens, no current flows when it is over. Where the device
 * fails, the last frames both ways stay in a file.
 */
public abstract class ClampCommand extends EiCommand {

    /** File of the last frames both ways, where something went wrong with the device. */
    static final String LAST_FRAMES = "last-frames.txt";

    private static final int EMBEDDED_LOOP_HZ = 100_000;

    /** A cell as small as any that is patched: the stability limit of a larger one lies higher. */
    private static final double SMALL_CELL_PF = 10;

    @Parameter(
            label = "Device",
            persist = false,
            description = "embedded, a port that list-devices names, or the path of another port.")
    private String device = Devices.EMBEDDED;

    @Parameter(
            label = "Embedded cell",
            choices = {"passive", "adaptive-exponential", "wang-buzsaki"},
            persist = false,
            description = "What the embedded device clamps.")
    private String embedded_cell = "passive";

    @Parameter(
            label = "Embedded device in real time",
            persist = false,
            description = "Whether the embedded device's time goes by the clock; else it runs as fast as it can.")
    private boolean real_time = false;

    private Consumer<Session> onSession = session -> {};

    /**
     * Tells of a session as soon as it is open, for a window that shows it and stops it.
     *
     * @param listener given the session, by the thread that works
     */
    public final void onSession(final Consumer<Session> listener) {
        onSession = listener;
    }

    /** What is done in a session. */
    @FunctionalInterface
    protected interface Work<T> {

        /**
         * @param session open, without a latched fault
         * @return what came of it
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

    /** Keeps what went both ways last, for whoever looks for the reason. */
    private InputException withFrames(final InputException e, final Session session) {
        final Path file = outputFolder().resolve(name(getClass())).resolve(LAST_FRAMES);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, session.lastFrames());
        } catch (final IOException noRoom) {
            e.addSuppressed(noRoom);
            return e;
        }
        return new InputException(e.getMessage() + " The last frames both ways are in " + file + ".", e);
    }

    private Link link() {
        final Link link = Devices.open(device.strip(), cell(), EMBEDDED_LOOP_HZ, 1);
        return link instanceof WasmDevice embedded && real_time ? new RealTimeDevice(embedded) : link;
    }

    /** What the embedded device clamps. */
    ModelCell cell() {
        return switch (embedded_cell) {
            case "adaptive-exponential" -> ModelCell.adaptiveExponential();
            case "wang-buzsaki" -> ModelCell.wangBuzsaki();
            default -> ModelCell.passive();
        };
    }

    /** Whether the device is the one inside the program, whose every run is the same. */
    protected final boolean isEmbedded() {
        return device.strip().equals(Devices.EMBEDDED);
    }

    /** Date and time for a recording; none for the embedded device in its own time. */
    protected final Optional<LocalDateTime> now() {
        return isEmbedded() && !real_time ? Optional.empty() : Optional.of(LocalDateTime.now(ZoneId.systemDefault()));
    }

    /**
     * The calibration to arm with. The embedded device is measured at once, on a passive cell; any other must have
     * been, not too long ago.
     *
     * @param session with the device
     * @param file where it lies; auto for that of this device in the user's folder
     * @param mostDays oldest that counts
     * @return the calibration, fresh and of this device
     * @throws InputException if there is none, or it does not vouch for the device
     */
    protected final RigCalibration calibration(final Session session, final String file, final int mostDays) {
        if (isEmbedded() && file.equals(AutoNumber.AUTO)) {
            final ModelCell model = ModelCell.passive();
            try (Session twin = Session.open(new WasmDevice(model, EMBEDDED_LOOP_HZ, 1))) {
                return new CalibrationProcedure(1000 / model.leakNs(), model.leakReversalMv(), 20, 300, 5)
                        .measure(twin, LineFit.NONE, LineFit.NONE, LocalDate.EPOCH, done -> {});
            }
        }
        final RigCalibration rig = CalibrationStore.load(
                file.equals(AutoNumber.AUTO)
                        ? CalibrationStore.ofUser(session.device().board())
                        : Path.of(file));
        rig.check(session.device(), session.calibration().crc(), LocalDate.now(ZoneId.systemDefault()), mostDays);
        return rig;
    }

    /**
     * The stability of the rig with the cell's capacitance.
     *
     * @param rig its calibration, of which electrode and latency are taken
     * @param capacitancePf a number, or auto: that of the embedded cell, else that of a small one, never that of the
     *     model cell of the calibration, which would allow a small cell too much
     * @return the limit
     * @throws InputException if it is neither
     */
    protected final StabilityLimit stability(final RigCalibration rig, final String capacitancePf) {
        return rig.stability(AutoNumber.parse("capacitance_pf", capacitancePf, 0.1, 100_000)
                .orElse(isEmbedded() ? cell().capacitancePf() : Math.min(SMALL_CELL_PF, rig.capacitancePf())));
    }
}
