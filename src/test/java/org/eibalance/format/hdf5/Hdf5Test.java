package org.eibalance.format.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container: written here and read there, and the other way round. */
class Hdf5Test {

    @TempDir
    private Path folder;

    private static final String VARIANTS = """
		import h5py, numpy as np, sys
		folder = sys.argv[1]
		for latest in (False, True):
		    f = h5py.File(folder + ('/latest.h5' if latest else '/earliest.h5'), 'w', libver='latest' if latest else 'earliest')
		    n = 100003
		    x = ((np.arange(n) * 7919) % 30011 - 15000).astype('<i2')
		    f['contiguous'] = x
		    f['big'] = x.astype('>i4')
		    f['float'] = x.astype('<f4') / 8
		    f['unsigned'] = (np.arange(300) * 200).astype('<u2')
		    f['byte'] = (np.arange(300) % 256 - 128).astype('i1')
		    f['matrix'] = x[:99999].reshape(3, 33333)
		    f.create_dataset('gzip', data=x, chunks=(1000,), compression='gzip', shuffle=True)
		    f.create_dataset('growing', data=x, chunks=(100,), maxshape=(None,), compression='gzip', fletcher32=True)
		    f.create_dataset('growing_plain', data=x, chunks=(100,), maxshape=(None,))
		    f.create_dataset('lzf', data=x, chunks=(4096,), compression='lzf')
		    f.create_dataset('single', data=x, chunks=(n,), compression='gzip')
		    f.create_dataset('plain', data=x, chunks=(5000,))
		    f.create_dataset('many', data=x, chunks=(17,))
		    f.create_dataset('columns', data=x[:99999].reshape(33333, 3), chunks=(1000, 2), compression='gzip', maxshape=(None, None))
		    f.create_dataset('sparse', shape=(n,), dtype='f8', chunks=(1000,), compression='gzip')
		    f['sparse'][5000:6000] = 3
		    f.create_dataset('empty', shape=(0,), dtype='f8', maxshape=(None,), chunks=(10,))
		    f['texts'] = ['alpha', 'βήτα', '']
		    f['scalar'] = 'a single text'
		    f['fixed'] = np.array([b'one', b'three'])
		    g = f.create_group('deep/er')
		    for i in range(400):
		        g.create_group('child %d' % i).attrs['i'] = i
		    for i in range(60):
		        g.attrs['attribute %d' % i] = 'value %d' % i
		    f['soft'] = h5py.SoftLink('/deep/er/child 7')
		    f['loop'] = h5py.SoftLink('/loop')
		    f['elsewhere'] = h5py.ExternalLink('other.h5', '/x')
		    f['refs'] = np.array([f['matrix'].ref, g.ref], dtype=h5py.ref_dtype)
		    t = np.zeros(2, dtype=[('idx_start', '<i4'), ('count', '<i4'), ('timeseries', h5py.ref_dtype)])
		    t[0] = (0, 0, h5py.Reference())
		    t[1] = (5, 6, f['float'].ref)
		    f['stretches'] = t
		    f.attrs['number'] = 2.5
		    f.attrs['single'] = np.float32(0.001)
		    f.close()
		""";

    @Test
    void theOrderInWhichAttributesAreGivenLeavesNoTrace() throws IOException {
        final List<byte[]> files = new ArrayList<>();
        for (final List<String> names : List.of(List.of("rate", "unit"), List.of("unit", "rate"))) {
            final Map<String, Hdf5Content> attributes = new LinkedHashMap<>();
            names.forEach(n -> attributes.put(n, Hdf5Content.text(n)));
            final Path path = folder.resolve("order.h5");
            try (Hdf5Writer writer = new Hdf5Writer(path)) {
                final Hdf5Writer.Group root = writer.root();
                root.dataset("a", Hdf5Content.number(1), attributes);
                root.close();
                writer.finish();
            }
            files.add(Files.readAllBytes(path));
        }
        assertArrayEquals(files.get(0), files.get(1));
    }

