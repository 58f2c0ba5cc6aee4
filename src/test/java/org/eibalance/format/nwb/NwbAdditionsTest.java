package org.eibalance.format.nwb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.format.Formats;
import org.eibalance.format.clamp.ClampFileHeader;
import org.eibalance.format.clamp.ClampFileWriter;
import org.eibalance.format.hdf5.H5py;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingSink;
import org.eibalance.result.StoredResults;
import org.eibalance.rig.PairExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in an NWB file beside a recording, and recordings of the dynamic clamp. */
class NwbAdditionsTest {

    private static final String TRUTH = "sweep,time_ms,cell,g_e_ns,g_i_ns\n0,0,0,4.83,9.38\n0,2,0,4.87,10.77\n"
            + "1,1,1,0.1,0.3\n1,1.5,1,0.2,0.4\n1,2,1,0.5,\n";

    @TempDir
    private Path folder;

    private Path written(final Recording recording, final NwbContents contents) {
        final Path path = folder.resolve("copy.nwb");
        NwbWriter.write(recording, path, contents);
        return path;
    }

    private static Recording pair() {
        return PairExperiment.standard(-300, 400, 5)
                .withSweeps(200, 2)
                .run("pair")
                .recording();
    }

    /** A folder as a command leaves it. */
    private StoredResults results(final String name) throws IOException {
        final Path place = Files.createDirectories(folder.resolve(name));
        Files.writeString(place.resolve("summary.csv"), "recording,peak_r,ok,id\npair.abf,-0.69,true,7\n");
        Files.writeString(place.resolve("correlogram.csv"), "lag_ms,r\n-1,0.5\n0,\n1,0.25\n");
        Files.writeString(place.resolve("provenance.json"), """
			{"program":"E/I Balance","version":"1.0","command":"correlate-pair","parameters":{"max_lag_ms":"50",
			"output":"/home/me"},"inputs":[]}""");
        return StoredResults.of(place);
    }

    private NwbContents contents(final Recording recording) throws IOException {
        return new NwbContents(
                "A pair.",
                "id",
                NwbAdditions.truth(Files.writeString(folder.resolve("pair-truth.csv"), TRUTH), recording),
                NwbAdditions.tables(List.of(results("a"), results("b"))));
    }

    @Test
    void truthAndResultsAreReadBack() throws IOException {
        final Recording recording = pair();
        try (Hdf5File file = Hdf5File.open(written(recording, contents(recording)))) {
            final Hdf5Object truth = file.root().find("processing/truth").orElseThrow();
            assertEquals(
                    List.of("g_e_cell_0_0000", "g_e_cell_1_0001", "g_i_cell_0_0000", "g_i_cell_1_0001"),
                    truth.names().stream().sorted().toList());
            assertArrayEquals(
                    new double[] {0.3, 0.4, Double.NaN},
                    truth.value("g_i_cell_1_0001/data").orElseThrow().numbers());
            final Hdf5Object start = truth.find("g_i_cell_1_0001/starting_time").orElseThrow();
            assertEquals(
                    recording.sweeps().get(1).startS() + 0.001,
                    start.dataset().value().number());
            assertEquals(2000, start.number("rate"));
            assertEquals(
                    "siemens",
                    truth.find("g_i_cell_1_0001/data")
                            .orElseThrow()
                            .text("unit")
                            .orElseThrow());
            final Hdf5Object summary =
                    file.root().find("processing/correlate-pair_2/summary").orElseThrow();
            assertEquals(
                    "summary.csv of the command correlate-pair, E/I Balance 1.0, with max_lag_ms=50. Units "
                            + "stand in the names of the columns.",
                    summary.text("description").orElseThrow());
            assertEquals(
                    List.of("recording", "peak_r", "ok", "id_"),
                    summary.attribute("colnames").orElseThrow().texts());
            assertArrayEquals(
                    new double[] {7}, summary.value("id_").orElseThrow().numbers());
            assertArrayEquals(
                    new double[] {0.5, Double.NaN, 0.25},
                    file.root()
                            .value("processing/correlate-pair/correlogram/r")
                            .orElseThrow()
                            .numbers());
        }
    }

    @Test
    void theLibraryReadsThemToo() throws IOException, InterruptedException {
        final Recording recording = pair();
        assertEquals("ok\n", H5py.run(folder, """
			import h5py, math, sys
			f = h5py.File(sys.argv[1], 'r')
			p = f['processing']
			assert sorted(p) == ['correlate-pair', 'correlate-pair_2', 'truth'], list(p)
			for m in p.values():
			    assert m.attrs['neurodata_type'] == 'ProcessingModule' and m.attrs['description']
			t = p['truth/g_e_cell_0_0000']
			assert t.attrs['neurodata_type'] == 'TimeSeries' and 'cell 0 in sweep 0' in t.attrs['description']
			assert list(t['data']) == [4.83, 4.87] and t['data'].attrs['conversion'] == 1e-9
			assert t['data'].attrs['unit'] == 'siemens' and t['starting_time'].attrs['rate'] == 500
			c = p['correlate-pair/correlogram']
			assert c.attrs['neurodata_type'] == 'DynamicTable' and c.attrs['description'].startswith('correlogram.csv of')
			assert list(c.attrs['colnames']) == ['lag_ms', 'r'] and list(c['id']) == [0, 1, 2]
			assert list(c['lag_ms']) == [-1, 0, 1] and math.isnan(c['r'][1]) and c['r'].attrs['neurodata_type'] == 'VectorData'
			s = p['correlate-pair/summary']
			assert s['recording'].asstr()[0] == 'pair.abf' and s['ok'].asstr()[0] == 'true' and s['peak_r'][0] == -0.69
			print('ok')
			""", written(recording, contents(recording))));
    }

