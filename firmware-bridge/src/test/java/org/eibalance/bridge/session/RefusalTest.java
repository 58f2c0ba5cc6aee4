package org.eibalance.bridge.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Ack;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.bridge.protocol.DeviceReport;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** What a device refuses, and what a person reads of it. */
class RefusalTest {

    private static final int LOOP_HZ = 20_000;
    private static final Configure GOOD = Plans.configuration(null, LOOP_HZ, 2);

    private static String refused(final Configure configuration) {
        return refused(Plans.with(Plans.constant(1, 1, 0, LOOP_HZ, 2, 100), configuration));
    }

    private static String refused(final RunPlan plan) {
        try (Session session = Session.open(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1), 1)) {
            final DeviceException e = assertThrows(DeviceException.class, () -> session.run(plan, new Kept()));
            assertFalse(session.status().state() == DeviceState.ARMED);
            return e.getMessage();
        }
    }

    private static Configure with(final Configure.Loop loop) {
        return new Configure(GOOD.stream(), 2, GOOD.reversals(), GOOD.block(), GOOD.limits(), loop, GOOD.deadlines());
    }

    private static Configure with(final Configure.Deadlines deadlines) {
        return new Configure(GOOD.stream(), 2, GOOD.reversals(), GOOD.block(), GOOD.limits(), GOOD.loop(), deadlines);
    }

    private static Configure limits(
            final float pa, final float slew, final float min, final float max, final int window, final float pc) {
        return Plans.with(GOOD, new Configure.Limits(pa, slew, min, max, window, pc, 100));
    }

    @Test
    void eachValueOutOfItsRangeIsNamedWithTheValueThatWasSent() {
        final Map<Configure, String> wrong = Map.ofEntries(
                Map.entry(
                        limits(5001, 1e6f, -120, 60, 3, 1e6f),
                        "the current limit (at most the hardware's) is 5001.0 pA"),
                Map.entry(limits(0, 1e6f, -120, 60, 3, 1e6f), "the current limit (at most the hardware's) is 0.0 pA"),
                Map.entry(limits(2000, 0, -120, 60, 3, 1e6f), "the slew limit is 0.0 pA/ms"),
                Map.entry(limits(2000, 1e6f, -260, 60, 3, 1e6f), "the lower end of the voltage window is -260.0 mV"),
                Map.entry(limits(2000, 1e6f, -120, 260, 3, 1e6f), "the upper end of the voltage window is 260.0 mV"),
                Map.entry(limits(2000, 1e6f, -120, 60, 3, 0), "the charge budget is 0.0 pC"),
                Map.entry(limits(2000, 1e6f, -120, 60, 0, 1e6f), "the length of the voltage window is 0 samples"),
                Map.entry(
                        with(new Configure.Loop(1000, 0, 0, 50, 100)),
                        "the bridge resistance (at most the hardware's) is 1000.0 MOhm"),
                Map.entry(
                        with(new Configure.Loop(-1, 0, 0, 50, 100)),
                        "the bridge resistance (at most the hardware's) is -1.0 MOhm"),
                Map.entry(with(new Configure.Loop(0, -1, 0, 50, 100)), "the residual series resistance is -1.0 MOhm"),
                Map.entry(with(new Configure.Loop(0, 0, -1, 50, 100)), "the time constant of the electrode is -1.0 us"),
                Map.entry(
                        with(new Configure.Loop(0, 0, 0, 20, 100)),
                        "the latency of the loop (at least one tick) is 20.0 us"),
                Map.entry(with(new Configure.Loop(0, 0, 0, 50, 0)), "the capacitance is 0.0 pF"),
                Map.entry(with(new Configure.Deadlines(true, 5, 10, 5)), "the watchdog time is 5 ms"),
                Map.entry(with(new Configure.Deadlines(true, 200, 0, 5)), "the ramp time is 0 ms"),
                Map.entry(with(new Configure.Deadlines(true, 200, 10, 21)), "the hold time is 21 ms"));
        wrong.forEach((configuration, name) -> assertEquals(
                "The device at embedded refuses: " + name + ", which is out of its range.", refused(configuration)));
    }

    @Test
    void aBridgeThatWouldHideTheEndOfTheConverterIsRefused() {
        // 90 MOhm times 5 nA are 450 mV: the converter's 327 mV would lie inside the window.
        final Configure c = new Configure(
                GOOD.stream(),
                2,
                GOOD.reversals(),
                GOOD.block(),
                new Configure.Limits(5000, 1e6f, -120, 60, 3, 1e6f, 1),
                new Configure.Loop(90, 90, 0, 50, 100),
                GOOD.deadlines());
        assertTrue(refused(c).contains("end of the voltage window"), refused(c));
    }

    @Test
    void aSourceOutOfItsRangeIsNamedToo() {
        final RunPlan good = Plans.constant(1, 1, 0, LOOP_HZ, 2, 100);
        final Map<Command, String> wrong = Map.of(
                new OrnsteinUhlenbeck(1, 1, 1, 1, 1, 1, 2, 1), "the correlation of both noises is 2.0",
                new OrnsteinUhlenbeck(1, 1, 0, 1, 1, 1, 0, 1), "the correlation time of g_E is 0.0 ms",
                new Current(0, 0, 0, 0, 0, 0, 1, 0, 15_000), "the frequency of the second sinusoid is 15000.0 Hz");
        wrong.forEach((source, name) -> assertTrue(
                refused(new RunPlan(good.configuration(), List.of(source), Optional.empty(), 100, 0, good.injected()))
                        .contains(" refuses: " + name + ", which"),
                name));
    }

    @Test
    void moreThanHalfOfTheStableConductanceIsNotArmedByTheDevice() {
        // Without electrode: half of C / latency = 1000 nS.
        final Configure.Limits above = new Configure.Limits(2000, 1e6f, -120, 60, 3, 1e6f, 1001);
        assertTrue(refused(Plans.with(GOOD, above)).contains("no more than 1000 nS are safe"));
    }

    private static String sentence(final AckCode code, final int detail, final Fault fault) {
        final Ack ack = new Ack(4, code, 1, detail, DeviceState.FAULT, fault, 0, 0, 0, new byte[0]);
        final InputException e = Refusal.of("port", new Command.Arm(1, 2), ack);
        assertTrue(e.getMessage().startsWith("The device at port refuses: ")
                && e.getMessage().endsWith("."));
        return e.getMessage().substring("The device at port refuses: ".length());
    }

    @Test
    void everyRefusalHasASentence() {
        final Set<String> sentences = new HashSet<>();
        for (final AckCode code : AckCode.values()) sentences.add(sentence(code, 0, Fault.NONE));
        assertEquals(AckCode.values().length, sentences.size());
        assertEquals("it is in state FAULT.", sentence(AckCode.BAD_STATE, 0, Fault.NONE));
        assertEquals(
                "it is in state FAULT, because the inhibit input is active.",
                sentence(AckCode.BAD_STATE, 0, Fault.INHIBIT));
        assertEquals(
                "the checksum of the configuration is 2, which is out of its range.",
                sentence(AckCode.BAD_VALUE, 4, Fault.NONE));
        assertEquals(
                "byte 8 of Arm has a value, which is out of its range.", sentence(AckCode.BAD_VALUE, 8, Fault.NONE));
        assertTrue(sentence(AckCode.UNSTABLE, 123, Fault.NONE).contains("no more than 123 nS are safe"));
        assertEquals("an input forbids it (inhibit).", sentence(AckCode.INHIBITED, 1, Fault.NONE));
        assertEquals("an input forbids it (inhibit).", sentence(AckCode.INHIBITED, 7, Fault.NONE));
        assertEquals("an input forbids it (the link is down).", sentence(AckCode.INHIBITED, 2, Fault.NONE));
        assertEquals("an input forbids it (the input converter is late).", sentence(AckCode.INHIBITED, 4, Fault.NONE));
        assertTrue(sentence(AckCode.TOO_SLOW, 1300, Fault.NONE)
                .contains("would take 1300 us, which is more than this board has"));
        assertTrue(sentence(AckCode.BAD_CALIBRATION, 32, Fault.NONE).contains("it has no serial number"));
        assertEquals("it answers UNKNOWN to Arm.", sentence(AckCode.UNKNOWN, 0, Fault.NONE));
    }

    @Test
    void everyReportOfADeviceIsWrittenAsItWasRead() {
        final TamperedVirtualLink line = new TamperedVirtualLink(new WasmDevice(EmbeddedCell.passive(), LOOP_HZ, 1));
        final Set<Integer> types = new HashSet<>();
        line.alterFromDevice(frame -> {
            final DeviceReport report = DeviceReport.read(frame);
            assertEquals(frame.type(), report.type());
            assertArrayEquals(frame.payload(), report.payload(), report.toString());
            types.add(frame.type());
            return frame;
        });
        try (Session session = Session.open(line, 1)) {
            assertNotNull(session.run(Plans.constant(2, 3, -100, LOOP_HZ, 2, 2000), new Kept()));
            session.abort();
            session.pause(50);
        }
        assertEquals(Set.of(0x81, 0x82, 0x83, 0x88, 0x40, 0x41, 0x42), types);
    }
}