    @Test
    void whatTheLibraryWritesIsRead() throws IOException, InterruptedException {
        H5py.run(folder, VARIANTS, folder);
        for (final String name : List.of("earliest.h5", "latest.h5")) {
            try (Hdf5File file = Hdf5File.open(folder.resolve(name))) {
                final Hdf5Object root = file.root();
                for (final String set : List.of(
                        "contiguous", "big", "gzip", "growing", "growing_plain", "lzf", "single", "plain", "many")) {
                    assertRamp(name + " " + set, root.find(set).orElseThrow().dataset(), 0, 1, 100_003, 1, 0, 1);
                }
                assertRamp(name + " float", root.find("float").orElseThrow().dataset(), 0, 0.125, 100_003, 1, 0, 1);
                assertRamp(name + " row", root.find("matrix").orElseThrow().dataset(), 1, 1, 33_333, 1, 66_666, 2);
                assertRamp(name + " column", root.find("columns").orElseThrow().dataset(), 0, 1, 33_333, 3, 2, 2);
                final double[] sparse = new double[3000];
                root.find("sparse").orElseThrow().dataset().read(0, new long[] {4000}, sparse, 0, 3000);
                assertTrue(
                        Double.isNaN(sparse[999])
                                && sparse[1000] == 3
                                && sparse[1999] == 3
                                && Double.isNaN(sparse[2000]),
                        "what was never written is missing");
                assertEquals(0, root.find("empty").orElseThrow().dataset().count());
                assertEquals(200 * 299, root.value("unsigned").orElseThrow().numbers()[299]);
                assertEquals(-128, root.value("byte").orElseThrow().numbers()[256]);
                assertEquals(
                        List.of("alpha", "βήτα", ""),
                        root.value("texts").orElseThrow().texts());
                assertEquals(
                        List.of("one", "three"),
                        root.value("fixed").orElseThrow().texts());
                assertEquals(
                        "a single text",
                        root.value("scalar").orElseThrow().text().orElseThrow());
                assertEquals(400, root.find("deep/er").orElseThrow().names().size());
                assertEquals(7, root.find("soft").orElseThrow().number("i"));
                assertEquals(399, root.find("deep/er/child 399").orElseThrow().number("i"));
                assertEquals(
                        "value 59",
                        root.find("deep/er").orElseThrow().text("attribute 59").orElseThrow());
                assertTrue(root.find("loop").isEmpty()
                        && root.find("elsewhere").isEmpty()
                        && root.find("none").isEmpty());
                assertEquals(
                        List.of(
                                root.find("matrix").orElseThrow(),
                                root.find("deep/er").orElseThrow()),
                        root.value("refs").orElseThrow().references());
                final Hdf5Value stretches = root.value("stretches").orElseThrow();
                assertArrayEquals(
                        new double[] {0, 5},
                        stretches.member("idx_start").orElseThrow().numbers());
                assertNull(stretches
                        .member("timeseries")
                        .orElseThrow()
                        .references()
                        .get(0));
                assertEquals(
                        root.find("float").orElseThrow(),
                        stretches
                                .member("timeseries")
                                .orElseThrow()
                                .references()
                                .get(1));
                assertEquals(2.5, root.number("number"));
                assertEquals(0.001, root.attribute("single").orElseThrow().decimal());
            }
        }
    }

    /** Reads in pieces of many lengths, as the script above made the numbers. */
    private static void assertRamp(
            final String name,
            final Hdf5Dataset data,
            final int dimension,
            final double scale,
            final int length,
            final int step,
            final long first,
            final int rank) {
        final SplittableRandom random = new SplittableRandom(1);
        for (int from = 0; from < length; ) {
            final int count = Math.min(length - from, random.nextInt(1, 20_000));
            final double[] into = new double[count + 2];
            final long[] start = new long[rank];
            start[dimension] = from;
            if (rank == 2) start[1 - dimension] = 2;
            data.read(dimension, start, into, 1, count);
            for (int i = 0; i < count; i++) {
                final long place = first + (long) (from + i) * step;
                assertEquals((place * 7919 % 30_011 - 15_000) * scale, into[i + 1], name + " at " + (from + i));
            }
            from += count;
        }
    }

