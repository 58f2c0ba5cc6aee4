package org.eibalance.bridge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.eibalance.bridge.protocol.AckCode;
import org.eibalance.bridge.protocol.Chunk;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Constant;
import org.eibalance.bridge.protocol.DeviceEvent.Kind;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.bridge.protocol.Fault;
import org.eibalance.bridge.protocol.Golden;
import org.eibalance.bridge.protocol.OrnsteinUhlenbeck;
import org.eibalance.bridge.protocol.Telemetry;
import org.junit.jupiter.api.Test;

/** The device's own code in the JVM. */
class WasmDeviceTest {

    @Test
    void itSaysTheSameBytesAsTheDeviceInC() throws IOException {
        try (WasmDevice device = new WasmDevice(
                new EmbeddedCell(EmbeddedCell.Kind.ADAPTIVE_EXPONENTIAL, 281, 30, -70.6, 0, 0, 0, 0, 2), 100_000, 1)) {
            final CRC32C crc = new CRC32C();
            final byte[] bytes = new byte[4096];
            long tick = 0;
            int length = 0;
            for (final String[] words : Golden.lines("say")) {
                final long at = Long.parseLong(words[0]);
                device.advance(at - tick);
                tick = at;
                final byte[] say = Golden.bytes(words[1]);
                device.write(say, 0, say.length);
                for (int n; (n = device.read(bytes, 0, bytes.length, 0)) > 0; length += n) crc.update(bytes, 0, n);
            }
            final String[] hear = Golden.lines("hear").get(0);
            device.advance(Long.parseLong(hear[0]) - tick);
            for (int n; (n = device.read(bytes, 0, bytes.length, 0)) > 0; length += n) crc.update(bytes, 0, n);
            assertEquals(Integer.parseInt(hear[1]), length);
            assertEquals(hear[2], String.format(java.util.Locale.ROOT, "%08x", crc.getValue()));
        }
    }

