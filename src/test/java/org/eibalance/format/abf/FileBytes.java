package org.eibalance.format.abf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of an ABF file, to be changed field by field at the offsets of the format. */
final class FileBytes {

    static final int PROTOCOL = 512;

    private ByteBuffer bytes;

    FileBytes(final byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static FileBytes of(final Path file) throws IOException {
        return new FileBytes(Files.readAllBytes(file));
    }

    /** Two channels (inputs 5 and 2) of an ABF 1.83 file, sample i of sweep k being 10 k + i counts on both. */
    static FileBytes abf1(final int sweeps, final int samples) {
        final int data = 6144;
        final FileBytes file = new FileBytes(new byte[data + 4 * sweeps * samples]);
        file.text(0, "ABF ")
                .f32(4, 1.83f)
                .i16(8, 5)
                .i32(10, 2 * sweeps * samples)
                .i32(16, sweeps)
                .i32(20, 20_210_304)
                .i32(24, 3600)
                .i32(40, data / 512)
                .i16(120, 2)
                .f32(122, 25)
                .i32(138, 2 * samples)
                .i32(146, sweeps)
                .f32(244, 10)
                .i32(252, 32_768)
                .i16(366, 250)
                .f32(248, 10)
                .i32(256, 32_768);
        for (int adc = 0; adc < 16; adc++)
            file.i16(410 + 2 * adc, -1).f32(730 + 4 * adc, 1).f32(922 + 4 * adc, 0.01f);
        file.i16(410, 5)
                .i16(412, 2)
                .text(442 + 50, "Vm")
                .text(602 + 40, "mV")
                .text(442 + 20, "Im ")
                .text(602 + 16, "pA")
                .f32(922 + 8, 0.0005f);
        file.text(1306, "Cmd 0").text(1346, "pA").f32(1378, 400).f32(1394, -50);
        file.text(1316, "Cmd 1").text(1354, "mV").f32(1382, 20).f32(1398, -70);
        for (int i = 0; i < sweeps * samples; i++) {
            final int count = 10 * (i / samples) + i % samples;
            file.i16(data + 4 * i, count).i16(data + 4 * i + 2, count);
        }
        return file;
    }

    /** Where a section of an ABF2 file is, by its place in the map. */
    int section(final int map) {
        return 512 * bytes.getInt(map);
    }

    int length() {
        return bytes.capacity();
    }

    /** Adds whole blocks of zeros and tells where they start. */
    int append(final int length) {
        final int at = (bytes.capacity() + 511) / 512 * 512;
        bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), at + (length + 511) / 512 * 512))
                .order(ByteOrder.LITTLE_ENDIAN);
        return at;
    }

    FileBytes u8(final int at, final int value) {
        bytes.put(at, (byte) value);
        return this;
    }

    FileBytes i16(final int at, final int value) {
        bytes.putShort(at, (short) value);
        return this;
    }

    FileBytes i32(final int at, final int value) {
        bytes.putInt(at, value);
        return this;
    }

    FileBytes i64(final int at, final long value) {
        bytes.putLong(at, value);
        return this;
    }

    FileBytes f32(final int at, final double value) {
        bytes.putFloat(at, (float) value);
        return this;
    }

    FileBytes text(final int at, final String text) {
        bytes.put(at, text.getBytes(Charset.forName("windows-1252")));
        return this;
    }

    /** Makes a section of the map point to new blocks. */
    int newSection(final int map, final int entryBytes, final int count) {
        final int at = append(entryBytes * count);
        i32(map, at / 512).i32(map + 4, entryBytes).i64(map + 8, count);
        return at;
    }

    byte[] array() {
        return bytes.array();
    }

    Path write(final Path file) throws IOException {
        return Files.write(file, bytes.array());
    }

    Path writeFirst(final Path file, final int length) throws IOException {
        return Files.write(file, Arrays.copyOf(bytes.array(), length));
    }
}
