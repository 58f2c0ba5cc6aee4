package org.eibalance.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** PNG files are what another reader says they are. */
class PngTest {

    /** Noise, which packs badly, and a white half. */
    private static BufferedImage picture(final int width, final int height) {
        final SplittableRandom random = new SplittableRandom(width);
        final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) image.setRGB(x, y, y < height / 2 ? random.nextInt(1 << 24) : 0xffffff);
        }
        return image;
    }

    @Test
    void everyPixelComesBack() throws IOException {
        for (final int[] size : new int[][] {{1, 1}, {3, 2}, {640, 481}, {5000, 2}}) {
            final BufferedImage image = picture(size[0], size[1]);
            final BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.encode(image, 300)));
            assertEquals(size[0], read.getWidth());
            assertEquals(size[1], read.getHeight());
            for (int y = 0; y < size[1]; y++) {
                for (int x = 0; x < size[0]; x++) assertEquals(image.getRGB(x, y), read.getRGB(x, y), x + ", " + y);
            }
        }
    }

    @Test
    void itsResolutionIsKnown() throws IOException {
        final ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(Png.encode(picture(4, 4), 300)))) {
            reader.setInput(in);
            final Element size = (Element) ((Element) reader.getImageMetadata(0).getAsTree("javax_imageio_1.0"))
                    .getElementsByTagName("HorizontalPixelSize")
                    .item(0);
            assertEquals(25.4 / 300, Double.parseDouble(size.getAttribute("value")), 1e-5);
        } finally {
            reader.dispose();
        }
    }

    @Test
    void anInterruptedThreadStopsPacking() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> Png.encode(picture(100, 100), 300));
        } finally {
            Thread.interrupted();
        }
    }
}
