package org.eibalance.format.abf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eibalance.format.abf.Abf2Options.CommandStep;

/** Files to be damaged, in which most sections are there. */
public final class AbfFuzzSeeds {

    private AbfFuzzSeeds() {}

    /** Two outputs with epochs, a list, deltas, tags and a synch array. */
    public static List<byte[]> abf1() {
        final FileBytes file = FileBytes.abf1(4, 320);
        for (int dac = 0; dac < 2; dac++) {
            file.i16(2296 + 2 * dac, 1).i16(2300 + 2 * dac, 1 + dac).i16(2304 + 2 * dac, dac);
            for (int e = 0; e < 8; e++) {
                final int at = 10 * dac + e;
                file.i16(2308 + 2 * at, e)
                        .f32(2348 + 4 * at, 10 * e)
                        .f32(2428 + 4 * at, 5)
                        .i32(2508 + 4 * at, 40)
                        .i32(2136 + 4 * at, 10)
                        .i32(2216 + 4 * at, 4);
            }
        }
        file.i16(3360, 1).i16(3368, 21).text(3376, "1,2,3");
        final int stimulus = file.append(2 * 320 * 4);
        file.i32(2052, stimulus / 512).i32(2060, 4).f32(2078, 1);
        final int synch = file.append(8 * 4);
        for (int k = 0; k < 4; k++) file.i32(synch + 8 * k, 640 * k).i32(synch + 8 * k + 4, 640);
        file.i32(92, synch / 512).i32(96, 4);
        final int tags = file.append(64 * 3);
        file.i32(44, tags / 512).i32(48, 3).text(tags + 4, "C:\\data\\next.abf").i16(tags + 60, 4);
        final int deltas = file.append(12 * 3);
        file.i32(72, deltas / 512).i32(76, 3);
        final FileBytes gapFree = new FileBytes(file.array().clone()).i16(8, AbfHeader.GAP_FREE);
        return List.of(file.array(), gapFree.array());
    }

    /** Written by our writer, as counts and as floating-point numbers. */
    public static List<byte[]> abf2(final Path folder) throws IOException {
        final Path file = folder.resolve("seed.abf");
        Abf2Writer.write(
                TwoCells.recording(4, 640, 1),
                file,
                TwoCells.int16()
                        .withSteps(List.of(new CommandStep(0, 10, 20, 100, 10), new CommandStep(1, 30, 0, 200, 0))));
        final byte[] counts = Files.readAllBytes(file);
        final FileBytes more = FileBytes.of(file);
        final int list = more.newSection(Abf2Header.USER_LIST, 64, 1);
        more.i16(list + 4, 31).i32(list + 8, 1);
        final int delta = more.newSection(Abf2Header.DELTA, 12, 2);
        more.i32(delta, 100).i16(more.section(Abf2Header.DAC) + 44, 1).i16(FileBytes.PROTOCOL + 182, 1);
        Abf2Writer.write(TwoCells.recording(1, 2000, 1), file, Abf2Options.float32());
        return List.of(counts, more.array(), Files.readAllBytes(file));
    }
}
