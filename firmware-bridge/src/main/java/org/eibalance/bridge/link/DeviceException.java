package org.eibalance.bridge.link;

import org.eibalance.recording.InputException;

/**
 * Something about a device that the person at the rig can mend: it was unplugged, refuses a value, ended a measurement,
 * or its calibration does not fit. The message is one sentence for that person; whoever catches {@link InputException}
 * prints it as it stands.
 */
public class DeviceException extends InputException {

    private static final long serialVersionUID = 1L;

    /** @param sentence what is wrong with which device, and what was expected */
    public DeviceException(final String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what is wrong with which device, and what was expected
     * @param cause the fault of the system underneath
     */
    public DeviceException(final String sentence, final Throwable cause) {
        super(sentence, cause);
    }
}
