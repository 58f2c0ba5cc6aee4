package org.eibalance.command.clamp;

import java.util.List;
import org.eibalance.bridge.link.Devices;

/** The devices that the dynamic clamp may reach, for standard output. */
public final class ListDevices {

    private ListDevices() {}

    /** One device a line: name, tab, one sentence. Pseudo-terminals are never listed. */
    public static List<String> lines() {
        return Devices.list().stream()
                .map(device -> device.name() + "\t" + device.description())
                .toList();
    }
}