    @Test
    void aMillionValuesOfItsNoiseAreTheGoldenOnes() {
        final NoiseTrace trace = new NoiseTrace(
                new OrnsteinUhlenbeck(12.1f, 3, 2.728f, 57.3f, 6.6f, 10.49f, 0.25f, 0x0123456789abcdefL), 100_000);
        final CRC32C crc = new CRC32C();
        final float[] gE = new float[1000];
        final float[] gI = new float[1000];
        final ByteBuffer pairs = ByteBuffer.allocate(8000).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < 1000; block++) {
            trace.next(gE, gI);
            pairs.clear();
            for (int i = 0; i < 1000; i++) pairs.putFloat(gE[i]).putFloat(gI[i]);
            crc.update(pairs.array());
        }
        final String[] words = Golden.lines("noise").stream()
                .filter(w -> w[0].equals("1000000"))
                .findFirst()
                .orElseThrow();
        assertEquals(words[1], String.format(java.util.Locale.ROOT, "%08x", crc.getValue()));
    }

    @Test
    void itClampsAConductanceToTheVoltageOfTheClosedForm() throws IOException {
        try (WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1)) {
            final Host host = new Host(device);
            host.hello();
            assertEquals(AckCode.OK, host.command(Host.configuration(0)).code());
            assertEquals(AckCode.OK, host.command(new Constant(2, 3, 0)).code());
            host.arm();
            assertEquals(
                    AckCode.OK,
                    host.command(new Command.Start(0, 30_000, Command.Start.When.NOW))
                            .code());
            host.runAlive(29_000);
            assertEquals((5 * -70.0 + 3 * -75.0) / 10, device.membraneMv(), 0.02);
            host.runAlive(3_000);
            assertEquals(DeviceState.CONFIGURED, host.state());
            assertEquals(0, device.currentPa());
            assertTrue(host.happened(Kind.BEGIN) && host.happened(Kind.DONE) && host.happened(Kind.ZERO));
            /* V and the clamp current of one sample obey the law. */
            final Telemetry telemetry = host.telemetryIn(DeviceState.RUNNING);
            final int i = telemetry.voltage().length / 2;
            final double v = host.calibration().voltageMv(telemetry.voltage()[i]);
            assertEquals(
                    2 * (0 - v) + 3 * (-75 - v),
                    host.calibration().currentPa(telemetry.clampCurrent()[i]),
                    0.2);
            assertEquals(0, telemetry.commandCurrent()[i]);
        }
    }

    @Test
    void aStreamIsPlayedAndEnds() throws IOException {
        try (WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1)) {
            final Host host = new Host(device);
            host.hello();
            assertEquals(AckCode.OK, host.command(Host.configuration(3)).code());
            final short[] units = new short[118];
            for (int i = 0; i < units.length; i++) units[i] = (short) (i % 2 == 0 ? 200 : 300);
            for (int k = 0; k < 10; k++) host.send(new Chunk(59 * k, 3, k == 9, units));
            device.advance(1000);
            host.arm();
            assertEquals(
                    AckCode.OK,
                    host.command(new Command.Start(0, 0, Command.Start.When.NOW))
                            .code());
            host.runAlive(5_900 + 2_000);
            assertTrue(host.happened(Kind.DONE));
            assertEquals(DeviceState.CONFIGURED, host.state());
        }
    }

    @Test
    void withoutItsHostTheCurrentIsZeroWithinWatchdogAndRamp() throws IOException {
        try (WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1)) {
            final Host host = new Host(device);
            host.hello();
            assertEquals(AckCode.OK, host.command(Host.configuration(0)).code());
            assertEquals(AckCode.OK, host.command(new Constant(5, 1, 0)).code());
            host.arm();
            assertEquals(
                    AckCode.OK,
                    host.command(new Command.Start(0, 0, Command.Start.When.NOW))
                            .code());
            host.runAlive(1_000);
            assertTrue(Math.abs(device.currentPa()) > 50);
            device.advance(21_010);
            assertEquals(0, device.currentPa());
            host.listen();
            assertEquals(Fault.WATCHDOG, host.fault());
        }
    }

    @Test
    void theInhibitInputCutsInOneTick() throws IOException {
        try (WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1)) {
            final Host host = new Host(device);
            host.hello();
            host.command(Host.configuration(0));
            host.command(new Constant(5, 1, 0));
            host.arm();
            host.command(new Command.Start(0, 0, Command.Start.When.NOW));
            host.runAlive(1_000);
            device.inputs(true, false, false);
            device.advance(3);
            assertEquals(0, device.currentPa());
            device.advance(600);
            host.listen();
            assertEquals(Fault.INHIBIT, host.fault());
        }
    }

    @Test
    void aClosedDeviceSaysSo() throws IOException {
        final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1);
        device.close();
        assertEquals(-1, device.read(new byte[10], 0, 10, 1000));
        assertThrows(IOException.class, () -> device.write(new byte[1], 0, 1));
    }

    @Test
    void inRealTimeItAnswersAndItsThreadEnds() throws Exception {
        final RealTimeDevice device = new RealTimeDevice(new WasmDevice(EmbeddedCell.passive(), 20_000, 1));
        final Host host = new Host(device);
        host.hello();
        assertEquals(DeviceState.IDLE, host.state());
        device.close();
        assertEquals(-1, device.read(new byte[10], 0, 10, 1000));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals("embedded-device") && t.isAlive()));
    }

    @Test
    void anInterruptStopsTimeSoonAndNeverLeavesADeviceHalfWay() throws Exception {
        final WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1);
        final Thread thread = new Thread(() -> device.advance(Long.MAX_VALUE));
        thread.start();
        Thread.sleep(50);
        thread.interrupt();
        thread.join(2000);
        assertFalse(thread.isAlive());
        /* Either it stopped between two blocks and goes on, or it is closed and says so. */
        final int read = device.read(new byte[100], 0, 100, 0);
        if (read == 0) new Host(device).hello();
        else assertEquals(-1, read);
    }

    @Test
    void aRateOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WasmDevice(EmbeddedCell.passive(), 500_000, 1));
    }
}
