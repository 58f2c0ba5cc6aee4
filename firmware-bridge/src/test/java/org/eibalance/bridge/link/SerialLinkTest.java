package org.eibalance.bridge.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eibalance.bridge.protocol.DeviceState;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A serial port, with the firmware behind a pseudo-terminal. */
class SerialLinkTest {

    @Test
    void aDeviceBehindATerminalAnswers() throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000);
                SerialLink link = SerialLink.open(device.path(), SerialLink.DEFAULT_BAUD)) {
            final Host host = new Host(link);
            host.hello();
            // A device greeted before its first tick is still in BOOT.
            for (int k = 0; k < 100 && host.state() == DeviceState.BOOT; k++) host.hello();
            assertEquals(DeviceState.IDLE, host.state());
            assertEquals(device.path(), link.name());
        }
    }

    @Test
    void aTerminalIsAlsoFoundThroughALink(@TempDir final Path folder) throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000)) {
            final Path named = Files.createSymbolicLink(folder.resolve("clamp"), Path.of(device.path()));
            try (Link link = Devices.open(named.toString(), EmbeddedCell.passive(), 20_000, 1)) {
                new Host(link).hello();
            }
        }
    }

    @Test
    void aPortThatIsNotThereIsSaidToBeMissing() {
        final InputException e =
                assertThrows(InputException.class, () -> SerialLink.open("/dev/no-such-port", 115_200));
        assertTrue(e.getMessage().contains("/dev/no-such-port"), e.getMessage());
        assertTrue(e.getMessage().contains("list-devices"), e.getMessage());
    }

    @Test
    void aPortInUseIsSaidToBeBusy() throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000);
                SerialLink link = SerialLink.open(device.path(), 115_200)) {
            final InputException e = assertThrows(InputException.class, () -> SerialLink.open(link.name(), 115_200));
            assertTrue(e.getMessage().contains("another program has it"), e.getMessage());
        }
    }

    @Test
    void anUnnamedDeviceIsRefused() {
        assertThrows(InputException.class, () -> Devices.open(" ", EmbeddedCell.passive(), 20_000, 1));
    }

    @Test
    void theEmbeddedDeviceIsListedFirst() {
        assertEquals("embedded", Devices.list().get(0).name());
        Devices.list()
                .forEach(device -> assertFalse(
                        device.name().isBlank() || device.description().contains("\t")));
    }

    @Test
    void aDeviceThatVanishesIsNoticedByReaderAndWriter() throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000);
                SerialLink link = SerialLink.open(device.path(), 115_200)) {
            new Host(link).hello();
            device.kill();
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                final byte[] bytes = new byte[4096];
                while (link.read(bytes, 0, bytes.length, 1000) >= 0) {
                    // what it still had to say
                }
            });
            assertThrows(IOException.class, () -> link.write(new byte[10], 0, 10));
        }
    }

    @Test
    void closingFreesAReaderThatWaits() throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000)) {
            final SerialLink link = SerialLink.open(device.path(), 115_200);
            final Thread reader = new Thread(() -> link.read(new byte[100], 0, 100, 60_000));
            reader.start();
            Thread.sleep(50);
            link.close();
            reader.join(2000);
            assertFalse(reader.isAlive());
            assertEquals(-1, link.read(new byte[10], 0, 10, 0));
            assertThrows(IOException.class, () -> link.write(new byte[1], 0, 1));
        }
    }

    @Test
    void closingFreesAWriterWhoseDeviceHangs() throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000)) {
            final SerialLink link = SerialLink.open(device.path(), 115_200);
            device.signal("STOP");
            final Thread writer = new Thread(() -> {
                try {
                    while (true) link.write(new byte[4096], 0, 4096);
                } catch (final IOException e) {
                    // closed: what is expected here
                }
            });
            writer.start();
            Thread.sleep(300);
            assertTrue(writer.isAlive(), "the writer waits for a device that hangs");
            link.close();
            writer.join(2000);
            assertFalse(writer.isAlive());
            device.signal("CONT");
        }
    }

    @Test
    void aTimeoutEndsAReadWithoutABusyLoop() throws Exception {
        try (PosixDevice device = PosixDevice.start(20_000);
                SerialLink link = SerialLink.open(device.path(), 115_200)) {
            final long cpu =
                    java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            assertEquals(0, link.read(new byte[10], 0, 10, 500));
            final long used =
                    java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            assertTrue(used < 100_000_000L, used + " ns of the processor in a wait of half a second");
        }
    }
}