    private static double written(final long at) {
        return Math.sin(at * 0.01) * 1e-3;
    }

    /** Chunks of this many doubles need a tree of two levels. */
    private static final int MANY = 4_300_001;

    private void write(final Path path, final byte[] userBlock, final int longest) throws IOException {
        try (Hdf5Writer writer = new Hdf5Writer(path, userBlock)) {
            final Hdf5Writer.Group root = writer.root();
            final Hdf5Writer.Group data = root.group("data");
            for (final int length : new int[] {0, 1, longest == MANY ? 70_000 : 500, longest}) {
                final Hdf5Writer.Doubles doubles =
                        data.doubles("n" + length, Map.of("unit", Hdf5Content.text("volts")));
                final double[] piece = new double[10_007];
                for (int from = 0; from < length; from += piece.length) {
                    final int count = Math.min(piece.length, length - from);
                    for (int i = 0; i < count; i++) piece[i] = written(from + i);
                    doubles.append(piece, 0, count);
                }
                doubles.close();
            }
            final long address = data.close();
            final String[] many = new String[5000];
            for (int i = 0; i < many.length; i++) many[i] = "text number " + i;
            root.dataset("texts", Hdf5Content.texts(List.of(many)), Map.of());
            root.dataset("long", Hdf5Content.text("µ".repeat(100_000)), Map.of());
            root.dataset(
                    "stretches",
                    Hdf5Content.stretches(
                            List.of("idx_start", "count", "timeseries"),
                            new int[] {0, -1},
                            new int[] {70_000, -1},
                            new long[] {address, Hdf5Content.NO_OBJECT}),
                    Map.of());
            root.dataset(
                    "matrix",
                    Hdf5Content.numbers(1, 2, 3, 4, 5, 6).shaped(2, 3),
                    Map.of("of", Hdf5Content.reference(address)));
            root.dataset("scalar", Hdf5Content.number(2.5), Map.of());
            root.attribute("empty", Hdf5Content.text(""))
                    .attribute("count", Hdf5Content.integer(-7))
                    .link("there", "/data/n1");
            for (int i = 0; i < 300; i++) {
                final Hdf5Writer.Group child = root.group("child " + i);
                child.attribute("i", Hdf5Content.integers(i, 2 * i)).close();
            }
            root.close();
            writer.finish();
        }
    }

    @Test
    void whatIsWrittenIsReadBackBitForBit() throws IOException {
        final Path path = folder.resolve("own.h5");
        write(path, new byte[512], MANY);
        try (Hdf5File file = Hdf5File.open(path)) {
            final Hdf5Object root = file.root();
            for (final int length : new int[] {0, 1, 70_000, MANY}) {
                final Hdf5Dataset data =
                        root.find("data/n" + length).orElseThrow().dataset();
                assertEquals(length, data.count());
                final double[] into = new double[length];
                data.read(0, new long[1], into, 0, length);
                for (int i = 0; i < length; i++) assertEquals(written(i), into[i]);
            }
            assertTrue(file.cache().held() <= ChunkCache.CAPACITY);
            assertEquals(
                    "text number 4999",
                    root.value("texts").orElseThrow().texts().get(4999));
            assertEquals(
                    "µ".repeat(100_000), root.value("long").orElseThrow().text().orElseThrow());
            assertEquals(
                    "volts", root.find("data/n1").orElseThrow().text("unit").orElseThrow());
            assertEquals("", root.text("empty").orElseThrow());
            assertEquals(-7, root.number("count"));
            assertEquals(
                    List.of(root.find("data").orElseThrow()),
                    root.find("matrix")
                            .orElseThrow()
                            .attribute("of")
                            .orElseThrow()
                            .references());
            assertEquals(root.find("data/n1"), root.find("there"));
            assertArrayEquals(
                    new double[] {299, 598},
                    root.find("child 299")
                            .orElseThrow()
                            .attribute("i")
                            .orElseThrow()
                            .numbers());
        }
    }

