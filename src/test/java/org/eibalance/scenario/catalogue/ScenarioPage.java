package org.eibalance.scenario.catalogue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.eibalance.figure.Figure;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.figure.Role;
import org.eibalance.report.Report;
import org.eibalance.result.Measure;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioParameter;

/**
 * The page of a scenario in the manual. Its tables and its picture come from the program: {@code -Dpages.write=true}
 * writes them anew while tests run.
 */
final class ScenarioPage {

    static final Path FOLDER = Path.of("../docs/scenarios");
    static final Path PICTURES = Path.of("../docs/images/scenarios");
    static final String PARAMETERS = "## Parameters";
    static final String NUMBERS = "## Numbers";

    static final int LARGEST_PICTURE = 70_000;

    private static final int WANTED_PICTURE = 60_000;
    private static final int MAX_WIDTH = 800;
    private static final int MIN_WIDTH = 600;
    private static final int MAX_STEPS = 5;

    private final Scenario<?> scenario;

    ScenarioPage(final Scenario<?> scenario) {
        this.scenario = scenario;
    }

    Path file() {
        return FOLDER.resolve(scenario.name() + ".md");
    }

    Path picture() {
        return PICTURES.resolve(scenario.name() + ".png");
    }

    String text() throws IOException {
        return Files.readString(file());
    }

    /** The first table below a heading, a line each. */
    List<String> table(final String heading) throws IOException {
        return text().lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("|"))
                .toList();
    }

    /** What the table of parameters has to be. */
    List<String> parameters() {
        final List<String> rows = new ArrayList<>(
                List.of("| key | default | unit | range | meaning |", "| --- | --- | --- | --- | --- |"));
        for (final ScenarioParameter p : scenario.parameters()) {
            rows.add("| `" + p.key() + "` | " + p.standard() + " | "
                    + p.setting().unit() + " | "
                    + (p.type() == boolean.class
                            ? "true, false"
                            : p.text(p.setting().min()) + " to "
                                    + p.text(p.setting().max()))
                    + " | " + p.setting().description() + " |");
        }
        return rows;
    }

    /** What the table of numbers has to be. */
    static List<String> numbers(final Report result) {
        final List<String> rows =
                new ArrayList<>(List.of("| measure | value | expected | unit |", "| --- | --- | --- | --- |"));
        for (final Measure m : result.measures()) {
            rows.add("| `" + m.name() + "` | " + number(m.value()) + " | "
                    + (m.isExpected() ? number(m.expected()) + " ± " + number(m.tolerance()) : "") + " | " + m.unit()
                    + " |");
        }
        return rows;
    }

    /** Four digits; what is left of a difference by rounding is not said more exactly than that. */
    private static String number(final double value) {
        if (value == 0) return "0";
        final double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e7)
            return size < 1e-9 && value != 1e-12 ? "below 1e-9" : String.format(Locale.ROOT, "%.0e", value);
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    static boolean isToBeWritten() {
        return Boolean.getBoolean("pages.write");
    }

    /** Puts a table in the place of the one below a heading, or of the line {@code (table)} of a new page. */
    void write(final String heading, final List<String> table) throws IOException {
        final List<String> lines = new ArrayList<>();
        boolean below = false;
        boolean written = false;
        for (final String line : Files.readAllLines(file())) {
            if (line.startsWith("## ")) below = line.equals(heading);
            final boolean old = below && (line.startsWith("|") || line.equals("(table)"));
            if (!old) lines.add(line);
            if (!old || written) continue;
            lines.addAll(table);
            written = true;
        }
        Files.write(file(), lines);
    }

    /** The figure, small enough for a page. */
    void write(final Figure figure) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(picture(), small(FigureRenderer.png(figure)));
    }

    /** A picture for a page: narrower and in fewer colours until it is small enough. */
    static byte[] small(final byte[] png) throws IOException {
        final BufferedImage whole = ImageIO.read(new ByteArrayInputStream(png));
        byte[] bytes = png;
        for (int width = MAX_WIDTH; bytes.length > WANTED_PICTURE && width >= MIN_WIDTH; width -= 50) {
            final BufferedImage small =
                    new BufferedImage(width, whole.getHeight() * width / whole.getWidth(), BufferedImage.TYPE_INT_RGB);
            final Graphics2D graphics = small.createGraphics();
            graphics.drawImage(
                    whole.getScaledInstance(width, small.getHeight(), Image.SCALE_AREA_AVERAGING), 0, 0, null);
            graphics.dispose();
            bytes = packed(inFewColours(small, MAX_STEPS));
            if (bytes.length > WANTED_PICTURE) bytes = packed(inFewColours(small, MAX_STEPS / 2));
        }
        return bytes;
    }

    private static byte[] packed(final BufferedImage image) throws IOException {
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        final ImageWriteParam most = writer.getDefaultWriteParam();
        most.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        most.setCompressionQuality(0);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), most);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    /** The colours of all roles, black and greys, each in so many steps to white. */
    private static int[] palette(final int steps) {
        final Set<Integer> colours = new LinkedHashSet<>(List.of(0xffffff));
        for (final Role role : Role.values()) {
            for (int step = 0; step < steps; step++) {
                int mixed = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    final int part = role.rgb() >> shift & 0xff;
                    mixed |= part + (0xff - part) * step / steps << shift;
                }
                colours.add(mixed);
            }
        }
        return colours.stream().mapToInt(Integer::intValue).toArray();
    }

    private static BufferedImage inFewColours(final BufferedImage image, final int steps) {
        final int[] palette = palette(steps);
        final IndexColorModel model =
                new IndexColorModel(Byte.SIZE, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        final BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        final Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                final int place =
                        nearest.computeIfAbsent(image.getRGB(x, y) & 0xffffff, colour -> nearest(colour, palette));
                indexed.getRaster().setSample(x, y, 0, place);
            }
        }
        return indexed;
    }

    private static int nearest(final int rgb, final int[] palette) {
        final Color colour = new Color(rgb);
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int k = 0; k < palette.length; k++) {
            final Color other = new Color(palette[k]);
            final int r = colour.getRed() - other.getRed();
            final int g = colour.getGreen() - other.getGreen();
            final int b = colour.getBlue() - other.getBlue();
            if (r * r + g * g + b * b >= least) continue;
            least = r * r + g * g + b * b;
            best = k;
        }
        return best;
    }
}
