package org.eibalance.bridge.link;

import com.fazecast.jSerialComm.SerialPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eibalance.recording.InputException;

/** The devices that can be reached. */
public final class Devices {

    /** The name of the device inside the program. */
    public static final String EMBEDDED = "embedded";

    private Devices() {}

    /**
     * A device that may be there.
     *
     * @param name what {@link #open} takes
     * @param description one sentence
     */
    public record Listed(String name, String description) {}

    /**
     * The embedded device, then the serial ports that the system lists. Whether a dynamic clamp answers at a port is
     * known only when it is opened. Pseudo-terminals are never listed.
     *
     * @return at least one
     */
    public static List<Listed> list() {
        final List<Listed> devices = new ArrayList<>();
        devices.add(new Listed(EMBEDDED, "The firmware itself with a model cell, inside this program."));
        Stream.of(SerialPort.getCommPorts())
                .map(port -> new Listed(port.getSystemPortPath(), sentence(port)))
                .sorted(Comparator.comparing(Listed::name))
                .forEach(devices::add);
        return devices;
    }

    private static String sentence(final SerialPort port) {
        final String text =
                port.getDescriptivePortName().replaceAll("\\s+", " ").strip();
        return "Serial port" + (text.isEmpty() ? "." : ": " + text + ".");
    }

    /**
     * Opens a device.
     *
     * @param name embedded, a port of the list, or the path of another port
     * @param cell what the embedded device clamps
     * @param loopHz rate of the embedded device
     * @param seed of the embedded device's noise
     * @return the embedded device on virtual time, or the port
     * @throws InputException if no device is named
     * @throws DeviceException if there is no such port, or another program has it
     */
    public static Link open(final String name, final EmbeddedCell cell, final int loopHz, final int seed) {
        if (name.isBlank())
            throw new InputException("No device is named: embedded or the path of a port was expected.");
        if (name.equals(EMBEDDED)) return new WasmDevice(cell, loopHz, seed);
        return SerialLink.open(name, SerialLink.DEFAULT_BAUD);
    }
}
