package org.eibalance.command.clamp;

import java.util.List;
import org.eibalance.bridge.link.Devices;

/** The devices that the dynamic clamp can use, for standard output. */
public final class ListDevices {

    private ListDevices() {}

    /** One line for each device: name, tab, one sentence. Pseudo-terminals are not listed. */
    public static List<String> lines() {
        return Devices.list().stream()
                .map(device -> device.name() + "\t" + device.description())
                .toList();
    }
}
