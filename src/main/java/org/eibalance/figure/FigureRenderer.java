package org.eibalance.figure;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.eibalance.signal.ParallelLoop;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Draws figures, without a screen. The same figure gives the same bytes on one machine; on another the fonts may
 * differ.
 *
 * <p>Safe in threads: figures are drawn one after the other and packed side by side. Java2D's fonts are filled as they
 * are used, and two threads that use one for the first time can get other places for its letters.
 */
public final class FigureRenderer {

    private static final double POINTS_PER_MM = 72 / 25.4;
    private static final double PNG_DPI = 300;
    private static final double TITLE_POINTS = 18;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 10);
    private static final String SVG = "http://www.w3.org/2000/svg";

    /** Held while a figure is drawn. */
    private static final Object FONTS = new Object();

    private FigureRenderer() {}

    /**
     * Draws a figure as a vector graphic; text stays text.
     *
     * @param figure the figure
     * @return an SVG 1.1 document in UTF-8, sized in mm
     */
    public static byte[] svg(final Figure figure) {
        try {
            // The JVM's own: whichever parser lies in the jars besides is looked for in each of them, every time.
            final Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            final SVGGraphics2D graphics = new PaperGraphics(document);
            draw(figure, graphics);
            final Element root = graphics.getRoot();
            root.setAttributeNS(null, "viewBox", "0 0 " + widthPoints(figure) + " " + heightPoints(figure));
            root.setAttributeNS(null, "width", figure.widthMm() + "mm");
            root.setAttributeNS(null, "height", heightMm(figure) + "mm");
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
                graphics.stream(root, writer, true, false);
            }
            return bytes.toByteArray();
        } catch (final ParserConfigurationException e) {
            throw new IllegalStateException("every JVM has an XML parser", e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Draws a figure as a picture of 300 pixels an inch on white.
     *
     * @param figure the figure
     * @return a PNG file
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static byte[] png(final Figure figure) {
        // Before drawing: Java2D waits for its fonts and swallows an interruption meanwhile.
        ParallelLoop.checkCancelled();
        final double scale = PNG_DPI / 72;
        final BufferedImage image = new BufferedImage(
                (int) Math.round(widthPoints(figure) * scale),
                (int) Math.round(heightPoints(figure) * scale),
                BufferedImage.TYPE_3BYTE_BGR);
        final Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(scale, scale);
            draw(figure, graphics);
        } finally {
            graphics.dispose();
        }
        return Png.encode(image, PNG_DPI);
    }

    private static double widthPoints(final Figure figure) {
        return figure.widthMm() * POINTS_PER_MM;
    }

    private static double heightPoints(final Figure figure) {
        return panelsPoints(figure) + notes(figure).height();
    }

    /** Without notes to the digit what the figure says. */
    private static double heightMm(final Figure figure) {
        return figure.notes().isEmpty() ? figure.heightMm() : heightPoints(figure) / POINTS_PER_MM;
    }

    private static double panelsPoints(final Figure figure) {
        return figure.heightMm() * POINTS_PER_MM;
    }

    private static NotePainter notes(final Figure figure) {
        return new NotePainter(widthPoints(figure), figure.notes());
    }

    private static void draw(final Figure figure, final Graphics2D graphics) {
        synchronized (FONTS) {
            drawAlone(figure, graphics);
        }
    }

    private static void drawAlone(final Figure figure, final Graphics2D graphics) {
        final double width = widthPoints(figure);
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, width, heightPoints(figure)));
        double top = 4;
        if (!figure.title().isEmpty()) {
            graphics.setPaint(Color.BLACK);
            graphics.setFont(TITLE);
            graphics.drawString(figure.title(), 6f, (float) TITLE_POINTS - 4);
            top = TITLE_POINTS;
        }
        final double weights =
                figure.rows().stream().mapToDouble(Figure.Row::weight).sum();
        for (final Figure.Row row : figure.rows()) {
            final double height =
                    (panelsPoints(figure) - (figure.title().isEmpty() ? 4 : TITLE_POINTS)) * row.weight() / weights;
            final double panelWidth = width / row.panels().size();
            for (int i = 0; i < row.panels().size(); i++) {
                final int columns = (int) Math.round(panelWidth * PNG_DPI / 72 / 2);
                PanelChart.of(row.panels().get(i), columns)
                        .draw(graphics, new Rectangle2D.Double(i * panelWidth, top, panelWidth, height));
            }
            top += height;
        }
        notes(figure).draw(graphics, top);
    }
}
