package org.eibalance.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Figures are drawn whole, the same every time, in every locale. */
class FigureRendererTest {

    private static double[] range(final int n, final double from, final double step) {
        final double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = from + i * step;
        return x;
    }

    private static double[] noise(final int n) {
        final Random random = new Random(1);
        final double[] y = new double[n];
        for (int i = 0; i < n; i++) y[i] = -70 + random.nextGaussian();
        return y;
    }

    private static Figure correlogram() {
        final double[] lagsMs = range(8001, -200, 0.05);
        final double[] r = new double[lagsMs.length];
        final double[] low = new double[lagsMs.length];
        final double[] high = new double[lagsMs.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = -0.7 * Math.exp(-Math.abs(lagsMs[i] - 7.9) / 20);
            low[i] = -0.1;
            high[i] = 0.1;
        }
        final Panel trace = Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of("cell A (mV)"),
                Series.line("cell A", range(40_000, 0, 0.05), noise(40_000), Role.CELL_A));
        final Panel panel = Panel.of(
                        "",
                        Axis.of("lag (ms)", -200, 200),
                        Axis.of("correlation r"),
                        Series.line("mean", lagsMs, r, Role.RESULT),
                        new Series("predictor", lagsMs, high, Role.REFERENCE, Series.Style.DASHED))
                .withBands(new Band("chance", lagsMs, low, high, Role.CHANCE))
                .withMarks(Mark.atX(7.9, "+7.9 ms", Role.NEUTRAL));
        return Figure.stacked("pair.abf", 120, Figure.row(1, trace), Figure.row(1, trace), Figure.row(2, panel));
    }

    private static String text(final byte[] svg) {
        return new String(svg, StandardCharsets.UTF_8);
    }

    @Test
    void theSameFigureGivesTheSameBytes() {
        assertArrayEquals(FigureRenderer.svg(correlogram()), FigureRenderer.svg(correlogram()));
        assertArrayEquals(FigureRenderer.png(correlogram()), FigureRenderer.png(correlogram()));
    }

    @Test
    void ticksOfALogarithmicAxisAreRoundNumbersOverAnyNumberOfDecades() {
        final double[][] ranges = {{11, 47}, {4, 60}, {0.9, 220}, {100, 1e6}, {1e-9, 1e9}};
        final String[][] expected = {
            {"20", "30", "40"},
            {"5", "10", "20", "50"},
            {"1", "10", "100"},
            {"100", "1000", "10000", "10⁵", "10⁶"},
            {"10⁻⁹", "10⁻⁶", "0.001", "1", "1000", "10⁶", "10⁹"}
        };
        for (int k = 0; k < ranges.length; k++) {
            final Axis axis = new Axis("rate (Hz)", ranges[k][0], ranges[k][1], true);
            final Panel panel = Panel.of(
                    "", axis, Axis.of("", -5, -4), Series.line("", ranges[k], new double[] {-5, -4}, Role.RESULT));
            final String svg = text(FigureRenderer.svg(Figure.stacked("", 60, Figure.row(1, panel))));
            final List<String> ticks = new ArrayList<>();
            final Matcher m =
                    Pattern.compile(">\\s*([0-9.⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\\s*</text").matcher(svg);
            while (m.find()) ticks.add(m.group(1));
            assertEquals(
                    List.of(expected[k]),
                    ticks.stream().filter(t -> !t.startsWith("-")).toList());
        }
    }

    @Test
    void theSvgIsSizedForPaperAndItsTextIsText() throws Exception {
        final byte[] svg = FigureRenderer.svg(correlogram());
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        final Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        assertEquals("170.0mm", document.getDocumentElement().getAttribute("width"));
        for (final String word : new String[] {
            "time (ms)",
            "cell A (mV)",
            "lag (ms)",
            "correlation r",
            "+7.9 ms",
            "pair.abf",
            "chance",
            "predictor",
            "-0.2"
        }) {
            assertTrue(document.getDocumentElement().getTextContent().contains(word), word);
        }
        assertTrue(svg.length < 700_000, "two traces of 40 000 samples in " + svg.length + " bytes");
    }

    @Test
    void thePngHas300PixelsAnInch() throws IOException {
        final BufferedImage image = ImageIO.read(new ByteArrayInputStream(FigureRenderer.png(correlogram())));
        assertEquals(Math.round(170 / 25.4 * 300), image.getWidth());
        assertEquals(Math.round(120 / 25.4 * 300), image.getHeight());
    }

    @Test
    void numbersHaveADecimalPointInEveryLocale() {
        final Locale before = Locale.getDefault();
        final String expected = text(FigureRenderer.svg(correlogram()));
        try {
            for (final String tag : new String[] {"tr-TR", "de-DE", "ar-EG"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertEquals(expected, text(FigureRenderer.svg(correlogram())), tag);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aMissingValueIsAGapAndNoDataIsSaid() {
        final double[] y = {1, Double.NaN, 3};
        final Panel gap =
                Panel.of("", Axis.of("x (ms)"), Axis.of("y (mV)"), Series.line("a", range(3, 0, 1), y, Role.RESULT));
        final String svg = text(FigureRenderer.svg(Figure.stacked("", 40, Figure.row(1, gap))));
        assertFalse(svg.contains("NaN"));
        final Panel empty = Panel.of("", Axis.of("x (ms)"), Axis.of("y (mV)"));
        assertTrue(text(FigureRenderer.svg(Figure.stacked("", 40, Figure.row(1, empty))))
                .contains("no data"));
        final Panel allMissing = Panel.of(
                "",
                Axis.of("x (ms)"),
                Axis.of("y (mV)"),
                Series.line("a", range(2, 0, 1), new double[] {Double.NaN, Double.NaN}, Role.RESULT));
        assertTrue(FigureRenderer.png(Figure.stacked("", 40, Figure.row(1, allMissing))).length > 0);
    }

    @Test
    void anInterruptedThreadDoesNotFinishItsPicture() {
        final Panel panel = Panel.of("", Axis.of("x"), Axis.of("y"));
        Thread.currentThread().interrupt();
        try {
            assertThrows(
                    CancellationException.class,
                    () -> FigureRenderer.png(Figure.stacked("", 40, Figure.row(1, panel))));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void thinningKeepsEveryExtreme() {
        final double[] y = new double[100_000];
        y[77_777] = 5;
        y[3] = -5;
        y[50_000] = Double.NaN;
        final Series thin = Envelope.of(Series.line("a", range(y.length, 0, 1), y, Role.RESULT), 500, Axis.of("t (s)"));
        assertTrue(thin.x().length <= 1000);
        assertEquals(5, Arrays.stream(thin.y()).max().orElseThrow());
        assertEquals(-5, Arrays.stream(thin.y()).min().orElseThrow());
        assertEquals(77_777, thin.x()[indexOf(thin.y(), 5)]);
        final double[] sorted = thin.x().clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, thin.x());
    }

    @Test
    void onALogarithmicAxisThinningLeavesLowFrequenciesAsTheyAre() {
        final int n = 100_000;
        final double[] hz = range(n, 0, 0.1);
        final double[] power = noise(n);
        final Axis axis = new Axis("f (Hz)", Double.NaN, Double.NaN, true);
        final double[] curve = Envelope.of(Series.line("spectrum", hz, power, Role.RESULT), 1000, axis)
                .x();
        final double[] band = Envelope.of(new Band("95 %", hz, power, power, Role.CHANCE), 1000, axis)
                .x();
        for (final double[] thin : new double[][] {curve, band}) {
            // A column is 1.2 %, and up to 8 Hz one place is farther than that from the next.
            for (int i = 2; i < 80; i++) assertTrue(Arrays.binarySearch(thin, hz[i]) >= 0, hz[i] + " Hz");
            assertTrue(thin.length <= 2000);
            assertEquals(hz[n - 1], thin[thin.length - 1], 120);
        }
    }

    @Test
    void aBandThatIsThinnedHoldsTheWholeBandAndNothingMore() {
        final int n = 100_001;
        final double[] low = noise(n);
        final double[] high = new double[n];
        Arrays.setAll(high, i -> low[i] + 1);
        high[77_777] = 5;
        low[3] = -500;
        low[40_000] = Double.NaN;
        Arrays.fill(high, 60_000, 61_000, Double.NaN);
        final Band band = new Band("chance", range(n, 0, 0.05), low, high, Role.CHANCE);
        final Band thin = Envelope.of(band, 500, Axis.of("lag (ms)"));
        assertEquals(501, thin.x().length);
        assertEquals(0, thin.x()[0]);
        assertEquals(band.x()[n - 1], thin.x()[500]);
        for (int column = 0; column < 500; column++) {
            double least = Double.NaN;
            double greatest = Double.NaN;
            for (int i = 0; i < n; i++) {
                final boolean here =
                        band.x()[i] >= thin.x()[column] && (column == 499 || band.x()[i] < thin.x()[column + 1]);
                if (!here || Double.isNaN(low[i]) || Double.isNaN(high[i])) continue;
                least = Double.isNaN(least) ? low[i] : Math.min(least, low[i]);
                greatest = Double.isNaN(greatest) ? high[i] : Math.max(greatest, high[i]);
            }
            assertEquals(least, thin.low()[column], "column " + column);
            assertEquals(greatest, thin.high()[column], "column " + column);
        }
        assertTrue(
                Arrays.stream(thin.high()).filter(Double::isNaN).count() >= 4, "a stretch of which nothing is known");
        final Band few = new Band("", new double[] {0, 1}, new double[] {0, 1}, new double[] {1, 2}, Role.CHANCE);
        assertEquals(few, Envelope.of(few, 500, Axis.of("lag (ms)")));
    }

    @Test
    void whatLiesFarBeyondAnAxisTakesNothingFromWhatItShows() {
        final int n = 2000;
        for (final boolean logarithmic : new boolean[] {false, true}) {
            final double[] x = new double[n];
            Arrays.setAll(x, i -> logarithmic ? Math.exp(0.01 * (i - n / 2)) : i - n / 2);
            final Axis axis = new Axis("", x[900], x[1100], logarithmic);
            x[0] = logarithmic ? 1e-30 : -1e9;
            x[n - 1] = 1e9;
            final double[] y = noise(n);
            y[17] = -700;
            y[1900] = 700;
            final Series thin = Envelope.of(Series.line("", x, y, Role.RESULT), 300, axis);
            for (int i = 899; i <= 1101; i++) assertTrue(Arrays.binarySearch(thin.x(), x[i]) >= 0, "place " + i);
            assertEquals(-700, Arrays.stream(thin.y()).min().orElseThrow(), "the range of the other axis stays");
            assertEquals(700, Arrays.stream(thin.y()).max().orElseThrow());
            assertEquals(203 + 4, thin.x().length, "and of the rest the least and the greatest of either side");
            final Band band = Envelope.of(new Band("", x, y, y, Role.CHANCE), 300, axis);
            for (int i = 899; i <= 1101; i++) assertTrue(Arrays.binarySearch(band.x(), x[i]) >= 0, "place " + i);
            assertEquals(-700, Arrays.stream(band.low()).min().orElseThrow());
            final Axis beside = new Axis("", 2e9, 3e9, logarithmic);
            assertTrue(
                    Envelope.of(Series.line("", x, y, Role.RESULT), 300, beside).x().length <= 3);
        }
    }

    @Test
    void aBandHasAGapWhereNothingIsKnown() {
        final double[] x = range(30, 0, 1);
        final double[] ends = new double[30];
        Arrays.fill(ends, 10, 20, Double.NaN);
        final Panel panel = new Panel(
                "",
                Axis.of("x"),
                Axis.of("y", -1, 1),
                List.of(),
                List.of(new Band("known", x, ends, ends, Role.CHANCE)),
                List.of(),
                true);
        final JFreeChart chart = PanelChart.of(panel, 500);
        final XYDataset pieces = chart.getXYPlot().getDataset();
        assertEquals(2, pieces.getSeriesCount());
        assertEquals(9, pieces.getXValue(0, pieces.getItemCount(0) - 1));
        assertEquals(20, pieces.getXValue(1, 0));
        assertEquals(
                1,
                text(FigureRenderer.svg(Figure.stacked("", 40, Figure.row(1, panel))))
                                .split("known")
                                .length
                        - 1,
                "once in the legend");
    }

    @Test
    void anAxisFitsItsDataInEveryUnit() {
        for (final double unit : new double[] {1e-12, 1e-9, 1, 1e9}) {
            final double[] y = {2 * unit, 4 * unit, 8 * unit};
            for (final boolean logarithmic : new boolean[] {false, true}) {
                final Range range = PanelChart.of(
                                Panel.of(
                                        "",
                                        Axis.of("x"),
                                        new Axis("y", Double.NaN, Double.NaN, logarithmic),
                                        Series.line("", range(3, 0, 1), y, Role.RESULT)),
                                500)
                        .getXYPlot()
                        .getRangeAxis()
                        .getRange();
                assertTrue(range.getLowerBound() > 1.8 * unit && range.getLowerBound() <= 2 * unit, range.toString());
                assertTrue(range.getUpperBound() < 8.4 * unit && range.getUpperBound() >= 8 * unit, range.toString());
            }
        }
    }

    @Test
    void valuesThatAreAllAlikeHaveRoomAndANumberBesideThem() {
        for (final double value : new double[] {0, 5, -65, 1.5e-12, 3e8}) {
            for (final boolean logarithmic : new boolean[] {false, true}) {
                if (logarithmic && value <= 0) continue;
                final Panel panel = Panel.of(
                        "",
                        Axis.of("x", 0, 1),
                        new Axis("y", Double.NaN, Double.NaN, logarithmic),
                        Series.line("", new double[] {0, 1}, new double[] {value, value}, Role.RESULT));
                final Range range =
                        PanelChart.of(panel, 500).getXYPlot().getRangeAxis().getRange();
                assertTrue(range.contains(value) && range.getLength() >= 0.09 * Math.abs(value), range.toString());
                final List<Integer> lengths = new ArrayList<>();
                final Matcher m = Pattern.compile(">\\s*(-?[0-9][0-9.×⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*)\\s*</text")
                        .matcher(text(FigureRenderer.svg(Figure.stacked("", 60, Figure.row(1, panel)))));
                while (m.find()) lengths.add(m.group(1).length());
                assertTrue(lengths.size() > 6, "those of x and at least one of y");
                assertTrue(lengths.stream().allMatch(length -> length <= 10), lengths.toString());
            }
        }
    }

    @Test
    void stepsOfAnAxisAreOneTwoAndFiveTimesPowersOfTen() {
        final RoundSteps steps = new RoundSteps();
        final double[][] asked = {
            {0.2, 0.2}, {0.21, 0.5}, {0.5000001, 1}, {1, 1}, {3, 5}, {70, 100}, {0, 1e-18}, {1e300, 5e18}
        };
        for (final double[] pair : asked)
            assertEquals(pair[1], steps.getCeilingTickUnit(pair[0]).getSize());
        TickUnit unit = steps.getCeilingTickUnit(1e-3);
        for (final double next : new double[] {0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20}) {
            unit = steps.getLargerTickUnit(unit);
            assertEquals(next, unit.getSize());
            assertEquals(
                    next % 1 == 0 ? Long.toString((long) next) : Double.toString(next),
                    unit.valueToString(unit.getSize()));
        }
        assertEquals(
                5e18, steps.getLargerTickUnit(steps.getCeilingTickUnit(5e18)).getSize());
        assertEquals(50, steps.getLargerTickUnit(new NumberTickUnit(30)).getSize());
        assertEquals("-2×10⁻⁹", steps.getCeilingTickUnit(1e-9).valueToString(-2e-9));
        assertEquals("10⁻⁵", steps.getCeilingTickUnit(1e-5).valueToString(1e-5));
        assertEquals("0", steps.getCeilingTickUnit(1e-9).valueToString(1e-25));
        assertEquals("1.00002", steps.getCeilingTickUnit(1e-5).valueToString(1.00002));
        assertEquals("3×10⁶", steps.getCeilingTickUnit(1e6).valueToString(3e6));
        assertEquals("300000", steps.getCeilingTickUnit(1e5).valueToString(3e5));
    }

    private static int indexOf(final double[] values, final double value) {
        for (int i = 0; i < values.length; i++) if (values[i] == value) return i;
        return -1;
    }
}
