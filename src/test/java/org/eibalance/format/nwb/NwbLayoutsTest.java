package org.eibalance.format.nwb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.format.Formats;
import org.eibalance.format.hdf5.H5py;
import org.eibalance.format.hdf5.Hdf5Content;
import org.eibalance.format.hdf5.Hdf5Writer;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways in which NWB files of others tell times, values and what belongs together, that our writer does not use. */
class NwbLayoutsTest {

    private static final double[] EVEN = {10, 10.0001, 10.0002, 10.0003};

    @TempDir
    private Path folder;

    private interface Parts {

        void write(Hdf5Writer.Group root) throws IOException;
    }

    private Recording open(final Parts parts) throws IOException {
        final Path path = folder.resolve("file.nwb");
        Files.deleteIfExists(path);
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            final Hdf5Writer.Group root = writer.root();
            root.attribute("nwb_version", Hdf5Content.text("2.4.0"));
            parts.write(root);
            root.close();
            writer.finish();
        }
        return Formats.open(path);
    }

    /** A series of values in volts or amperes; with time stamps, or from a starting time at 10 kHz. */
    private static long series(
            final Hdf5Writer.Group place,
            final String name,
            final String type,
            final String unit,
            final double offset,
            final double[] stamps,
            final double startS,
            final double... values)
            throws IOException {
        final Hdf5Writer.Group group = place.group(name);
        group.attribute("neurodata_type", Hdf5Content.text(type));
        final Map<String, Hdf5Content> attributes = new LinkedHashMap<>();
        attributes.put("conversion", Hdf5Content.number(1e-3));
        attributes.put("offset", Hdf5Content.number(offset));
        attributes.put("unit", Hdf5Content.text(unit));
        group.dataset("data", Hdf5Content.numbers(values), attributes);
        if (stamps != null)
            group.dataset("timestamps", Hdf5Content.numbers(stamps), Map.of("unit", Hdf5Content.text("seconds")));
        else group.dataset("starting_time", Hdf5Content.number(startS), Map.of("rate", Hdf5Content.number(10_000)));
        return group.close();
    }

    @Test
    void timeStampsGiveTheStartAndTheRateAndTheOffsetIsAdded() throws IOException {
        try (Recording recording = open(root -> {
            final Hdf5Writer.Group acquisition = root.group("acquisition");
            series(acquisition, "izero", "IZeroClampSeries", "volts", -0.01, EVEN, 0, -60, -61, -62, -63);
            acquisition.close();
        })) {
            assertEquals(ClampMode.ZERO_CURRENT, recording.channels().get(0).clampMode());
            assertEquals(10_000, recording.channels().get(0).sampleRateHz());
            assertEquals(10, recording.sweeps().get(0).startS());
            assertArrayEquals(new double[] {-70, -71, -72, -73}, recording.read(0, 0), 1e-12);
            assertEquals(List.of(), recording.remarks());
        }
    }

    @Test
    void unevenTimeStampsAreToldOf() throws IOException {
        try (Recording recording = open(root -> {
            final Hdf5Writer.Group acquisition = root.group("acquisition");
            series(
                    acquisition,
                    "cc",
                    "CurrentClampSeries",
                    "volts",
                    0,
                    new double[] {0, 1e-4, 5e-4, 6e-4},
                    0,
                    -60,
                    -61,
                    -62,
                    -63);
            acquisition.close();
        })) {
            assertEquals(5000, recording.channels().get(0).sampleRateHz(), 1e-6);
            assertTrue(
                    recording.remarks().stream().anyMatch(r -> r.contains("not even")),
                    recording.remarks().toString());
        }
    }

    @Test
    void aStimulusOfAnotherLengthIsARemark() throws IOException {
        for (final int length : new int[] {2, 4, 6}) {
            try (Recording recording = open(root -> {
                final Hdf5Writer.Group acquisition = root.group("acquisition");
                series(acquisition, "vc_0", "VoltageClampSeries", "amperes", 0, null, 0, 1, 2, 3, 4);
                acquisition.close();
                final Hdf5Writer.Group stimulus = root.group("stimulus");
                final Hdf5Writer.Group presentation = stimulus.group("presentation");
                final double[] values = new double[length];
                java.util.Arrays.fill(values, -70);
                series(presentation, "vc_0", "VoltageClampStimulusSeries", "volts", 0, null, 0, values);
                presentation.close();
                stimulus.close();
            })) {
                final double[] command = new double[4];
                recording.command(0).orElseThrow().read(0, 0, command, 0, 4);
                assertEquals(-70, command[1], 1e-9);
                assertEquals(length < 4, Double.isNaN(command[3]));
                assertEquals(
                        length != 4,
                        recording.remarks().stream().anyMatch(r -> r.contains("not as long as the response")),
                        recording.remarks().toString());
            }
        }
    }

    @Test
    void theSweepTableJoinsWhatWasRecordedTogether() throws IOException {
        try (Recording recording = open(root -> {
            final long[] series = new long[4];
            final Hdf5Writer.Group acquisition = root.group("acquisition");
            series[0] = series(acquisition, "z", "CurrentClampSeries", "volts", 0, null, 0, -60, -60);
            series[1] = series(acquisition, "a", "CurrentClampSeries", "volts", 0, null, 0, -70, -70);
            acquisition.close();
            final Hdf5Writer.Group stimulus = root.group("stimulus");
            final Hdf5Writer.Group presentation = stimulus.group("presentation");
            series[2] = series(presentation, "q", "CurrentClampStimulusSeries", "amperes", 0, null, 0, 6e-8, 6e-8);
            series[3] = series(presentation, "b", "CurrentClampStimulusSeries", "amperes", 0, null, 0, 7e-8, 7e-8);
            presentation.close();
            stimulus.close();
            final Hdf5Writer.Group general = root.group("general");
            final Hdf5Writer.Group cells = general.group("intracellular_ephys");
            final Hdf5Writer.Group table = cells.group("sweep_table");
            table.dataset("series", Hdf5Content.references(series[0], series[2], series[3], series[1]), Map.of());
            table.dataset("series_index", Hdf5Content.integers(2, 4), Map.of());
            table.dataset("sweep_number", Hdf5Content.integers(1, 2), Map.of());
            table.close();
            cells.close();
            general.close();
        })) {
            // the stems of the names differ, and no electrode is named: a channel each
            int seen = 0;
            for (int c = 0; c < recording.channels().size(); c++) {
                for (int k = 0; k < 2; k++) {
                    if (recording.samples(c, k) == 0) continue;
                    seen++;
                    final double[] command = new double[2];
                    recording.command(c).orElseThrow().read(k, 0, command, 0, 2);
                    assertEquals(-60 - 10 * k, recording.read(c, k)[0], 1e-12);
                    assertArrayEquals(new double[] {60 + 10 * k, 60 + 10 * k}, command, 1e-9);
                }
            }
            assertEquals(2, seen);
            assertEquals(2, recording.sweeps().size());
        }
    }

    @Test
    void aSweepOfTheTablesMayBeAStretchOfALongSeries() throws IOException {
        try (Recording recording = open(root -> {
            final Hdf5Writer.Group acquisition = root.group("acquisition");
            final long whole =
                    series(acquisition, "cc", "CurrentClampSeries", "volts", 0, null, 3, -60, -61, -62, -63, -64);
            acquisition.close();
            final Hdf5Writer.Group general = root.group("general");
            final Hdf5Writer.Group cells = general.group("intracellular_ephys");
            final Hdf5Writer.Group table = cells.group("intracellular_recordings");
            final Hdf5Writer.Group responses = table.group("responses");
            responses.dataset(
                    "response",
                    Hdf5Content.stretches(
                            List.of("idx_start", "count", "timeseries"),
                            new int[] {0, 2},
                            new int[] {2, 3},
                            new long[] {whole, whole}),
                    Map.of());
            responses.close();
            table.close();
            cells.close();
            general.close();
        })) {
            assertEquals(2, recording.sweeps().size());
            assertArrayEquals(new double[] {-60, -61}, recording.read(0, 0), 1e-12);
            assertArrayEquals(new double[] {-62, -63, -64}, recording.read(0, 1), 1e-12);
            assertEquals(3.0002, recording.sweeps().get(1).startS(), 1e-12);
        }
    }

    /**
     * 2.5·10⁹ samples of 16 bits, nearly all of them never written: the file is as long as it would be, and takes no
     * room.
     */
    @Test
    void aFileOfFiveGigabytesIsOpenedAndReadAtItsEndWithoutBeingLoaded() throws IOException, InterruptedException {
        final Path path = folder.resolve("long.nwb");
        H5py.run(folder, """
			import sys, h5py
			with h5py.File(sys.argv[1], 'w') as f:
			    f.attrs['nwb_version'] = '2.6.0'
			    for name, more in (('contiguous', {}), ('chunked', dict(chunks=(65536,), compression='gzip'))):
			        g = f.create_group('acquisition/' + name)
			        g.attrs['neurodata_type'] = 'CurrentClampSeries'
			        d = g.create_dataset('data', (2_500_000_000,), '<i2', **more)
			        d.attrs['unit'] = 'volts'; d.attrs['conversion'] = 1e-4
			        d[0:3] = [-700, -701, -702]; d[-3:] = [-600, -601, -602]
			        g.create_dataset('starting_time', data=0.0).attrs['rate'] = 20000.0
			""", path);
        assertTrue(Files.size(path) > 5_000_000_000L);
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Formats.open(path).close();
        final long before = threads.getCurrentThreadAllocatedBytes();
        try (Recording recording = Formats.open(path)) {
            assertEquals(2, recording.channels().size());
            for (int c = 0; c < 2; c++) {
                final double[] values = new double[3];
                recording.read(c, 0, 2_499_999_997L, values, 0, 3);
                assertArrayEquals(new double[] {-60, -60.1, -60.2}, values, 1e-9);
                recording.read(c, 0, 0, values, 0, 3);
                assertArrayEquals(new double[] {-70, -70.1, -70.2}, values, 1e-9);
            }
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 8_000_000, allocated + " bytes were allocated");
        }
    }
}
