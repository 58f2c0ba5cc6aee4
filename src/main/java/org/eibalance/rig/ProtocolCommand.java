package org.eibalance.rig;

import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Unit;

/** The command of a protocol, as a recording holds it. */
record ProtocolCommand(ClampProtocol protocol, double stepMs) implements CommandWaveform {

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Unit unit() {
        return protocol.mode() == ClampMode.VOLTAGE_CLAMP ? Unit.MILLIVOLT : Unit.PICOAMPERE;
    }

    @Override
    public double holding() {
        return protocol.firstLevel(0);
    }

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        for (int i = 0; i < length; i++) into[offset + i] = protocol.at(sweep, (from + i) * stepMs);
    }
}
