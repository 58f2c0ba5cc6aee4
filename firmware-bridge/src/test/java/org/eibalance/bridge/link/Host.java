package org.eibalance.bridge.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceEvent;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.protocol.Message;
import org.eibalance.bridge.protocol.Telemetry;

/** The least that a host does, for tests. */
final class Host {

    private final Link link;
    private final WasmDevice virtual;
    private final FrameReader reader = new FrameReader();
    private final byte[] bytes = new byte[4096];
    private final List<DeviceReport> reports = new ArrayList<>();
    private int session;
    private int seq;
    private Ack ack;
    private long beats;
    private Calibration calibration;
    private DeviceState state;
    private Fault fault;

    Host(final Link link) {
        this.link = link;
        virtual = link instanceof WasmDevice device ? device : null;
    }

    /** A configuration that every check of the device lets through. */
    static Configure configuration(final int mask) {
        return new Configure(
                new Configure.Stream(mask == 0 ? 0 : 10_000, mask, 0.01f, 0.01f, 0, 0),
                10,
                new Configure.Reversals(0, -75, 0),
                new Configure.MagnesiumBlock(0.28f, 0.062f),
                new Configure.Limits(2000, 1e6f, -120, 60, 3, 1e6f, 100),
                new Configure.Loop(0, 0, 0, 10, 100),
                new Configure.Deadlines(true, 200, 10, 5));
    }

    void send(final Command command) throws IOException {
        final byte[] wire = command.frame(command instanceof Command.Hello ? 0 : session, seq++)
                .toWire();
        link.write(wire, 0, wire.length);
    }

    void listen() {
        for (int n; (n = link.read(bytes, 0, bytes.length, virtual == null ? 100 : 0)) > 0; ) {
            reader.accept(bytes, 0, n, frame -> hear(DeviceReport.read(frame)));
            if (virtual == null) return;
        }
    }

    private void hear(final DeviceReport report) {
        reports.add(report);
        if (report instanceof HelloAck r) {
            session = r.session();
            state = r.state();
        } else if (report instanceof Ack r) {
            ack = r;
            state = r.state();
            fault = r.fault();
        } else if (report instanceof Credit r) {
            state = r.state();
            fault = r.fault();
        } else if (report instanceof DeviceReport.CalibrationInForce r) calibration = r.calibration();
    }

    private void await(final int limit, final java.util.function.BooleanSupplier done) {
        for (int i = 0; i < limit && !done.getAsBoolean(); i++) {
            if (virtual != null) virtual.advance(10);
            listen();
        }
        if (!done.getAsBoolean()) throw new AssertionError("no answer");
    }

    void hello() throws IOException {
        session = 0;
        send(new Command.Hello(42, Message.MAJOR, Message.MINOR));
        await(100, () -> session != 0);
        send(new Command.ReadCalibration());
        await(100, () -> calibration != null);
    }

    Ack command(final Command command) throws IOException {
        ack = null;
        send(command);
        await(100, () -> ack != null);
        return ack;
    }

    void arm() throws IOException {
        final AckCode code = command(new Command.Arm(calibration.crc(), lastConfigurationCrc()))
                .code();
        if (code != AckCode.OK) throw new AssertionError("ARM: " + code);
    }

    private int lastConfigurationCrc() {
        int crc = 0;
        for (final DeviceReport report : reports) if (report instanceof Ack r) crc = r.configurationCrc();
        return crc;
    }

    void runAlive(final int ticks) throws IOException {
        for (int left = ticks; left > 0; left -= 5000) {
            send(new Command.Heartbeat(++beats));
            virtual.advance(Math.min(left, 5000));
            listen();
        }
    }

    boolean happened(final DeviceEvent.Kind kind) {
        return reports.stream().anyMatch(r -> r instanceof DeviceEvent h && h.kind() == kind);
    }

    Telemetry telemetryIn(final DeviceState when) {
        return reports.stream()
                .filter(Telemetry.class::isInstance)
                .map(Telemetry.class::cast)
                .filter(t -> t.state() == when)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    Calibration calibration() {
        return calibration;
    }

    DeviceState state() {
        return state;
    }

    Fault fault() {
        return fault;
    }
}
