package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.format.hdf5.H5py;
import org.eibalance.format.hdf5.Hdf5Content;
import org.eibalance.format.hdf5.Hdf5Writer;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WaveSurfer and Stimfit files, built here from their layouts. */
public class Hdf5RecordingsTest {

    /** The type of signed 16-bit integers, as the container writes it. */
    private static final byte[] SHORT = HexFormat.of().parseHex("1008000002000000" + "00001000");

    @TempDir
    private Path folder;

    private static Hdf5Content shorts(final short[][] rows) {
        final ByteBuffer bytes =
                ByteBuffer.allocate(2 * rows.length * rows[0].length).order(ByteOrder.LITTLE_ENDIAN);
        for (final short[] row : rows) for (final short value : row) bytes.putShort(value);
        return new Hdf5Content(SHORT, 2, new long[] {rows.length, rows[0].length}, null, bytes.array());
    }

    /** What distinguishes WaveSurfer files. */
    record WaveSurfer(String version, double rate, boolean coefficients, boolean rowsOfActive, double scale) {}

    static Path waveSurfer(final Path path, final WaveSurfer kind) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            final Hdf5Writer.Group root = writer.root();
            final Hdf5Writer.Group header = root.group("header");
            header.dataset("VersionString", Hdf5Content.text(kind.version), Map.of());
            header.dataset(
                    "ClockAtRunStart",
                    Hdf5Content.numbers(2016, 3, 2, 14, 5, 6.5).shaped(1, 6),
                    Map.of());
            final boolean old = kind.version.startsWith("0.");
            final Hdf5Writer.Group place = old ? header.group("Acquisition") : header;
            final String kindOf = old ? "Analog" : "AI";
            place.dataset(kindOf + "ChannelNames", Hdf5Content.texts(List.of("Vm", "off", "Im ")), Map.of());
            place.dataset(kindOf + "ChannelUnits", Hdf5Content.texts(List.of("mV", "V", "pA")), Map.of());
            place.dataset(
                    kindOf + "ChannelScales",
                    Hdf5Content.numbers(0.01, 1, kind.scale).shaped(3, 1),
                    Map.of());
            place.dataset(
                    "Is" + kindOf + "ChannelActive",
                    Hdf5Content.numbers(1, 0, 1).shaped(3, 1),
                    Map.of());
            place.dataset(
                    old ? "SampleRate" : "AcquisitionSampleRate",
                    Hdf5Content.numbers(kind.rate).shaped(1, 1),
                    Map.of());
            if (kind.coefficients)
                place.dataset(
                        kindOf + "ScalingCoefficients",
                        kind.rowsOfActive
                                ? Hdf5Content.numbers(-0.005, 3e-4, 1e-10, 2e-15, 0.002, 3.1e-4, 0, 0)
                                        .shaped(2, 4)
                                : Hdf5Content.numbers(-0.005, 3e-4, 1e-10, 2e-15, 9, 9, 9, 9, 0.002, 3.1e-4, 0, 0)
                                        .shaped(3, 4),
                        Map.of());
            if (old) place.close();
            header.close();
            for (int k = 0; k < 2; k++) {
                final Hdf5Writer.Group sweep = root.group("sweep_000" + (9 + k));
                sweep.dataset(
                        "analogScans", shorts(new short[][] {{0, 100, -30_000, (short) k}, {5, 6, 7, 8}}), Map.of());
                sweep.dataset("timestamp", Hdf5Content.numbers(1.5 * k).shaped(1, 1), Map.of());
                sweep.close();
            }
            root.close();
            writer.finish();
        }
        return path;
    }

    @Test
    void countsOfWaveSurferGoThroughThePolynomialAndTheScaleOfTheirChannel() throws IOException {
        for (final WaveSurfer kind : List.of(
                new WaveSurfer("1.0.6", 30_003.0003, true, false, 0.0005),
                new WaveSurfer("0.913", 30_003.0003, true, true, 0.0005))) {
            try (Recording recording = Formats.open(waveSurfer(folder.resolve("w.h5"), kind))) {
                assertEquals("WaveSurfer " + kind.version, recording.format());
                assertEquals(
                        List.of("Vm", "Im"),
                        recording.channels().stream().map(c -> c.name()).toList());
                assertEquals(
                        ClampMode.CURRENT_CLAMP, recording.channels().get(0).clampMode());
                assertEquals(Unit.PICOAMPERE, recording.channels().get(1).unit());
                assertEquals(30_003.0003, recording.channels().get(0).sampleRateHz());
                assertEquals(Optional.of(LocalDateTime.of(2016, 3, 2, 14, 5, 6, 500_000_000)), recording.start());
                assertEquals(
                        List.of(0.0, 1.5),
                        recording.sweeps().stream().map(s -> s.startS()).toList());
                final double n = -30_000;
                assertEquals(
                        (-0.005 + 3e-4 * n + 1e-10 * n * n + 2e-15 * n * n * n) / 0.01,
                        recording.read(0, 0)[2],
                        1e-9);
                assertEquals(-0.5, recording.read(0, 0)[0], 1e-12);
                assertEquals((0.002 + 3.1e-4 * 8) / 0.0005, recording.read(1, 1)[3], 1e-12);
                assertEquals(List.of(RecordingFormat.unconfirmed("WaveSurfer files")), recording.remarks());
            }
        }
    }

    @Test
    void beforeVersion0913TheTrueRateFollowsFromTheClock() throws IOException {
        final Path file = waveSurfer(folder.resolve("w.h5"), new WaveSurfer("0.912", 29_997, true, false, 0.0005));
        try (Recording recording = Formats.open(file)) {
            assertEquals(1e8 / 3333, recording.channels().get(0).sampleRateHz());
        }
        try (Recording recording =
                Formats.open(waveSurfer(file, new WaveSurfer("0.912", 20_000, true, false, 0.0005)))) {
            assertEquals(20_000, recording.channels().get(0).sampleRateHz());
        }
    }

    @Test
    void withoutCoefficientsARemarkSaysSoAndAScaleOfZeroIsASentence() throws IOException {
        try (Recording recording = Formats.open(
                waveSurfer(folder.resolve("w.h5"), new WaveSurfer("1.0.6", 20_000, false, false, 0.0005)))) {
            assertEquals(100 * 10 / 32_768.0 / 0.01, recording.read(0, 0)[1], 1e-12);
            assertTrue(recording.remarks().get(1).contains("no scaling coefficients"));
        }
        final Path zero = waveSurfer(folder.resolve("z.h5"), new WaveSurfer("1.0.6", 20_000, true, false, 0));
        assertTrue(assertThrows(InputException.class, () -> Formats.open(zero))
                .getMessage()
                .contains("scale of the channel"));
    }

    /** A compound of texts and one number, as Stimfit describes its parts. */
    private static Hdf5Content description(
            final String hexOfNumberType, final byte[] number, final String name, final String... namesAndTexts) {
        final ByteBuffer type = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer bytes = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        final int textBytes = 16;
        final int members = 1 + namesAndTexts.length / 2;
        final int size = number.length + textBytes * (members - 1);
        type.put((byte) 0x36).put((byte) members).put((byte) 0).put((byte) 0).putInt(size);
        type.put((name + "\0").getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put(HexFormat.of().parseHex(hexOfNumberType));
        bytes.put(number);
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            type.put((namesAndTexts[i] + "\0").getBytes(StandardCharsets.US_ASCII))
                    .put((byte) bytes.position());
            type.put((byte) 0x13).put((byte) 0).put((byte) 0).put((byte) 0).putInt(textBytes);
            bytes.put(java.util.Arrays.copyOf(namesAndTexts[i + 1].getBytes(StandardCharsets.US_ASCII), textBytes));
        }
        return new Hdf5Content(
                java.util.Arrays.copyOf(type.array(), type.position()),
                size,
                new long[] {1},
                null,
                java.util.Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static final String DOUBLE = "11203f0008000000" + "0000400034" + "0b0034ff030000";

    static Path stimfit(final Path path) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            final Hdf5Writer.Group root = writer.root();
            root.dataset(
                    "description",
                    description(
                            "1008000004000000" + "00002000",
                            new byte[] {2, 0, 0, 0},
                            "channels",
                            "date",
                            "2020-03-04",
                            "time",
                            "11:59:27"),
                    Map.of());
            final Hdf5Writer.Group channels = root.group("channels");
            channels.dataset("ch0", Hdf5Content.texts(List.of("Vm")), Map.of());
            channels.dataset("ch1", Hdf5Content.texts(List.of("Im")), Map.of());
            channels.close();
            final Hdf5Writer.Group comment = root.group("comment");
            comment.dataset("comment", Hdf5Content.text("hello"), Map.of());
            comment.close();
            for (int c = 0; c < 2; c++) {
                final Hdf5Writer.Group channel = root.group(c == 0 ? "Vm" : "Im");
                for (int k = 0; k < 11; k++) {
                    final Hdf5Writer.Group section = channel.group("section_" + k);
                    section.dataset("data", Hdf5Content.numbers(-70 - k, -69.5, c), Map.of());
                    section.dataset(
                            "description",
                            description(
                                    DOUBLE,
                                    ByteBuffer.allocate(8)
                                            .order(ByteOrder.LITTLE_ENDIAN)
                                            .putDouble(0.05)
                                            .array(),
                                    "dt",
                                    "xunits",
                                    "ms",
                                    "yunits",
                                    c == 0 ? "mV" : "pA"),
                            Map.of());
                    section.close();
                }
                channel.close();
            }
            root.close();
            writer.finish();
        }
        return path;
    }

    @Test
    void sectionsOfStimfitAreSweepsInTheOrderOfTheirNumbers() throws IOException {
        try (Recording recording = Formats.open(stimfit(folder.resolve("s.h5")))) {
            assertEquals("Stimfit HDF5", recording.format());
            assertEquals(
                    List.of("Vm", "Im"),
                    recording.channels().stream().map(c -> c.name()).toList());
            assertEquals(20_000, recording.channels().get(1).sampleRateHz());
            assertEquals(ClampMode.VOLTAGE_CLAMP, recording.channels().get(1).clampMode());
            assertEquals(11, recording.sweeps().size());
            assertArrayEquals(new double[] {-80, -69.5, 1}, recording.read(1, 10));
            assertEquals(10 * 3 / 20_000.0, recording.sweeps().get(10).startS(), 1e-12);
            assertEquals(Optional.of(LocalDateTime.of(2020, 3, 4, 11, 59, 27)), recording.start());
            assertEquals(List.of(new Tag(0, "hello")), recording.tags());
            assertEquals(List.of(), recording.remarks());
        }
    }

    @Test
    void whatStimfitItselfWritesIsRead() throws IOException, InterruptedException {
        final Path file = folder.resolve("own.h5");
        final String printed = H5py.run(folder, """
			import sys
			try: import stfio, numpy as np
			except ImportError: print('none'); sys.exit()
			a = stfio.Channel([stfio.Section(np.arange(100 * (k + 1)) * 0.5 - 70 - k) for k in range(3)])
			b = stfio.Channel([stfio.Section(np.arange(100 * (k + 1)) * -2.0 + k) for k in range(3)])
			a.yunits = 'mV'; a.name = 'Vm'; b.yunits = 'pA'; b.name = 'Im'
			r = stfio.Recording([a, b]); r.dt = 0.05; r.xunits = 'ms'; r.comment = 'hello'; r.date = '2020-03-04'
			print(r.write(sys.argv[1]))
			""", file);
        if (!Files.exists(file))
            System.out.println("No python3 with stfio: no file of Stimfit itself is read (" + printed.strip() + ").");
        Assumptions.assumeTrue(Files.exists(file), "no python3 with stfio");
        try (Recording recording = Formats.open(file)) {
            assertEquals(
                    List.of("Vm", "Im"),
                    recording.channels().stream().map(c -> c.name()).toList());
            assertEquals(20_000, recording.channels().get(0).sampleRateHz(), 1e-6);
            assertEquals(3, recording.sweeps().size());
            assertEquals(300, recording.samples(1, 2));
            assertEquals(299 * 0.5 - 72, recording.read(0, 2)[299]);
            assertEquals(-2.0 * 199 + 1, recording.read(1, 1)[199]);
            assertEquals(2020, recording.start().orElseThrow().getYear());
        }
    }
}
