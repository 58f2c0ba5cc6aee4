package org.eibalance.figure;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import org.eibalance.signal.ParallelLoop;

/** Pictures as PNG files that name their resolution. */
final class Png {

	private static final double MM_PER_INCH = 25.4;
	private static final String FORMAT = "javax_imageio_png_1.0";

	private Png() {}

	/**
	 * Packs a picture.
	 *
	 * @param image the picture
	 * @param dotsPerInch its resolution, which programs for text and slides heed
	 * @return the file
	 * @throws java.util.concurrent.CancellationException if the thread is interrupted:
	 *           packing takes longer than drawing
	 */
	static byte[] encode(final BufferedImage image, final double dotsPerInch) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
		writer.addIIOWriteProgressListener(new AbortWhenInterrupted());
		try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
			writer.setOutput(out);
			writer.write(new IIOImage(uncopied(image), null, resolution(writer, image, dotsPerInch)));
			ParallelLoop.checkCancelled();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	private static IIOMetadata resolution(final ImageWriter writer, final BufferedImage image, final double dotsPerInch)
		throws IOException
	{
		final String perMetre = Long.toString(Math.round(dotsPerInch / MM_PER_INCH * 1000));
		final IIOMetadataNode size = new IIOMetadataNode("pHYs");
		size.setAttribute("pixelsPerUnitXAxis", perMetre);
		size.setAttribute("pixelsPerUnitYAxis", perMetre);
		size.setAttribute("unitSpecifier", "meter");
		final IIOMetadataNode root = new IIOMetadataNode(FORMAT);
		root.appendChild(size);
		final IIOMetadata data = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
		data.mergeTree(FORMAT, root);
		return data;
	}

	/** The same picture to a writer, which asks for it line by line: a plain one copies each first. */
	private static BufferedImage uncopied(final BufferedImage image) {
		return new BufferedImage(image.getColorModel(), image.getRaster(), image.isAlphaPremultiplied(), null) {

			@Override
			public Raster getData(final Rectangle part) {
				return getRaster().createChild(part.x, part.y, part.width, part.height, part.x, part.y, null);
			}
		};
	}
}
