package org.eibalance.format.nwb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eibalance.format.Formats;
import org.eibalance.format.SharedRecordings;
import org.eibalance.format.hdf5.H5py;
import org.eibalance.format.hdf5.Hdf5Content;
import org.eibalance.format.hdf5.Hdf5Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.eibalance.result.Table;
import org.eibalance.rig.PairExperiment;
import org.eibalance.rig.SimulatedRecording;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NWB: a laboratory's file, and files of our own read back. */
class NwbTest {

    @TempDir
    private Path folder;

    /**
     * First, last, mean, sd of the potential (mV); least and largest current (pA) of each sweep: read with h5py 3.7.
     */
    private static final double[][] SAMPLE = {
        {-15.5, -15.0, -14.80678013, 1.084198761, -2000.0, 0.0},
        {-16.0, -13.5, -14.51876395, 1.292941337, -1799.999997, 0.0},
        {-14.5, -13.5, -14.48451451, 0.9413448769, -1599.999994, 0.0},
        {-15.0, -15.5, -14.00439453, 1.168618187, -1399.999991, 0.0},
        {-8.5, -6.5, -6.66922433, 1.20010526, -1199.999988, 0.0},
        {-7.0, -10.0, -65.40004185, 52.33329004, -999.9999851, 0.0},
        {-12.5, -16.5, -54.5546875, 35.58036161, -799.9999821, 0.0},
        {-13.0, -17.5, -42.80489676, 23.82190682, -599.9999791, 0.0},
        {-13.5, -13.5, -29.96142578, 13.91434648, -399.9999762, 0.0},
        {1.0, -11.5, -17.14474051, 6.655973143, -199.9999732, 0.0},
        {-14.0, -17.5, -15.03166853, 1.257999584, 0.0, 2.980232239e-05},
        {-4.5, -8.5, -1.047991071, 8.203237593, 0.0, 200.0000328},
        {-9.5, -10.0, 0.8154296875, 9.257513942, 0.0, 400.0000358},
        {0.5, -12.5, -0.4069475446, 10.71136078, 0.0, 600.0000387},
        {-16.5, -16.5, -2.283761161, 13.20308844, 0.0, 800.0000417},
        {-15.5, -17.5, -2.147391183, 13.08000915, 0.0, 1000.000045}
    };

    @Test
    void theSampleFileHasTheValuesOfTheLibrary() {
        final Path path = SharedRecordings.folder().resolve("nwb/99111002.nwb");
        try (Recording recording = Formats.open(path)) {
            assertEquals("NWB 2.4.0", recording.format());
            assertEquals(1, recording.channels().size());
            final Channel channel = recording.channels().get(0);
            assertEquals(new Channel(0, "Electrode 1", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 10_000, 0), channel);
            assertEquals(16, recording.sweeps().size());
            assertEquals(Optional.of(LocalDateTime.of(1999, 1, 11, 12, 43, 13)), recording.start());
            for (int k = 0; k < 16; k++) {
                final double[] expected = SAMPLE[k];
                assertEquals(7168, recording.samples(0, k));
                assertEquals(2.0 * k, recording.sweeps().get(k).startS());
                final double[] values = recording.read(0, k);
                final double mean = java.util.Arrays.stream(values).average().orElseThrow();
                final double sd = Math.sqrt(java.util.Arrays.stream(values)
                        .map(v -> (v - mean) * (v - mean))
                        .average()
                        .orElseThrow());
                final double[] command = new double[7168];
                recording.command(0).orElseThrow().read(k, 0, command, 0, command.length);
                final double[] found = {
                    values[0],
                    values[7167],
                    mean,
                    sd,
                    java.util.Arrays.stream(command).min().orElseThrow(),
                    java.util.Arrays.stream(command).max().orElseThrow()
                };
                for (int i = 0; i < found.length; i++)
                    assertEquals(
                            expected[i],
                            found[i],
                            1e-6 * Math.max(1, Math.abs(expected[i])),
                            "sweep " + k + ", value " + i);
            }
            assertTrue(
                    recording.remarks().stream().anyMatch(r -> r.contains("no cell rests there")),
                    recording.remarks().toString());
        }
    }

