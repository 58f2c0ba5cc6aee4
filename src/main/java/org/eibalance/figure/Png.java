package org.eibalance.figure;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.eibalance.signal.ParallelLoop;

/**
 * Pictures as PNG files (ISO/IEC 15948): 8 bits a colour, lines without a filter, for
 * figures are mostly white, and filters made them larger.
 * <p>
 * Not by ImageIO, whose loops over lines take a sixteenth to three quarters of the time
 * of packing, as the JVM happens to compile them, and which knows no resolution.
 */
final class Png {

	private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
	private static final double MM_PER_INCH = 25.4;
	private static final int BYTES_PER_PIXEL = 3;

	/** The slowest level that does not look ahead: 1.6 times as fast as the next, for files a seventh larger. */
	private static final int LEVEL = 3;

	private final ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 19);

	private Png() {}

	/**
	 * Packs a picture.
	 *
	 * @param image of the type {@link BufferedImage#TYPE_3BYTE_BGR}
	 * @param dotsPerInch its resolution, which programs for text and slides heed
	 * @return the file
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted
	 */
	static byte[] encode(final BufferedImage image, final double dotsPerInch) {
		if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) throw new IllegalArgumentException("a picture of type " +
			image.getType());
		final Png png = new Png();
		png.file.writeBytes(SIGNATURE);
		// 8 bits, colours, and the only methods there are; not interlaced
		png.chunk("IHDR", ByteBuffer.allocate(13).putInt(image.getWidth()).putInt(image.getHeight()).put(new byte[] { 8, 2,
			0, 0, 0 }).array());
		final int perMetre = (int) Math.round(dotsPerInch / MM_PER_INCH * 1000);
		png.chunk("pHYs", ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre).put((byte) 1).array());
		png.chunk("IDAT", packed(image));
		png.chunk("IEND", new byte[0]);
		return png.file.toByteArray();
	}

	private void chunk(final String type, final byte[] data) {
		final byte[] name = type.getBytes(StandardCharsets.US_ASCII);
		final CRC32 check = new CRC32();
		check.update(name);
		check.update(data);
		file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
		file.writeBytes(name);
		file.writeBytes(data);
		file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) check.getValue()).array());
	}

	/** Packing takes about as long as drawing: it is cancelled from line to line. */
	private static byte[] packed(final BufferedImage image) {
		final byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
		final int bytes = BYTES_PER_PIXEL * image.getWidth();
		// in front of each line the number of its filter: 0, none
		final byte[] line = new byte[1 + bytes];
		final byte[] piece = new byte[1 << 15];
		final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 19);
		final Deflater deflater = new Deflater(LEVEL);
		try {
			for (int at = 0; at < pixels.length; at += bytes) {
				ParallelLoop.checkCancelled();
				for (int k = 0; k < bytes; k += BYTES_PER_PIXEL) {
					line[k + 1] = pixels[at + k + 2];
					line[k + 2] = pixels[at + k + 1];
					line[k + 3] = pixels[at + k];
				}
				deflater.setInput(line);
				while (!deflater.needsInput()) out.write(piece, 0, deflater.deflate(piece));
			}
			deflater.finish();
			while (!deflater.finished()) out.write(piece, 0, deflater.deflate(piece));
		}
		finally {
			deflater.end();
		}
		return out.toByteArray();
	}
}
