package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import org.eibalance.format.abf.AbfFuzzSeeds;
import org.eibalance.format.clamp.ClampFileTest;
import org.eibalance.format.mat.MatFormatTest;
import org.eibalance.format.nwb.NwbContents;
import org.eibalance.format.nwb.NwbWriter;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.rig.PairExperiment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Damaged files: whatever happened to one, it opens as a recording of which every
 * sample can be read, or gives a sentence. The number of damaged files is the
 * system property {@code fuzz.mutations}.
 */
class FormatFuzzTest {

	private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 10_000);

	/** Opening may allocate this much, whatever the file, and */
	private static final long ALLOWED_BYTES = 4_000_000;
	/** this many times the bytes of the file. */
	private static final long ALLOWED_TIMES = 300;

	/** Compressed samples may be this many for a byte. */
	private static final long MOST_TIMES = 1100;

	private static final int[] EXTREMES = { 0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x7fff, 0x8000, 64, 512,
		1 << 20, Float.floatToIntBits(Float.NaN), Float.floatToIntBits(Float.POSITIVE_INFINITY), Float.floatToIntBits(
			1e-40f) };

	@TempDir
	private Path folder;

	@Test
	void damagedAbf1IsARecordingOrASentence() throws IOException {
		fuzz(AbfFuzzSeeds.abf1(), real("invalidDate-abf1.abf", "pclamp11_4ch_abf1.abf"), 6144);
	}

	@Test
	void damagedAbf2IsARecordingOrASentence() throws IOException {
		fuzz(AbfFuzzSeeds.abf2(folder), real("2018_12_09_pCLAMP11_0001.abf", "File_axon_7.abf", "18807005.abf"), 8192);
	}

	@Test
	void damagedAtfIsARecordingOrASentence() throws IOException {
		fuzz(List.of(AtfFormatTest.TWO_CHANNELS.getBytes(Charset.forName("windows-1252"))), List.of(), 500);
	}

	@Test
	void damagedTextIsARecordingOrASentence() throws IOException {
		fuzz(List.of(DelimitedTextFormatTest.TWO_SWEEPS.getBytes(Charset.forName("windows-1252"))), List.of(), 100);
	}

	// NWB, WaveSurfer and Stimfit share the reader of their container: together they take the full number.

	@Test
	void damagedIgorWavesAreARecordingOrASentence() throws IOException {
		fuzz(List.of(IgorFormatTest.matrix(ByteOrder.BIG_ENDIAN).array(), IgorFormatTest.matrix(ByteOrder.LITTLE_ENDIAN)
			.array(), IgorFormatTest.old(2, "ms", "SI:1000;").array(), IgorFormatTest.old(3, "", "x").array()), realFiles(
				"ibw/B6_Ch3_IDRest_181.ibw", "ibw/mac-version5.ibw", "ibw/win-version2.ibw"), 384);
	}

	@Test
	void damagedAxographIsARecordingOrASentence() throws IOException {
		fuzz(List.of(AxographFormatTest.old(1).array(), AxographFormatTest.old(2).array(), AxographFormatTest.x(6).array()),
			realFiles("axograph/Vers6_060523 004.axgd"), 200);
	}

	@Test
	void damagedWinWcpIsARecordingOrASentence() throws IOException {
		fuzz(List.of(WinWcpFormatTest.file("9", "2").array(), WinWcpFormatTest.file("8", "0").array()), realFiles(
			"wcp/wcp-file.wcp"), 1100);
	}

	@Test
	void damagedHekaIsARecordingOrASentence() throws IOException {
		final byte[] little = HekaFormatTest.bundle(true, ByteOrder.LITTLE_ENDIAN).array();
		fuzz(List.of(little, HekaFormatTest.bundle(false, ByteOrder.BIG_ENDIAN).array()), List.of(), little.length);
	}

	@Test
	void damagedCfsIsARecordingOrASentence() throws IOException {
		fuzz(List.of(CfsFormatTest.file().array()), List.of(), CfsFormatTest.file().length());
	}

	@Test
	void damagedIntanClampIsARecordingOrASentence() throws IOException {
		fuzz(List.of(IntanClampFormatTest.headstage(true, false, false).array(), IntanClampFormatTest.headstage(false, true,
			false).array(), IntanClampFormatTest.auxiliary().array()), List.of(), 260);
	}

	@Test
	void damagedSpike2IsARecordingOrASentence() throws IOException {
		fuzz(List.of(Spike2FormatTest.file(6).array(), Spike2FormatTest.file(9).array(), Spike2FormatTest.file(3).array()),
			List.of(), 1200);
	}

	@Test
	void damagedFilesOfTheClampAreARecordingOrASentence() throws IOException {
		fuzz(List.of(ClampFileTest.sample(folder)), List.of(), 600);
	}

	/** Starts of real files of any folder, where there are any. */
	private static List<byte[]> realFiles(final String... paths) throws IOException {
		final List<byte[]> files = new ArrayList<>();
		for (final String path : paths) {
			try {
				final byte[] whole = Files.readAllBytes(SharedRecordings.file(path));
				files.add(Arrays.copyOf(whole, Math.min(whole.length, 12_000)));
			}
			catch (final TestAbortedException exc) {
				// the files of our own are enough
			}
		}
		return files;
	}

	/** Starts of real ABF files, where there are any: long enough for the header and some sweeps. */
	void damagedNwbIsARecordingOrASentence() throws IOException {
		final Path path = folder.resolve("own.nwb");
		NwbWriter.write(PairExperiment.standard(-300, 400, 5).withSweeps(100, 1).run("pair").recording(), path, NwbContents.of(
			"A pair.", "x"));
		fuzz(List.of(Files.readAllBytes(path)), List.of(), 1 << 20, MOST_TIMES);
	}

	@Test
	void damagedWaveSurferIsARecordingOrASentence() throws IOException {
		final Path path = Hdf5RecordingsTest.waveSurfer(folder.resolve("own.h5"), new Hdf5RecordingsTest.WaveSurfer("1.0.6",
			20_000, true, false, 0.0005));
		fuzz(List.of(Files.readAllBytes(path)), List.of(), 1 << 20, MOST_TIMES);
	}

	@Test
	void damagedStimfitIsARecordingOrASentence() throws IOException {
		fuzz(List.of(Files.readAllBytes(Hdf5RecordingsTest.stimfit(folder.resolve("own.h5")))), List.of(), 1 << 20, MOST_TIMES);
	}

	@Test
	void damagedMatlabIsARecordingOrASentence() throws IOException {
		Files.writeString(folder.resolve("mat.layout.json"), """
			{ "sample_rate_hz": 20000, "signals": [ { "variable": "data{1}", "dimensions": "time,channel,sweep", "unit": "pA" } ] }
			""");
		fuzz(List.of(Files.readAllBytes(MatFormatTest.version5(folder.resolve("five.mat"))), Files.readAllBytes(MatFormatTest
			.version73(folder.resolve("seven.mat")))), List.of(), 2000, MOST_TIMES);
	}

	/** Starts of real files, where there are any: long enough for the header and some sweeps. */
	private static List<byte[]> real(final String... names) throws IOException {
		final List<byte[]> files = new ArrayList<>();
		for (final String name : names) {
			try {
				final byte[] whole = Files.readAllBytes(SharedRecordings.abf(name));
				files.add(Arrays.copyOf(whole, Math.min(whole.length, 90_000)));
			}
			catch (final TestAbortedException exc) {
				// the files of our own are enough
			}
		}
		return files;
	}

	private void fuzz(final List<byte[]> own, final List<byte[]> real, final int headerBytes) throws IOException {
		fuzz(own, real, headerBytes, 1);
	}

	private void fuzz(final List<byte[]> own, final List<byte[]> real, final int headerBytes, final long mostTimes)
		throws IOException
	{
		final List<byte[]> seeds = new ArrayList<>(own);
		seeds.addAll(real);
		final Path file = folder.resolve("damaged");
		int opened = 0;
		for (int n = 0; n < MUTATIONS; n++) {
			// each by a seed of its own, which the message names
			final SplittableRandom random = new SplittableRandom(n);
			byte[] bytes = seeds.get(n % seeds.size());
			for (int changes = random.nextInt(1, 5); changes > 0; changes--) bytes = mutate(bytes, headerBytes, random);
			// a new file each time: rewriting an old one makes some file systems wait for the disk
			Files.deleteIfExists(file);
			Files.write(file, bytes);
			try {
				if (opens(file, bytes.length, mostTimes)) opened++;
			}
			catch (final Throwable fault) {
				fail("mutation " + n + " of " + bytes.length + " bytes", fault);
			}
		}
		assertTrue(opened > MUTATIONS / 20 && opened < MUTATIONS, opened + " of " + MUTATIONS +
			" damaged files open: the damage should be neither fatal nor without effect");
	}

	private static byte[] mutate(final byte[] bytes, final int headerBytes, final SplittableRandom random) {
		if (bytes.length < 8) return bytes;
		// anywhere, in the header, or at its start, where the sizes and places of its parts are
		final int[] ends = { bytes.length, headerBytes, headerBytes, 512 };
		final int at = random.nextInt(Math.min(ends[random.nextInt(ends.length)], bytes.length));
		final byte[] changed = bytes.clone();
		switch (random.nextInt(6)) {
			case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
			case 1 -> changed[at] = (byte) random.nextInt();
			case 2, 3 -> {
				final int place = Math.min(at & ~1, bytes.length - 4);
				ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(place, EXTREMES[random.nextInt(
					EXTREMES.length)]);
			}
			case 4 -> {
				return random.nextInt(3) > 0 ? changed : Arrays.copyOf(bytes, random.nextInt(bytes.length));
			}
			default -> {
				if (random.nextInt(3) > 0) return changed;
				final int length = random.nextInt(1, 600);
				final byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
				System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
				for (int i = at; i < at + length; i++) longer[i] = random.nextBoolean() ? 0 : (byte) random.nextInt();
				return longer;
			}
		}
		return changed;
	}

	/** True for a recording, all of which was read; false for a sentence. */
	private static boolean opens(final Path file, final long size, final long mostTimes) {
		final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory
			.getThreadMXBean();
		final long before = threads.getCurrentThreadAllocatedBytes();
		try (Recording recording = Formats.open(file)) {
			final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
			assertTrue(allocated < ALLOWED_BYTES + ALLOWED_TIMES * size, allocated + " bytes allocated to open " + size);
			readAll(recording, mostTimes * size);
			return true;
		}
		catch (final InputException exc) {
			final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
			assertTrue(allocated < ALLOWED_BYTES + ALLOWED_TIMES * size, allocated + " bytes allocated to refuse " + size);
			assertTrue(exc.getMessage().startsWith(file.toString()) && exc.getMessage().endsWith("."), exc.getMessage());
			assertTrue(exc.getMessage().indexOf('\n') < 0, exc.getMessage());
			return false;
		}
	}

	private static void readAll(final Recording recording, final long size) {
		final double[] into = new double[4096];
		long total = 0;
		for (int c = 0; c < recording.channels().size(); c++) {
			final CommandWaveform command = recording.command(c).orElse(null);
			for (int k = 0; k < recording.sweeps().size(); k++) {
				final long samples = recording.samples(c, k);
				total += samples;
				for (long from = 0; from < samples; from += into.length) {
					final int count = (int) Math.min(into.length, samples - from);
					recording.read(c, k, from, into, 0, count);
					if (command != null && from < 3L * into.length) command.read(k, from, into, 0, count);
				}
			}
		}
		assertTrue(total <= size, total + " samples in " + size + " bytes");
	}
}
