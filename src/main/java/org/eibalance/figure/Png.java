package org.eibalance.figure;

import com.pngencoder.PngEncoder;
import com.pngencoder.PngEncoderPhysicalPixelDimensions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import org.eibalance.signal.ParallelLoop;

/** Pictures as PNG files that name their resolution. */
final class Png {

    private static final double MM_PER_INCH = 25.4;
    /** Of zlib's: beyond it a picture takes much longer and hardly less room, below it a fifth more. */
    private static final int LEVEL = 4;

    private Png() {}

    /**
     * Packs a picture, on this thread alone.
     *
     * @param image the picture
     * @param dotsPerInch its resolution, which programs for text and slides heed
     * @return the file
     * @throws java.util.concurrent.CancellationException if the thread is interrupted: packing takes longer than
     *     drawing
     */
    static byte[] encode(final BufferedImage image, final double dotsPerInch) {
        final Interruptible bytes = new Interruptible();
        new PngEncoder()
                .withBufferedImage(image)
                .withCompressionLevel(LEVEL)
                .withMultiThreadedCompressionEnabled(false)
                .withPhysicalPixelDimensions(PngEncoderPhysicalPixelDimensions.pixelsPerMeter(
                        (int) Math.round(dotsPerInch / MM_PER_INCH * 1000)))
                .toStream(bytes);
        return bytes.toByteArray();
    }

    /** Looks after each block that it is given whether it still makes sense to go on. */
    private static final class Interruptible extends ByteArrayOutputStream {

        @Override
        public void write(final byte[] block, final int from, final int length) {
            ParallelLoop.checkCancelled();
            super.write(block, from, length);
        }
    }
}
