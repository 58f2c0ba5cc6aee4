package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HEKA bundles, made from the published layout. Those of {@link #bundle} were once read by Stimfit too, with the values
 * below.
 */
class HekaFormatTest {

    private static final int[] PUL_9 = {544, 128, 1120, 288, 512};
    private static final int[] PUL_1000 = {640, 144, 1728, 352, 512};
    private static final int[] PGF = {584, 248, 400, 80};

    @TempDir
    private Path folder;

    /** A record with those below it. */
    private record Node(LayoutBytes record, List<Node> children) {

        Node(final LayoutBytes record) {
            this(record, new ArrayList<>());
        }

        Node with(final Node... more) {
            children.addAll(List.of(more));
            return this;
        }
    }

    /**
     * One group of two series: voltage clamp, two sweeps of a current as 16-bit counts and a potential as
     * floating-point numbers; current clamp, one sweep of a potential.
     */
    static LayoutBytes bundle(final boolean next, final ByteOrder order) {
        return bundle(next, order, new int[] {3, 3, 4}, "A");
    }

    /** The same with other modes of the two traces of the first series and of that of the second, and another unit. */
    private static LayoutBytes bundle(final boolean next, final ByteOrder order, final int[] modes, final String unit) {
        final int[] sizes = next ? PUL_1000 : PUL_9;
        final LayoutBytes file = new LayoutBytes(order).zeros(256);
        final Node[] sweeps = new Node[3];
        for (int k = 0; k < 3; k++) {
            final boolean clamped = k < 2;
            final int points = 8;
            final int counts = file.length();
            for (int i = 0; i < points; i++) file.i16(counts + 2 * i, 100 * k + i);
            final Node current = new Node(trace(
                    order,
                    clamped ? "Imon-1" : "Vmon-1",
                    counts,
                    points,
                    0,
                    clamped ? 1e-12 : 1e-4,
                    clamped ? unit : "V",
                    clamped ? modes[0] : modes[2]));
            final LayoutBytes sweep = new LayoutBytes(order)
                    .text(4, "sweep")
                    .i32(40, clamped ? 1 : 2)
                    .i32(44, k + 1)
                    .f64(48, 221_667_551 + 1.5 * k)
                    .zeros(sizes[3]);
            sweeps[k] = new Node(sweep).with(current);
            if (!clamped) continue;
            final int floats = file.length();
            for (int i = 0; i < points; i++) file.f32(floats + 4 * i, -0.07 + 0.001 * i);
            sweeps[k].with(
                    new Node(trace(order, "Vmon-1", floats, points, 2, 1, unit.equals("A") ? "V" : "A", modes[1])));
        }
        final Node first = new Node(series(order, sizes[2], "IV", 1, 5)).with(sweeps[0], sweeps[1]);
        final Node second = new Node(series(order, sizes[2], "CC", 2, 1)).with(sweeps[2]);
        final Node group = new Node(new LayoutBytes(order).text(4, "cell 1").zeros(sizes[1]))
                .with(first, second, new Node(series(order, sizes[2], "empty", 3, 4)));
        final Node root = new Node(new LayoutBytes(order)
                        .i32(0, next ? 1000 : 9)
                        .f64(520, 221_667_551)
                        .zeros(sizes[0]))
                .with(group);
        item(file, 0, ".dat", 256, file.length() - 256);
        final int pul = file.length();
        file.put(pul, tree(root, sizes, order));
        item(file, 1, ".pul", pul, file.length() - pul);
        final int pgf = file.length();
        file.put(pgf, tree(stimuli(order), PGF, order));
        item(file, 2, ".pgf", pgf, file.length() - pgf);
        return file.text(0, "DAT2")
                .text(8, next ? "v2x90.2, 14-May-2013" : "v2x53, 24-Oct-2011")
                .i32(48, 3)
                .u8(52, order == ByteOrder.LITTLE_ENDIAN ? 1 : 0);
    }

    private static void item(
            final LayoutBytes file, final int number, final String extension, final int at, final int length) {
        final int item = 64 + 16 * number;
        file.i32(item, at).i32(item + 4, length).text(item + 8, extension);
    }

    private static LayoutBytes series(
            final ByteOrder order, final int bytes, final String label, final int number, final int planned) {
        return new LayoutBytes(order)
                .text(4, label)
                .i32(116, number)
                .i32(120, planned)
                .zeros(bytes);
    }

    private static LayoutBytes trace(
            final ByteOrder order,
            final String label,
            final int at,
            final int points,
            final int format,
            final double scale,
            final String unit,
            final int mode) {
        return new LayoutBytes(order)
                .text(4, label)
                .i32(36, 1)
                .i32(40, at)
                .i32(44, points)
                .i16(64, order == ByteOrder.LITTLE_ENDIAN ? 1 : 0)
                .u8(68, mode)
                .u8(70, format)
                .f64(72, scale)
                .f64(88, 3e-12)
                .text(96, unit)
                .f64(104, 1e-4)
                .text(120, "s")
                .i16(222, unit.equals("A") ? 0 : 1)
                .zeros(512);
    }

    /** A step of 2 samples that grows, between holds, with a ramp behind; and a current of 0.05 nA. */
    private static Node stimuli(final ByteOrder order) {
        final Node iv = new Node(
                        new LayoutBytes(order).text(4, "IV").i32(100, 0).zeros(248))
                .with(output(order, "V", 0, -0.07)
                        .with(
                                segment(order, 0, -0.07, 0, 2e-4),
                                segment(order, 0, -0.08, 0.02, 2e-4),
                                segment(order, 1, -0.06, 0, 2e-4)));
        final Node cc = new Node(new LayoutBytes(order).text(4, "CC").zeros(248))
                .with(output(order, "A", 1, 0.01).with(segment(order, 0, 0.05, 0, 4e-4)));
        return new Node(new LayoutBytes(order).zeros(PGF[0])).with(iv, cc);
    }

    private static Node output(final ByteOrder order, final String unit, final int input, final double holding) {
        return new Node(new LayoutBytes(order)
                .i16(20, input)
                .text(40, unit)
                .f64(48, holding)
                .i16(76, 1)
                .zeros(400));
    }

    private static Node segment(
            final ByteOrder order, final int kind, final double level, final double step, final double seconds) {
        return new Node(new LayoutBytes(order)
                .u8(4, kind)
                .u8(5, 1)
                .f64(8, level)
                .f64(20, 1)
                .f64(28, step)
                .f64(36, seconds)
                .f64(48, 1)
                .zeros(80));
    }

    private static byte[] tree(final Node root, final int[] sizes, final ByteOrder order) {
        final LayoutBytes tree = new LayoutBytes(order)
                .text(0, order == ByteOrder.LITTLE_ENDIAN ? "eerT" : "Tree")
                .i32(4, sizes.length);
        for (int level = 0; level < sizes.length; level++) tree.i32(8 + 4 * level, sizes[level]);
        append(tree, root);
        return tree.array();
    }

    private static void append(final LayoutBytes tree, final Node node) {
        tree.put(tree.length(), node.record().array());
        tree.i32(tree.length(), node.children().size());
        for (final Node child : node.children()) append(tree, child);
    }

    @Test
    void sweepsOfAllSeriesAreReadInEitherVersionAndByteOrder() throws IOException {
        for (final boolean next : new boolean[] {false, true}) {
            for (final ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                try (Recording recording = Formats.open(bundle(next, order).write(folder.resolve("cell.dat")))) {
                    assertTrue(recording.format().startsWith(next ? "HEKA v2x90.2" : "HEKA v2x53"), recording.format());
                    assertEquals(
                            List.of("Imon-1", "Vmon-1", "Vmon-1 #2"),
                            recording.channels().stream().map(c -> c.name()).toList());
                    assertEquals(
                            List.of(ClampMode.VOLTAGE_CLAMP, ClampMode.UNKNOWN, ClampMode.CURRENT_CLAMP),
                            recording.channels().stream()
                                    .map(c -> c.clampMode())
                                    .toList());
                    assertEquals(10_000, recording.channels().get(0).sampleRateHz(), 1e-6);
                    assertArrayEquals(
                            new double[] {100e-12, 101e-12, 102e-12, 103e-12, 104e-12, 105e-12, 106e-12, 107e-12},
                            recording.read(0, 1),
                            1e-20);
                    assertArrayEquals(
                            new double[] {-0.07, -0.069, -0.068, -0.067, -0.066, -0.065, -0.064, -0.063},
                            recording.read(1, 0),
                            1e-8);
                    assertEquals(0, recording.samples(0, 2));
                    assertEquals(0.0207, recording.read(2, 2)[7], 1e-12);
                    assertEquals(
                            List.of(0.0, 1.5, 3.0),
                            recording.sweeps().stream().map(Sweep::startS).toList());
                    assertEquals(
                            Optional.of(LocalDateTime.of(1904, 1, 1, 0, 0).plusSeconds(2_935_664_351L)),
                            recording.start());
                    assertEquals(
                            List.of("cell 1, series 1 IV: 2 of 5 sweeps", "cell 1, series 2 CC: 1 sweeps"),
                            recording.tags().stream().map(t -> t.text()).toList());
                    assertEquals(
                            1, recording.remarks().size(), recording.remarks().toString());
                    assertTrue(recording.remarks().get(0).contains("confirmed by no real file"));
                }
            }
        }
    }

    @Test
    void aPotentialInWholeCellModeWithoutACurrentIsInCurrentClampAndTheOtherInputIsItsMonitor() throws IOException {
        final Path file =
                bundle(true, ByteOrder.LITTLE_ENDIAN, new int[] {3, 6, 3}, "V").write(folder.resolve("cc.dat"));
        try (Recording recording = Formats.open(file)) {
            assertEquals(
                    List.of(ClampMode.CURRENT_CLAMP, ClampMode.UNKNOWN, ClampMode.CURRENT_CLAMP),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
        }
        try (Recording recording = Formats.open(SharedCases.file("current-clamp.dat"))) {
            assertEquals(
                    List.of(ClampMode.CURRENT_CLAMP, ClampMode.UNKNOWN),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
        }
    }

    @Test
    void withoutAnyModeTheUnitsDecide() throws IOException {
        final Path file =
                bundle(true, ByteOrder.LITTLE_ENDIAN, new int[] {6, 6, 6}, "A").write(folder.resolve("none.dat"));
        try (Recording recording = Formats.open(file)) {
            assertEquals(
                    List.of(ClampMode.VOLTAGE_CLAMP, ClampMode.CURRENT_CLAMP),
                    recording.channels().stream().map(c -> c.clampMode()).toList());
        }
    }

    @Test
    void commandsAreReconstructedFromStepsAndRamps() throws IOException {
        try (Recording recording =
                Formats.open(bundle(true, ByteOrder.LITTLE_ENDIAN).write(folder.resolve("c.dat")))) {
            final CommandWaveform steps = recording.command(0).orElseThrow();
            assertEquals("IV (reconstructed)", steps.name());
            assertEquals(-0.07, steps.holding());
            final double[] values = new double[8];
            steps.read(1, 0, values, 0, 8);
            // from the step of the second sweep, -60 mV, the ramp goes nowhere
            assertArrayEquals(new double[] {-0.07, -0.07, -0.06, -0.06, -0.06, -0.06, -0.07, -0.07}, values, 1e-12);
            steps.read(0, 3, values, 1, 4);
            assertArrayEquals(new double[] {-0.08, -0.08, -0.07, -0.07}, Arrays.copyOfRange(values, 1, 5), 1e-12);
            final CommandWaveform current = recording.command(2).orElseThrow();
            assertEquals("nA", current.unit().symbol());
            current.read(2, 0, values, 0, 8);
            assertArrayEquals(new double[] {0.05, 0.05, 0.05, 0.05, 0.01, 0.01, 0.01, 0.01}, values, 1e-12);
            assertTrue(recording.command(1).isEmpty());
        }
    }

    @Test
    void anOutputOfAnotherInputIsNotTakenWhereSeveralCouldBeMeant() throws IOException {
        final LayoutBytes file = bundle(true, ByteOrder.LITTLE_ENDIAN);
        // two outputs in volts, neither linked to input 0
        final Node two = new Node(
                        new LayoutBytes(ByteOrder.LITTLE_ENDIAN).text(4, "two").zeros(248))
                .with(
                        output(ByteOrder.LITTLE_ENDIAN, "V", 3, -0.05)
                                .with(segment(ByteOrder.LITTLE_ENDIAN, 0, -0.04, 0, 1e-3)),
                        output(ByteOrder.LITTLE_ENDIAN, "V", 4, -0.06)
                                .with(segment(ByteOrder.LITTLE_ENDIAN, 0, -0.04, 0, 1e-3)));
        final int at = file.length();
        file.put(
                at,
                tree(
                        new Node(new LayoutBytes(ByteOrder.LITTLE_ENDIAN).zeros(PGF[0])).with(two),
                        PGF,
                        ByteOrder.LITTLE_ENDIAN));
        item(file, 2, ".pgf", at, file.length() - at);
        try (Recording recording = Formats.open(file.write(folder.resolve("two.dat")))) {
            assertTrue(recording.command(0).isEmpty());
        }
    }

    @Test
    void interleavedBlocksAreJoined() throws IOException {
        final LayoutBytes file = bundle(true, ByteOrder.LITTLE_ENDIAN);
        final byte[] bytes = file.array();
        // the first trace: blocks of two samples, every 6 bytes
        final int trace = indexOf(bytes, "Imon-1") - 4;
        file.i32(trace + 44, 3).i32(trace + 292, 4).i32(trace + 296, 6);
        try (Recording recording = Formats.open(file.write(folder.resolve("i.dat")))) {
            assertArrayEquals(new double[] {0, 1e-12, 3e-12}, recording.read(0, 0), 1e-20);
        }
    }

    private static int indexOf(final byte[] bytes, final String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void aBundleThatIsCutShortIsRefusedAsItsListIsAtItsEnd() throws IOException {
        final byte[] whole = bundle(false, ByteOrder.LITTLE_ENDIAN).array();
        final Path file = Files.write(folder.resolve("cut.dat"), Arrays.copyOf(whole, 300));
        final String message =
                assertThrows(InputException.class, () -> Formats.open(file)).getMessage();
        assertTrue(message.contains(".pul"), message);
    }

    @Test
    void dataWhoseListLiesInOtherFilesIsRefused() throws IOException {
        final Path file = bundle(false, ByteOrder.LITTLE_ENDIAN).text(0, "DAT1").write(folder.resolve("one.dat"));
        assertTrue(assertThrows(InputException.class, () -> Formats.open(file))
                .getMessage()
                .contains("DAT2 was expected"));
    }
}