    @Test
    void theTruthOfAnotherRecordingIsASentence() throws IOException {
        final Path table = Files.writeString(folder.resolve("other-truth.csv"), TRUTH + "2,0,0,1,1\n2,1,0,1,1\n");
        final String said = assertThrows(InputException.class, () -> NwbAdditions.truth(table, pair()))
                .getMessage();
        assertTrue(said.contains("other-truth.csv has a sweep 2"), said);
    }

    /** Two sweeps of the channels that the recorder of the clamp writes. */
    private Path clamped() {
        final List<ClampFileHeader.Signal> channels = List.of(
                new ClampFileHeader.Signal("V", "mV", ClampMode.CURRENT_CLAMP),
                new ClampFileHeader.Signal("clamp", "pA", ClampMode.UNKNOWN),
                new ClampFileHeader.Signal("command", "pA", ClampMode.UNKNOWN),
                new ClampFileHeader.Signal("g_E", "nS", ClampMode.UNKNOWN),
                new ClampFileHeader.Signal("g_I", "nS", ClampMode.UNKNOWN),
                new ClampFileHeader.Signal("trigger", "", ClampMode.UNKNOWN));
        final Path path = folder.resolve("cell.eiclamp");
        try (RecordingSink sink = ClampFileWriter.create(
                path, ClampFileHeader.of(10_000, Optional.empty(), channels, 2, Map.of("protocol", "{}")))) {
            for (int sweep = 0; sweep < 2; sweep++) {
                sink.beginSweep(1.5 * sweep);
                final float[][] samples = new float[6][50];
                for (int c = 0; c < 6; c++) {
                    for (int i = 0; i < 50; i++) samples[c][i] = (c == 0 ? -70 : c) + 0.1f * i + sweep;
                }
                sink.append(samples, 50);
            }
        }
        return path;
    }

    @Test
    void aRecordingOfTheDynamicClampKeepsConductancesCommandAndClampCurrent() {
        try (Recording recording = Formats.open(clamped());
                Recording read = Formats.open(written(recording, NwbContents.of("Clamp.", "id")))) {
            assertEquals(List.of(), read.remarks());
            assertEquals(recording.sweeps(), read.sweeps());
            assertEquals(
                    recording.channels().stream()
                            .map(c -> List.of(c.name(), c.unit(), c.clampMode(), c.sampleRateHz()))
                            .sorted(java.util.Comparator.comparing(Object::toString))
                            .toList(),
                    read.channels().stream()
                            .map(c -> List.of(c.name(), c.unit(), c.clampMode(), c.sampleRateHz()))
                            .sorted(java.util.Comparator.comparing(Object::toString))
                            .toList());
            for (final Channel channel : recording.channels()) {
                for (int k = 0; k < 2; k++)
                    assertArrayEquals(
                            recording.read(channel.index(), k),
                            read.read(read.channel(channel.name()).index(), k),
                            0,
                            channel.name());
            }
            final double[] command = new double[50];
            read.command(read.channel("V").index()).orElseThrow().read(1, 0, command, 0, 50);
            assertArrayEquals(recording.read(2, 1), command, 0);
        }
    }

    @Test
    void theLibraryFindsTheClampsSeriesWithTheirTypesAndUnits() throws IOException, InterruptedException {
        try (Recording recording = Formats.open(clamped())) {
            assertEquals("ok\n", H5py.run(folder, """
				import h5py, sys
				f = h5py.File(sys.argv[1], 'r')
				a = f['acquisition']
				def is_(s, t, u, c): assert (s.attrs['neurodata_type'], s['data'].attrs['unit'], s['data'].attrs['conversion']) == (t, u, c), s
				is_(a['V_0000'], 'CurrentClampSeries', 'volts', 1e-3)
				is_(a['clamp_0001'], 'TimeSeries', 'amperes', 1e-12)
				is_(a['g_E_0001'], 'TimeSeries', 'siemens', 1e-9)
				is_(a['g_I_0000'], 'TimeSeries', 'siemens', 1e-9)
				s = f['stimulus/presentation/V_command_0001']
				is_(s, 'CurrentClampStimulusSeries', 'amperes', 1e-12)
				assert list(s['data']) == list(a['command_0001/data']) and s['starting_time'][()] == 1.5
				assert a['g_E_0001'].attrs['description'] == 'Conductance g_E, sweep 1.'
				assert s['electrode'] == a['V_0001/electrode']
				r = f['general/intracellular_ephys/intracellular_recordings']
				assert len(r['id']) == 2 and f[r['stimuli/stimulus'][1]['timeseries']] == s
				assert 'protocol' in f['general/notes'][()].decode()
				print('ok')
				""", written(recording, NwbContents.of("Clamp.", "id"))));
        }
    }
}