    private Recording roundTrip(final Recording recording, final NwbContents contents) {
        final Path path = folder.resolve("copy.nwb");
        NwbWriter.write(recording, path, contents);
        return Formats.open(path);
    }

    @Test
    void aSimulatedRecordingComesBackBitForBit() {
        final SimulatedRecording simulated =
                PairExperiment.standard(-300, 400, 5).withSweeps(400, 3).run("pair");
        final Recording written = simulated.recording();
        final List<NwbContents.Series> truth = new ArrayList<>();
        for (int sweep = 0; sweep < 3; sweep++) {
            for (int cell = 0; cell < 2; cell++) {
                final ConductancePair pair = simulated.truth().get(sweep).get(cell);
                truth.add(new NwbContents.Series(
                        "truth",
                        "g_e_cell" + cell + "_" + sweep,
                        "True excitatory conductance.",
                        "siemens",
                        1e-9,
                        written.sweeps().get(sweep).startS(),
                        1000 / pair.stepMs(),
                        pair.excitatoryNs()));
            }
        }
        final Table table = Table.withColumns("measure", "value", "ok")
                .row("peak_r", 0.5, true)
                .row("lag", null, false)
                .build();
        try (Recording read = roundTrip(
                written,
                new NwbContents(
                        "A simulated pair.",
                        "x",
                        truth,
                        List.of(new NwbContents.ResultTable("results", "measures", "What was found.", table))))) {
            assertEquals(
                    written.channels().stream()
                            .map(c -> List.of(c.name(), c.unit(), c.clampMode(), c.sampleRateHz()))
                            .toList(),
                    read.channels().stream()
                            .map(c -> List.of(c.name(), c.unit(), c.clampMode(), c.sampleRateHz()))
                            .toList());
            assertEquals(written.sweeps(), read.sweeps());
            for (int c = 0; c < 2; c++) {
                for (int k = 0; k < 3; k++) {
                    assertArrayEquals(written.read(c, k), read.read(c, k), 0);
                    final double[] command = new double[100];
                    final double[] expected = new double[100];
                    read.command(c).orElseThrow().read(k, 10, command, 0, 100);
                    written.command(c).orElseThrow().read(k, 10, expected, 0, 100);
                    assertArrayEquals(expected, command, 0);
                }
            }
        }
    }

