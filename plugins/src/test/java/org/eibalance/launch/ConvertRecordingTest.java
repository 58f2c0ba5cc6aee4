package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eibalance.SmallRecordings;
import org.eibalance.format.Formats;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;
import org.eibalance.rig.PairExperiment;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in other formats, as the command line makes them. */
class ConvertRecordingTest {

	@TempDir
	private Path root;

	private Path abf;

	@BeforeEach
	void recordings() throws IOException {
		Files.createDirectories(root.resolve("in"));
		abf = root.resolve("in/pair.abf");
		Abf2Writer.write(PairExperiment.standard(-300, 400, 5).withSweeps(1500, 3).run("pair").recording(), abf, Abf2Options
			.int16(200, 200));
	}

	private record Run(int status, List<String> out, List<String> err) {}

	private static Run run(final String... arguments) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		final int status = new Launcher(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true,
			StandardCharsets.UTF_8)).run(arguments);
		return new Run(status, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8)
			.lines().toList());
	}

	private Run done(final String... arguments) {
		final Run run = run(arguments);
		assertEquals(Launcher.DONE, run.status(), run.toString());
		assertEquals(List.of(), run.err());
		return run;
	}

	private Path converted(final String format) {
		done("convert-recording", "recording=" + abf, "format=" + format, "output=" + root.resolve("out"));
		return root.resolve("out/pair/convert-recording/pair." + format);
	}

	@Test
	void anAbfFileHasTheSameCorrelogramOnceItIsNwb() throws IOException {
		final Path nwb = converted("nwb");
		for (final Path file : List.of(abf, nwb)) {
			done("correlate-pair", "recording=" + file, "output=" + root.resolve(file == nwb ? "b" : "a"));
		}
		assertArrayEquals(Files.readAllBytes(root.resolve("a/pair/correlate-pair/correlogram.csv")), Files.readAllBytes(root
			.resolve("b/pair/correlate-pair/correlogram.csv")));
		assertEquals(Files.readString(root.resolve("a/pair/correlate-pair/summary.csv")), Files.readString(root.resolve(
			"b/pair/correlate-pair/summary.csv")).replace("pair.nwb", "pair.abf"));
	}

	@Test
	void everyFormatKeepsSamplesNamesUnitsAndSweeps() {
		try (Recording original = Formats.open(abf)) {
			for (final String format : List.of("nwb", "atf", "txt")) {
				try (Recording copy = Formats.open(converted(format))) {
					assertEquals(List.of(), copy.remarks(), format);
					assertEquals(original.sweeps().stream().map(s -> s.samples()).toList(), copy.sweeps().stream().map(s -> s
						.samples()).toList());
					for (final Channel channel : original.channels()) {
						final Channel other = copy.channels().get(channel.index());
						assertTrue(other.name().startsWith(channel.name()), other.name());
						assertEquals(channel.unit(), other.unit());
						assertEquals(channel.sampleRateHz(), other.sampleRateHz(), 1e-9 * channel.sampleRateHz());
						for (int k = 0; k < 3; k++) assertArrayEquals(original.read(channel.index(), k), copy.read(other.index(), k),
							format);
					}
				}
			}
		}
	}

	@Test
	void theSameRecordingGivesTheSameBytes() throws IOException {
		final byte[] first = Files.readAllBytes(converted("nwb"));
		assertArrayEquals(first, Files.readAllBytes(converted("nwb")));
	}

	@Test
	void aChannelIsRescaledOnlyWhereAPersonSaysSo() {
		done("convert-recording", "recording=" + abf, "rescale=1=0.1", "output=" + root.resolve("out"));
		try (Recording original = Formats.open(abf); Recording copy = Formats.open(root.resolve(
			"out/pair/convert-recording/pair.nwb")))
		{
			assertArrayEquals(original.read(0, 0), copy.read(0, 0));
			assertEquals(original.read(1, 0)[5] * 0.1, copy.read(1, 0)[5], 1e-12);
		}
		for (final String wrong : List.of("1", "x=2", "1=0", "1=abc")) {
			final Run run = run("convert-recording", "recording=" + abf, "rescale=" + wrong, "output=" + root.resolve("no"));
			assertEquals(Launcher.USAGE, run.status(), run.toString());
			assertEquals(1, run.err().size(), run.toString());
		}
	}

	@Test
	void aFolderIsConvertedByBatch() throws IOException {
		SmallRecordings.write(root.resolve("in/deeper/cells.csv"), 1);
		Files.writeString(root.resolve("settings.json"),
			"{ \"command\": \"convert-recording\", \"parameters\": { \"format\": \"nwb\" } }");
		done("batch-folder", "folder=" + root.resolve("in"), "command=convert-recording", "settings=" + root.resolve(
			"settings.json"), "output=" + root.resolve("out"));
		for (final String file : List.of("pair/convert-recording/pair.nwb", "deeper/cells/convert-recording/cells.nwb")) {
			try (Recording recording = Formats.open(root.resolve("out").resolve(file))) {
				assertTrue(recording.format().startsWith("NWB 2"), recording.format());
			}
		}
	}

	@Test
	void aDescriptionOfADoubtfulFileSaysWhatIsDoubtfulAndStandardErrorIsEmpty() throws IOException {
		final Path file = root.resolve("volts.csv");
		Files.writeString(file, "time_ms,a_mv\n0,-65000\n1,-65000\n2,-65001\n");
		final Run run = done("describe-recording", "recording=" + file, "output=" + root.resolve("out"));
		assertTrue(run.out().stream().anyMatch(line -> line.contains("which no cell gives")), run.toString());
	}
}
