package org.eibalance.bridge.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.eibalance.bridge.protocol.Frame;
import org.eibalance.bridge.protocol.FrameReader;
import org.eibalance.bridge.protocol.Golden;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import run.endive.runtime.Instance;

/** The module: built from the sources that are here, loadable where Fiji's libraries are, and of one mind with Java. */
class WasmModuleTest {

    private static final Path MODULE = Path.of("firmware", "ports", "wasm", "device.wasm");

    private static URL[] urls(final Class<?>... classes) {
        final List<URL> urls = new ArrayList<>();
        for (final Class<?> c : classes)
            urls.add(c.getProtectionDomain().getCodeSource().getLocation());
        return urls.toArray(new URL[0]);
    }

    @Test
    void theCompiledModuleRunsInALoaderOfItsOwnBesideAsm98() throws Exception {
        final URL[] urls = urls(
                WasmDevice.class, Instance.class, run.endive.wasm.Parser.class, org.objectweb.asm.ClassReader.class);
        assertTrue(urls[3].getPath().contains("asm-9.8"), urls[3].getPath());
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            final Class<?> device = loader.loadClass(WasmDevice.class.getName());
            assertNotSame(WasmDevice.class, device);
            final Class<?> cell = loader.loadClass(EmbeddedCell.class.getName());
            final Object passive = cell.getMethod("passive").invoke(null);
            final Object made =
                    device.getConstructor(cell, int.class, int.class).newInstance(passive, 100_000, 1);
            device.getMethod("advance", long.class).invoke(made, 1000L);
            assertEquals(-70.0, (double) device.getMethod("membraneMv").invoke(made), 1e-9);
            /* Neither the run-time compiler nor a second ASM is there: nothing can reach for them. */
            assertThrows(
                    ClassNotFoundException.class, () -> loader.loadClass("run.endive.compiler.MachineFactoryCompiler"));
            device.getMethod("close").invoke(made);
        }
    }

    @Test
    void theCommittedModuleIsWhatTheSourcesGive(@TempDir final Path folder) throws Exception {
        final boolean tools = version("clang").contains("clang version 14.")
                && !version("wasm-ld").isEmpty();
        final String reason = "needs clang 14 and lld (Debian's packages clang and lld) to build the module again";
        if (!tools) System.out.println("skipped: " + reason);
        Assumptions.assumeTrue(tools, reason);
        final Path rebuilt = folder.resolve("device.wasm");
        final Process build = new ProcessBuilder(
                        "sh",
                        "firmware/ports/wasm/build.sh",
                        rebuilt.toAbsolutePath().toString())
                .redirectErrorStream(true)
                .start();
        final String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(build.waitFor(60, TimeUnit.SECONDS) && build.exitValue() == 0, said);
        assertArrayEquals(
                Files.readAllBytes(rebuilt),
                Files.readAllBytes(MODULE),
                "device.wasm is not what its sources give: run firmware/ports/wasm/build.sh");
    }

    private static String version(final String program) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        } catch (final IOException absent) {
            return "";
        }
    }

    @Test
    void itsReceiverAndJavasUnderstandTheSameFrames() {
        final Instance instance = WasmDevice.powerUp();
        instance.export("device_open").apply(0, 100_000, 0);
        final FrameReader reader = new FrameReader();
        final SplittableRandom random = new SplittableRandom(5);
        int understood = 0;
        for (int trial = 0; trial < 3000; trial++) understood += agree(instance, reader, stream(random));
        assertTrue(understood > 3000, understood + " frames");
    }

    @Test
    void theFuzzersInputsAreNoFrameForEitherAndNeverStopTheNext() {
        final Instance instance = WasmDevice.powerUp();
        instance.export("device_open").apply(0, 100_000, 0);
        final FrameReader reader = new FrameReader();
        final byte[] good = new Frame(6, 0, 1, 2, new byte[] {1, 0, 2}).toWire();
        int inputs = 0;
        for (final String[] words : Golden.lines("corpus.txt", "input")) {
            agree(instance, reader, Golden.bytes(words[0]));
            assertTrue(agree(instance, reader, good) >= 1, words[0]);
            inputs++;
        }
        assertTrue(inputs >= 100, inputs + " inputs");
    }

    /** Gives bytes to both receivers. Returns how many frames both understood. */
    private static int agree(final Instance instance, final FrameReader reader, final byte[] stream) {
        final int at = (int) instance.export("device_offer").apply(stream.length)[0];
        instance.memory().write(at, stream);
        final int n = (int) instance.export("frames_in").apply(stream.length)[0];
        final byte[] out = instance.memory()
                .readBytes((int) instance.export("device_outbox").apply()[0], n);
        final List<Frame> inJava = new ArrayList<>();
        reader.accept(stream, 0, stream.length, inJava::add);
        final List<Frame> core = new ArrayList<>();
        for (int i = 0; i < n; ) {
            final int length = out[i] & 0xff;
            final byte[] payload = java.util.Arrays.copyOfRange(out, i + 7, i + 7 + length);
            core.add(new Frame(
                    out[i + 1] & 0xff,
                    out[i + 2] & 0xff,
                    out[i + 3] & 0xff | (out[i + 4] & 0xff) << 8,
                    out[i + 5] & 0xff | (out[i + 6] & 0xff) << 8,
                    payload));
            i += 7 + length;
        }
        assertEquals(core, inJava);
        return inJava.size();
    }

    /** Good frames, damaged ones and garbage, in one stream. */
    private static byte[] stream(final SplittableRandom random) {
        final java.io.ByteArrayOutputStream stream = new java.io.ByteArrayOutputStream();
        for (int k = 0; k < 4; k++) {
            final byte[] payload = new byte[random.nextInt(245)];
            random.nextBytes(payload);
            final byte[] wire = new Frame(random.nextInt(256), 0, 1, k, payload).toWire();
            if (random.nextInt(3) == 0) wire[random.nextInt(wire.length)] ^= (byte) (1 << random.nextInt(8));
            stream.writeBytes(wire);
            if (random.nextInt(4) == 0) {
                final byte[] garbage = new byte[random.nextInt(400)];
                random.nextBytes(garbage);
                stream.writeBytes(garbage);
            }
        }
        return stream.toByteArray();
    }
}