    /** All kinds of channels, sweeps of unlike lengths, a channel that is missing in a sweep, missing samples. */
    private static Recording allSorts() {
        final List<Channel> channels = List.of(
                new Channel(0, "Vm/1", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 20_000, 0),
                new Channel(1, "Im", Unit.PICOAMPERE, ClampMode.VOLTAGE_CLAMP, 20_000, 1),
                new Channel(2, "I0", Unit.MILLIVOLT, ClampMode.ZERO_CURRENT, 20_000, Channel.NO_COMMAND),
                new Channel(3, "light", Unit.parse("%"), ClampMode.UNKNOWN, 1000.0 / 3, Channel.NO_COMMAND),
                new Channel(4, "Im", Unit.parse("nA"), ClampMode.VOLTAGE_CLAMP, 20_000, Channel.NO_COMMAND));
        final double[][][] samples = new double[5][3][];
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            final List<Long> lengths = new ArrayList<>();
            for (int c = 0; c < 5; c++) {
                final int length = c == 2 && k == 1 ? 0 : 100 * (k + 1) + c;
                samples[c][k] = new double[length];
                for (int i = 0; i < length; i++)
                    samples[c][k][i] = i == 5 ? Double.NaN : i == 6 ? -0.0 : Math.sin(i + c + k) * 50 - 60;
                lengths.add((long) length);
            }
            sweeps.add(new Sweep(k, 0.25 * k * k, lengths));
        }
        return Recording.inMemory(
                new RecordingHeader(
                        "sorts",
                        Optional.empty(),
                        "made up",
                        channels,
                        sweeps,
                        List.of(
                                CommandWaveform.constant("Cmd A", Unit.PICOAMPERE, -350),
                                CommandWaveform.constant("Cmd B", Unit.MILLIVOLT, -70)),
                        List.of(new Tag(0.5, "drug µ")),
                        Optional.of(LocalDateTime.of(2021, 3, 4, 23, 59)),
                        List.of()),
                samples);
    }

    @Test
    void channelsOfAllKindsComeBack() {
        final Recording written = allSorts();
        try (Recording read = roundTrip(written, NwbContents.of("All sorts.", "id"))) {
            assertEquals(List.of(), read.remarks());
            assertEquals(
                    List.of("Vm_1", "Im", "I0", "Im_2", "light"),
                    read.channels().stream().map(Channel::name).toList());
            assertEquals(
                    List.of(
                            ClampMode.CURRENT_CLAMP,
                            ClampMode.VOLTAGE_CLAMP,
                            ClampMode.ZERO_CURRENT,
                            ClampMode.VOLTAGE_CLAMP,
                            ClampMode.UNKNOWN),
                    read.channels().stream().map(Channel::clampMode).toList());
            assertEquals(1000.0 / 3, read.channels().get(4).sampleRateHz());
            assertEquals("%", read.channels().get(4).unit().symbol());
            assertEquals(written.start(), read.start());
            assertEquals(3, read.sweeps().size());
            final int[] place = {0, 1, 2, 4};
            for (int k = 0; k < 3; k++) {
                assertEquals(0.25 * k * k, read.sweeps().get(k).startS());
                for (int c = 0; c < 4; c++)
                    assertArrayEquals(written.read(c, k), read.read(place[c], k), 0, c + " in " + k);
                final double[] nano = written.read(4, k);
                for (int i = 0; i < nano.length; i++) nano[i] *= 1000;
                assertArrayEquals(nano, read.read(3, k), 1e-9);
            }
            assertEquals(0, read.samples(2, 1));
            assertEquals(-350, read.command(0).orElseThrow().holding());
            assertEquals(-70, read.command(1).orElseThrow().holding());
            assertTrue(read.command(2).isEmpty() && read.command(3).isEmpty());
            assertEquals(
                    Double.doubleToRawLongBits(-0.0),
                    Double.doubleToRawLongBits(read.read(0, 0)[6]),
                    "the sign of zero too");
        }
    }

    @Test
    void theLibraryFindsWhatTheSchemaAsksFor() throws IOException, InterruptedException {
        final Path path = folder.resolve("sorts.nwb");
        NwbWriter.write(
                allSorts(),
                path,
                new NwbContents(
                        "All sorts.",
                        "id",
                        List.of(new NwbContents.Series(
                                "truth", "g_e", "Truth.", "siemens", 1e-9, 0, 1000, new double[] {1, 2})),
                        List.of(new NwbContents.ResultTable(
                                "results",
                                "table",
                                "Found.",
                                Table.withColumns("a", "b")
                                        .row("x", 1)
                                        .row("y", null)
                                        .build()))));
        assertEquals("ok\n", H5py.run(folder, """
			import h5py, sys, uuid, datetime
			f = h5py.File(sys.argv[1], 'r')
			assert f.attrs['neurodata_type'] == 'NWBFile' and f.attrs['namespace'] == 'core' and f.attrs['nwb_version'] == '2.6.0'
			for name in ('identifier', 'session_description', 'session_start_time', 'timestamps_reference_time'):
			    assert h5py.check_string_dtype(f[name].dtype).encoding == 'utf-8' and f[name].shape == (), name
			assert f['file_create_date'].shape == (1,)
			assert datetime.datetime.fromisoformat(f['session_start_time'][()].decode()).utcoffset() is not None
			for name in ('acquisition', 'analysis', 'processing', 'stimulus/presentation', 'stimulus/templates', 'general'):
			    assert isinstance(f[name], h5py.Group), name
			ids = set()
			def typed(name, o):
			    if 'neurodata_type' in o.attrs:
			        assert o.attrs['namespace'] in ('core', 'hdmf-common')
			        i = o.attrs['object_id']; uuid.UUID(i); assert i not in ids, name; ids.add(i)
			f.visititems(typed)
			fixed = dict(VoltageClampSeries='amperes', CurrentClampSeries='volts', IZeroClampSeries='volts',
			    VoltageClampStimulusSeries='volts', CurrentClampStimulusSeries='amperes')
			patch = 0
			for place in ('acquisition', 'stimulus/presentation'):
			    for s in f[place].values():
			        t = s.attrs['neurodata_type']
			        d = s['data']
			        assert d.ndim == 1 and d.attrs['resolution'] == -1 and d.attrs['conversion'] > 0 and d.attrs['offset'] == 0
			        assert s['starting_time'].attrs['unit'] == 'seconds' and s['starting_time'].attrs['rate'] > 0
			        assert isinstance(s.attrs['description'], str) and isinstance(s.attrs['comments'], str)
			        if t == 'TimeSeries': continue
			        patch += 1
			        assert d.attrs['unit'] == fixed[t]
			        assert s.attrs['stimulus_description'] and s.attrs['sweep_number'].dtype == 'uint32'
			        assert s.get('electrode', getlink=True).path.startswith('/general/intracellular_ephys/')
			        e = s['electrode']
			        assert e.attrs['neurodata_type'] == 'IntracellularElectrode' and e['description'][()] and e['device'].attrs['neurodata_type'] == 'Device'
			assert patch == 11 + 6, patch
			g = f['general/intracellular_ephys']
			def table(t):
			    n = len(t['id']); assert t['id'].attrs['neurodata_type'] == 'ElementIdentifiers' and t.attrs['description']
			    for c in t.attrs['colnames']:
			        i = t.get(c + '_index')
			        if i is None: assert len(t[c]) == n, (t.name, c)
			        else:
			            assert len(i) == n and i[-1] == len(t[c]) and f[i.attrs['target']] == t[c]
			            assert f[t[c].attrs['table']].attrs['neurodata_type'].endswith('Table')
			for name in ('simultaneous_recordings', 'sequential_recordings', 'repetitions', 'experimental_conditions', 'intracellular_recordings'): table(g[name])
			r = g['intracellular_recordings']
			assert list(r.attrs['categories']) == ['electrodes', 'stimuli', 'responses']
			for c in r.attrs['categories']: table(r[c])
			assert len(r['id']) == 11
			for i in range(11):
			    a = r['responses/response'][i]; s = f[a['timeseries']]
			    assert s.name.startswith('/acquisition') and a['idx_start'] == 0 and a['count'] == len(s['data'])
			    assert f[r['electrodes/electrode'][i]] == s['electrode']
			    b = r['stimuli/stimulus'][i]
			    if b['idx_start'] >= 0: assert f[b['timeseries']]['electrode'] == s['electrode']
			assert list(g['simultaneous_recordings/recordings_index']) == [4, 7, 11]
			assert list(f['processing/truth/g_e/data']) == [1, 2] and f['processing/truth/g_e/data'].attrs['unit'] == 'siemens'
			table(f['processing/results/table'])
			assert list(f['processing/results/table/a'].asstr()) == ['x', 'y']
			print('ok')
			""", path));
    }

    /**
     * An older file: no tables, sweep numbers, 16-bit counts cannot be written here, so doubles with an odd conversion.
     */
    private Path older(final boolean numbers, final double conversion, final String unit) throws IOException {
        final Path path = folder.resolve("older.nwb");
        try (Hdf5Writer writer = new Hdf5Writer(path)) {
            final Hdf5Writer.Group root = writer.root();
            root.attribute("nwb_version", Hdf5Content.text("2.1.0"));
            final Hdf5Writer.Group acquisition = root.group("acquisition");
            final Hdf5Writer.Group stimulus = root.group("stimulus");
            final Hdf5Writer.Group presentation = stimulus.group("presentation");
            for (int k = 12; k >= 1; k--) {
                series(acquisition, "vcs_" + k, "VoltageClampSeries", numbers ? k : -1, k, conversion, unit);
                series(
                        presentation,
                        "vcss_" + k,
                        "VoltageClampStimulusSeries",
                        numbers ? k : -1,
                        100 * k,
                        1e-3,
                        "volts");
            }
            acquisition.close();
            presentation.close();
            stimulus.close();
            root.close();
            writer.finish();
        }
        return path;
    }

    private static void series(
            final Hdf5Writer.Group place,
            final String name,
            final String type,
            final int number,
            final double value,
            final double conversion,
            final String unit)
            throws IOException {
        final Hdf5Writer.Group group = place.group(name);
        group.attribute("neurodata_type", Hdf5Content.text(type));
        if (number >= 0) group.attribute("sweep_number", Hdf5Content.unsigned(number));
        group.dataset(
                "data",
                Hdf5Content.numbers(value, value, value),
                Map.of("conversion", Hdf5Content.number(conversion), "unit", Hdf5Content.text(unit)));
        group.dataset(
                "starting_time", Hdf5Content.number(0), Map.of("rate", Hdf5Content.number(19_999.999_999_999_996)));
        group.close();
    }

    @Test
    void olderFilesAreJoinedBySweepNumberOrByName() throws IOException {
        for (final boolean numbers : new boolean[] {true, false}) {
            try (Recording recording = Formats.open(older(numbers, 1e-12, "A"))) {
                assertEquals(1, recording.channels().size());
                assertEquals(Unit.PICOAMPERE, recording.channels().get(0).unit());
                assertEquals(20_000, recording.channels().get(0).sampleRateHz());
                assertEquals(12, recording.sweeps().size());
                for (int k = 0; k < 12; k++) {
                    assertArrayEquals(new double[] {k + 1, k + 1, k + 1}, recording.read(0, k));
                    final double[] command = new double[4];
                    recording.command(0).orElseThrow().read(k, 1, command, 0, 4);
                    assertArrayEquals(
                            new double[] {100 * (k + 1), 100 * (k + 1), Double.NaN, Double.NaN}, command, 1e-9);
                }
                assertTrue(recording.remarks().stream().anyMatch(r -> r.contains("laid end to end")));
            }
        }
    }

    @Test
    void unitsAndConversionsThatCannotBeAreToldOfAndNotMended() throws IOException {
        try (Recording recording = Formats.open(older(true, 1, "amperes"))) {
            assertEquals(1e12, recording.read(0, 0)[0]);
            assertTrue(
                    recording.remarks().stream().anyMatch(r -> r.contains("which no cell gives")),
                    recording.remarks().toString());
        }
        try (Recording recording = Formats.open(older(true, 0, "amperes"))) {
            assertTrue(recording.remarks().stream().anyMatch(r -> r.contains("1 was taken")));
        }
        try (Recording recording = Formats.open(older(true, 1e-3, "volts"))) {
            assertTrue(recording.remarks().stream().anyMatch(r -> r.contains("where its type has amperes")));
        }
    }

    @Test
    void anotherVersionOrLayoutIsASentence() throws IOException {
        final Path path = folder.resolve("other.h5");
        for (final String name : List.of("nwb_version", "something")) {
            try (Hdf5Writer writer = new Hdf5Writer(path)) {
                final Hdf5Writer.Group root = writer.root();
                root.dataset(name, Hdf5Content.text("NWB-1.0.6"), Map.of());
                root.close();
                writer.finish();
            }
            final String sentence =
                    assertThrows(InputException.class, () -> Formats.open(path)).getMessage();
            assertTrue(
                    sentence.contains(
                            name.equals("something") ? "one of NWB, Stimfit, WaveSurfer" : "NWB of version 1"),
                    sentence);
        }
    }

    @Test
    void aCancelledWriteLeavesNothing() {
        final Path path = folder.resolve("never.nwb");
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> NwbWriter.write(allSorts(), path, NwbContents.of("x", "y")));
        assertTrue(Thread.interrupted());
        assertFalse(Files.exists(path) || Files.exists(folder.resolve("never.nwb.part")));
    }
}
