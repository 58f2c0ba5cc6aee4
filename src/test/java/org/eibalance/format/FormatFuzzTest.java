package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
 * Damaged files: whatever happened to one, it opens as a recording of which every sample can be read, or gives a
 * sentence. The number of damaged files is the system property {@code fuzz.mutations}; each follows from its own
 * number, on any number of threads ({@code fuzz.threads}).
 */
class FormatFuzzTest {

    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 10_000);

    /** Opening may allocate this much, whatever the file, and */
    private static final long ALLOWED_BYTES = 4_000_000;
    /** this many times the bytes of the file. */
    private static final long ALLOWED_TIMES = 300;

    /** Compressed samples may be this many for a byte. */
    private static final long MAX_RATIO = 1100;

    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final int THREADS =
            Integer.getInteger("fuzz.threads", Runtime.getRuntime().availableProcessors());

    /** Mutations that a thread takes at once. */
    private static final int BLOCK = 128;
    /** Fewer than these may all open, or none. */
    private static final int FEW = 200;
    /** Whole seconds for what takes a fraction of a millisecond. */
    private static final long HANG_MS = 60_000;

    private static final com.sun.management.ThreadMXBean MEMORY =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

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

    @Test
    void damagedIgorWavesAreARecordingOrASentence() throws IOException {
        fuzz(
                List.of(
                        IgorFormatTest.matrix(ByteOrder.BIG_ENDIAN).array(),
                        IgorFormatTest.matrix(ByteOrder.LITTLE_ENDIAN).array(),
                        IgorFormatTest.old(2, "ms", "SI:1000;").array(),
                        IgorFormatTest.old(3, "", "x").array()),
                realFiles("ibw/B6_Ch3_IDRest_181.ibw", "ibw/mac-version5.ibw", "ibw/win-version2.ibw"),
                384);
    }

    @Test
    void damagedAxographIsARecordingOrASentence() throws IOException {
        fuzz(
                List.of(
                        AxographFormatTest.old(1).array(),
                        AxographFormatTest.old(2).array(),
                        AxographFormatTest.x(6).array()),
                realFiles("axograph/Vers6_060523 004.axgd"),
                200);
    }

    @Test
    void damagedWinWcpIsARecordingOrASentence() throws IOException {
        fuzz(
                List.of(
                        WinWcpFormatTest.file("9", "2").array(),
                        WinWcpFormatTest.file("8", "0").array()),
                realFiles("wcp/wcp-file.wcp"),
                1100);
    }

    @Test
    void damagedHekaIsARecordingOrASentence() throws IOException {
        final byte[] little =
                HekaFormatTest.bundle(true, ByteOrder.LITTLE_ENDIAN).array();
        fuzz(List.of(little, HekaFormatTest.bundle(false, ByteOrder.BIG_ENDIAN).array()), List.of(), little.length);
    }

    @Test
    void damagedCfsIsARecordingOrASentence() throws IOException {
        fuzz(
                List.of(CfsFormatTest.file().array()),
                List.of(),
                CfsFormatTest.file().length());
    }

    @Test
    void damagedIntanClampIsARecordingOrASentence() throws IOException {
        fuzz(
                List.of(
                        IntanClampFormatTest.headstage(true, false, false).array(),
                        IntanClampFormatTest.headstage(false, true, false).array(),
                        IntanClampFormatTest.auxiliary().array()),
                List.of(),
                260);
    }

    @Test
    void damagedSpike2IsARecordingOrASentence() throws IOException {
        fuzz(
                List.of(
                        Spike2FormatTest.file(6).array(),
                        Spike2FormatTest.file(9).array(),
                        Spike2FormatTest.file(3).array()),
                List.of(),
                1200);
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
            } catch (final TestAbortedException exc) {
                // the files of our own are enough
            }
        }
        return files;
    }

    @Test
    void damagedNwbIsARecordingOrASentence() throws IOException {
        final Path path = folder.resolve("own.nwb");
        NwbWriter.write(
                PairExperiment.standard(-300, 400, 5)
                        .withSweeps(100, 1)
                        .run("pair")
                        .recording(),
                path,
                NwbContents.of("A pair.", "x"));
        fuzz(List.of(Files.readAllBytes(path)), List.of(), 1 << 20, MAX_RATIO);
    }

    @Test
    void damagedWaveSurferIsARecordingOrASentence() throws IOException {
        final Path path = Hdf5RecordingsTest.waveSurfer(
                folder.resolve("own.h5"), new Hdf5RecordingsTest.WaveSurfer("1.0.6", 20_000, true, false, 0.0005));
        fuzz(List.of(Files.readAllBytes(path)), List.of(), 1 << 20, MAX_RATIO);
    }

    @Test
    void damagedStimfitIsARecordingOrASentence() throws IOException {
        fuzz(
                List.of(Files.readAllBytes(Hdf5RecordingsTest.stimfit(folder.resolve("own.h5")))),
                List.of(),
                1 << 20,
                MAX_RATIO);
    }

    @Test
    void damagedMatlabIsARecordingOrASentence() throws IOException {
        Files.writeString(folder.resolve("mat.layout.json"), """
			{ "sample_rate_hz": 20000, "signals": [ { "variable": "data{1}", "dimensions": "time,channel,sweep", "unit": "pA" } ] }
			""");
        fuzz(
                List.of(
                        Files.readAllBytes(MatFormatTest.version5(folder.resolve("five.mat"))),
                        Files.readAllBytes(MatFormatTest.version73(folder.resolve("seven.mat")))),
                List.of(),
                2000,
                MAX_RATIO);
    }

    /** Starts of real files, where there are any: long enough for the header and some sweeps. */
    private static List<byte[]> real(final String... names) throws IOException {
        final List<byte[]> files = new ArrayList<>();
        for (final String name : names) {
            try {
                final byte[] whole = Files.readAllBytes(SharedRecordings.abf(name));
                files.add(Arrays.copyOf(whole, Math.min(whole.length, 90_000)));
            } catch (final TestAbortedException exc) {
                // the files of our own are enough
            }
        }
        return files;
    }

    private void fuzz(final List<byte[]> own, final List<byte[]> real, final int headerBytes) throws IOException {
        fuzz(own, real, headerBytes, 1);
    }

    private void fuzz(final List<byte[]> own, final List<byte[]> real, final int headerBytes, final long mostTimes)
            throws IOException {
        final List<byte[]> seeds = new ArrayList<>(own);
        seeds.addAll(real);
        final AtomicInteger next = new AtomicInteger(FIRST);
        final AtomicReference<Fault> fault = new AtomicReference<>();
        final List<Worker> workers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++)
            workers.add(new Worker(folder.resolve("damaged" + t), seeds, headerBytes, mostTimes, next, fault));
        workers.forEach(Thread::start);
        workers.forEach(FormatFuzzTest::awaitEnd);
        if (fault.get() != null)
            fail(fault.get().sentence(seeds.size()), fault.get().thrown());
        final int opened = workers.stream().mapToInt(worker -> worker.opened).sum();
        if (MUTATIONS >= FEW)
            assertTrue(
                    opened > MUTATIONS / 20 && opened < MUTATIONS,
                    opened + " of " + MUTATIONS
                            + " damaged files open: the damage should be neither fatal nor without effect");
    }

    /** A damaged file that is neither read nor refused would hold this up for ever. */
    private static void awaitEnd(final Worker worker) {
        try {
            int before = -1;
            while (true) {
                worker.join(HANG_MS);
                if (!worker.isAlive()) return;
                final AssertionError hang = new AssertionError("mutation " + worker.mutation + " hangs");
                hang.setStackTrace(worker.getStackTrace());
                if (worker.mutation == before) throw hang;
                before = worker.mutation;
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What went wrong, and with which damaged file. */
    private record Fault(int mutation, int bytes, Throwable thrown) {

        String sentence(final int seeds) {
            return "mutation " + mutation + " (of whole file " + mutation % seeds + " of " + seeds + ", to " + bytes
                    + " bytes), again by -Dfuzz.first=" + mutation + " -Dfuzz.mutations=1";
        }
    }

    /** Takes blocks of mutations until there are no more. What becomes of one depends on its number alone. */
    private static final class Worker extends Thread {

        private final Path place;
        private final List<byte[]> seeds;
        private final int headerBytes;
        private final long mostTimes;
        private final AtomicInteger next;
        private final AtomicReference<Fault> fault;
        private final double[] samples = new double[4096];
        private volatile int mutation;
        private int opened;

        Worker(
                final Path place,
                final List<byte[]> seeds,
                final int headerBytes,
                final long mostTimes,
                final AtomicInteger next,
                final AtomicReference<Fault> fault) {
            this.place = place;
            this.seeds = seeds;
            this.headerBytes = headerBytes;
            this.mostTimes = mostTimes;
            this.next = next;
            this.fault = fault;
            setDaemon(true);
        }

        @Override
        public void run() {
            final List<DamagedFile> files = new ArrayList<>();
            try {
                for (int i = 0; i < seeds.size(); i++)
                    files.add(new DamagedFile(Path.of(place + "-" + i), seeds.get(i), headerBytes));
                // blocks are given out in order and end at their first fault: the one with the lowest number is always
                // found
                while (fault.get() == null) {
                    final int from = next.getAndAdd(BLOCK);
                    final int end = (int) Math.min((long) from + BLOCK, (long) FIRST + MUTATIONS);
                    if (from >= end) break;
                    block(files, from, end);
                }
                for (final DamagedFile file : files) file.close();
            } catch (final IOException e) {
                report(new Fault(mutation, -1, e));
            }
        }

        private void block(final List<DamagedFile> files, final int from, final int end) throws IOException {
            for (int n = from; n < end; n++) {
                mutation = n;
                final DamagedFile file = files.get(n % files.size());
                // each by a seed of its own, which the message names
                file.damage(n);
                try {
                    if (opens(file.path(), file.length(), mostTimes, samples)) opened++;
                } catch (final Throwable thrown) {
                    report(new Fault(n, file.length(), thrown));
                    return;
                }
            }
        }

        private void report(final Fault found) {
            fault.accumulateAndGet(found, (a, b) -> a == null || b.mutation < a.mutation ? b : a);
        }
    }

    /** True for a recording, all of which was read; false for a sentence. */
    private static boolean opens(final Path file, final long size, final long mostTimes, final double[] samples) {
        final long before = MEMORY.getCurrentThreadAllocatedBytes();
        try (Recording recording = Formats.open(file)) {
            final long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    allocated < ALLOWED_BYTES + ALLOWED_TIMES * size, allocated + " bytes allocated to open " + size);
            readAll(recording, mostTimes * size, samples);
            return true;
        } catch (final InputException exc) {
            final long allocated = MEMORY.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    allocated < ALLOWED_BYTES + ALLOWED_TIMES * size, allocated + " bytes allocated to refuse " + size);
            assertTrue(
                    exc.getMessage().startsWith(file.toString())
                            && exc.getMessage().endsWith("."),
                    exc.getMessage());
            assertTrue(exc.getMessage().indexOf('\n') < 0, exc.getMessage());
            return false;
        }
    }

    private static void readAll(final Recording recording, final long size, final double[] into) {
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
