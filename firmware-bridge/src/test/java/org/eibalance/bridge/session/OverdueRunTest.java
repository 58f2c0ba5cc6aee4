package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Credit;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.Telemetry;
import org.junit.jupiter.api.Test;

/** A run that is not over when it should be is ended by the host, whatever the device says. */
class OverdueRunTest {

    private static final int LOOP_HZ = 20_000;

    private final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1);
    private final TamperedVirtualLink line = new TamperedVirtualLink(device);

    /** A run of half a second with a steady current. */
    private static RunPlan halfASecond() {
        return Plans.constant(2, 3, -100, LOOP_HZ, 2, LOOP_HZ / 2);
    }

    /** START arrives as another one, and frames of some types not at all. */
    private void alterStart(final UnaryOperator<Command.Start> change, final Integer... lost) {
        line.toDevice(frame -> {
            if (List.of(lost).contains(frame.type())) return false;
            if (!(Command.read(frame) instanceof Command.Start start)) return true;
            final byte[] wire =
                    change.apply(start).frame(frame.session(), frame.seq()).toWire();
            try {
                device.write(wire, 0, wire.length);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        });
    }

    @Test
    void aDeviceThatRunsOnIsStoppedASecondAfterTheEnd() {
        alterStart(start -> new Command.Start(start.atTick(), 100 * LOOP_HZ, start.when()));
        try (Session session = Session.open(line, 1)) {
            final Kept kept = new Kept();
            final long from = device.nowNs();
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(halfASecond(), kept));
            assertTrue(e.getMessage().contains("run of 0.500 s"), e.getMessage());
            assertTrue(e.getMessage().contains("not over a second after its time"), e.getMessage());
            assertEquals(0, device.currentPa());
            assertEquals(DeviceState.CONFIGURED, session.status().state());
            assertEquals(1.6, (device.nowNs() - from) / 1e9, 0.15, "0.5 s, a second, and the ramps");
            assertTrue(kept.length() > 1.4 * LOOP_HZ / 2, "recorded up to its end: " + kept.length());
        }
    }

    @Test
    void aRunThatDoesNotBeginIsGivenUpWithoutACurrent() {
        alterStart(start -> new Command.Start(start.atTick() + 20 * LOOP_HZ, start.ticks(), start.when()));
        try (Session session = Session.open(line, 1)) {
            final Kept kept = new Kept();
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(halfASecond(), kept));
            assertTrue(e.getMessage().contains("did not begin within a second of its time"), e.getMessage());
            assertEquals(0, kept.begun());
            assertEquals(DeviceState.CONFIGURED, session.status().state());
            device.advance(30 * LOOP_HZ);
            assertEquals(0, device.currentPa());
        }
    }

    @Test
    void aTriggerThatDoesNotComeIsWaitedForAsLongAsWasAsked() {
        try (Session session = Session.open(line, 1)) {
            final RunPlan plan = halfASecond();
            final RunPlan waiting =
                    new RunPlan(plan.configuration(), plan.sources(), plan.stream(), plan.ticks(), 3, plan.injected());
            final long from = device.nowNs();
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(waiting, new Kept()));
            assertEquals("No trigger came at tampered line within 3.0 s: the run was given up.", e.getMessage());
            assertEquals(3, (device.nowNs() - from) / 1e9, 0.1);
            device.inputs(false, false, true);
            device.advance(LOOP_HZ);
            assertEquals(0, device.currentPa(), "the trigger comes after the host has given up");
        }
    }

    /** The device runs on and says so, though it is asked to stop: then a person must act. */
    @Test
    void aDeviceThatDoesNotStopEitherIsToBeTakenOffTheCell() {
        try (Session session = Session.open(line, 1)) {
            alterStart(start -> new Command.Start(start.atTick(), 100 * LOOP_HZ, start.when()), Types.STOP);
            line.alterFromDevice(frame -> DeviceReport.read(frame) instanceof Credit c
                    ? new Credit(0, 0, 0, c.tick(), DeviceState.RUNNING, Fault.NONE, 0, 0, 0, 0)
                            .frame(frame.session(), frame.seq())
                    : frame);
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(halfASecond(), new Kept()));
            assertTrue(e.getMessage().contains("take the headstage off the cell"), e.getMessage());
            assertTrue(e.getSuppressed()[0].getMessage().contains("not over a second after"), e.toString());
        }
    }

    @Test
    void aFrameWithAWildTickEndsTheRunAndFillsNoDisk() {
        final int[] blocks = new int[1];
        line.alterFromDevice(frame -> {
            if (!(DeviceReport.read(frame) instanceof Telemetry t) || ++blocks[0] != 20) return frame;
            return new Telemetry(
                            t.firstTick() + 30 * LOOP_HZ,
                            t.firstIndex(),
                            t.every(),
                            t.status(),
                            t.voltage(),
                            t.clampCurrent(),
                            t.commandCurrent())
                    .frame(frame.session(), frame.seq());
        });
        try (Session session = Session.open(line, 1)) {
            final Kept kept = new Kept();
            final DeviceException e = assertThrows(
                    DeviceException.class,
                    () -> session.run(Plans.constant(2, 3, -100, LOOP_HZ, 2, 5 * LOOP_HZ), kept));
            assertTrue(e.getMessage().contains("The telemetry jumps from sample"), e.getMessage());
            assertEquals(0, device.currentPa());
            // 30 s would be 300 000 samples of nothing
            assertTrue(kept.length() > 100 && kept.length() < 20 * 38, kept.length() + " samples");
        }
    }

    /** Nothing of this ends a run that is as long as it was asked to be. */
    @Test
    void aRunThatEndsInTimeIsComplete() {
        try (Session session = Session.open(line, 1)) {
            final Frame[] last = new Frame[1];
            line.alterFromDevice(frame -> last[0] = frame);
            assertTrue(session.run(halfASecond(), new Kept()).complete());
        }
    }
}