    @Test
    void manyChunksAtOnceGiveWhatEachGivesAlone() throws IOException {
        final Path path = folder.resolve("many.h5");
        write(path, new byte[0], MANY);
        try (Hdf5File file = Hdf5File.open(path)) {
            final Hdf5Dataset data =
                    file.root().find("data/n" + MANY).orElseThrow().dataset();
            for (final int from : new int[] {1, Hdf5Writer.CHUNK - 1, Hdf5Writer.CHUNK, 3 * Hdf5Writer.CHUNK + 17}) {
                final int length = 10 * Hdf5Writer.CHUNK + 5;
                final double[] into = new double[length + 2];
                data.read(0, new long[] {from}, into, 1, length);
                for (int i = 0; i < length; i++) assertEquals(written(from + i), into[i + 1]);
                assertEquals(0, into[0]);
                assertEquals(0, into[length + 1]);
            }
        }
    }

    @Test
    void aDamagedChunkAmongManyIsNamed() throws IOException {
        final Path path = folder.resolve("damaged.h5");
        write(path, new byte[0], MANY);
        final byte[] bytes = Files.readAllBytes(path);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 1000, (byte) 0x77);
        Files.write(path, bytes);
        try (Hdf5File file = Hdf5File.open(path)) {
            final Hdf5Dataset data =
                    file.root().find("data/n" + MANY).orElseThrow().dataset();
            final String message = assertThrows(
                            InputException.class, () -> data.read(0, new long[1], new double[MANY], 0, MANY))
                    .getMessage();
            assertTrue(message.contains("damaged.h5") && message.contains("its bytes are damaged"), message);
        }
    }

    @Test
    void theLibraryReadsWhatIsWritten() throws IOException, InterruptedException {
        for (final int block : new int[] {0, 512}) {
            final Path path = folder.resolve("own" + block + ".h5");
            write(path, new byte[block], MANY);
            assertEquals("ok\n", H5py.run(folder, """
				import h5py, numpy as np, sys
				f = h5py.File(sys.argv[1], 'r')
				assert f.userblock_size == int(sys.argv[2])
				for n in (0, 1, 70000, 4300001):
				    x = f['data/n%d' % n]
				    assert x.shape == (n,) and x.attrs['unit'] == 'volts', x
				    assert n == 0 or np.max(np.abs(x[:] - np.sin(np.arange(n) * 0.01) * 1e-3)) < 1e-17
				assert f['texts'][4999] == b'text number 4999' and len(f['texts']) == 5000
				assert f['long'][()].decode() == 'µ' * 100000
				s = f['stretches'][:]
				assert s.dtype.names == ('idx_start', 'count', 'timeseries')
				assert f[s[0]['timeseries']].name == '/data' and s[0]['count'] == 70000 and not s[1]['timeseries']
				assert f['matrix'].shape == (2, 3) and f['matrix'][1, 2] == 6
				assert f[f['matrix'].attrs['of']].name == '/data'
				assert f['scalar'][()] == 2.5 and f.attrs['empty'] == '' and f.attrs['count'] == -7
				assert f.get('there', getlink=True).path == '/data/n1' and f['there'].shape == (1,)
				assert list(f['child 299'].attrs['i']) == [299, 598]
				names = []
				f.visit(names.append)
				assert len(names) == 310, len(names)
				print('ok')
				""", path, block));
        }
    }

    @Test
    void theSameCallsGiveTheSameBytes() throws IOException {
        write(folder.resolve("a.h5"), new byte[0], 70_000);
        write(folder.resolve("b.h5"), new byte[0], 70_000);
        assertEquals(-1, Files.mismatch(folder.resolve("a.h5"), folder.resolve("b.h5")));
    }
}
