package org.eibalance.bridge.calibration;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.recording.InputException;

/** Calibrations as files: readable JSON with a checksum, replaced whole. */
public final class CalibrationStore {

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private CalibrationStore() {}

    /** What stands in a file. */
    private record Kept(RigCalibration calibration, String crc32c) {}

    /**
     * Where the calibrations of the person who runs the program lie.
     *
     * @param device which board, and which of its kind
     * @return the file of this device; it may not be there
     */
    public static Path ofUser(final HelloAck device) {
        return Path.of(
                System.getProperty("user.home"),
                ".ei-balance",
                "calibration",
                device.board().replaceAll("[^A-Za-z0-9.-]", "_") + "-" + device.serialText() + ".json");
    }

    /**
     * Writes a calibration, whole or not at all.
     *
     * @param calibration what was measured
     * @param file where to
     * @throws InputException if it cannot be written, or one of its values is no number
     */
    public static void save(final RigCalibration calibration, final Path file) {
        final Path part = Path.of(file + ".part");
        final String json;
        try {
            json = JSON.toJson(new Kept(calibration, crc(calibration))) + "\n";
        } catch (final IllegalArgumentException e) {
            throw new InputException(
                    "The calibration is not kept: one of its values is no number (" + e.getMessage() + ").", e);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(part, json);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new InputException(
                    file + " cannot be written, a folder on a disk with room was expected (" + e.getMessage() + ").",
                    e);
        }
    }

    /**
     * Reads a calibration.
     *
     * @param file where from
     * @return what was measured
     * @throws InputException if there is none, or it is damaged
     */
    public static RigCalibration load(final Path file) {
        if (!Files.exists(file))
            throw new InputException("There is no calibration at " + file
                    + ": run calibrate-device on a model cell first, nothing is armed without.");
        final Kept kept;
        try {
            kept = JSON.fromJson(Files.readString(file), Kept.class);
        } catch (final JsonParseException | NumberFormatException e) {
            throw damaged(file, e);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (kept == null || kept.calibration == null || !crc(kept.calibration).equals(kept.crc32c))
            throw damaged(file, null);
        if (kept.calibration.serial() == null)
            throw new InputException(file + " does not say which rig it was made with, as calibrations before "
                    + "version 1.1 of the protocol: run calibrate-device again.");
        try {
            LocalDate.parse(kept.calibration.day());
        } catch (final DateTimeParseException e) {
            throw damaged(file, e);
        }
        return kept.calibration;
    }

    private static InputException damaged(final Path file, final Exception cause) {
        return new InputException(
                file
                        + " is damaged or was changed by hand: a calibration with its checksum was expected, "
                        + "run calibrate-device again.",
                cause);
    }

    private static String crc(final RigCalibration calibration) {
        final CRC32C crc = new CRC32C();
        crc.update(JSON.toJson(calibration).getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
