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

import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
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
		final Panel trace = Panel.of("", Axis.of("time (ms)"), Axis.of("cell A (mV)"), Series.line("cell A", range(40_000, 0,
			0.05), noise(40_000), Role.CELL_A));
		final Panel panel = Panel.of("", Axis.of("lag (ms)", -200, 200), Axis.of("correlation r"), Series.line("mean",
			lagsMs, r, Role.RESULT), new Series("predictor", lagsMs, high, Role.REFERENCE, Series.Style.DASHED)).withBands(
				new Band("chance", lagsMs, low, high, Role.CHANCE)).withMarks(Mark.atX(7.9, "+7.9 ms", Role.NEUTRAL));
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
		final double[][] ranges = { { 11, 47 }, { 4, 60 }, { 0.9, 220 }, { 100, 1e6 }, { 1e-9, 1e9 } };
		final String[][] expected = { { "20", "30", "40" }, { "5", "10", "20", "50" }, { "1", "10", "100" }, { "100", "1000",
			"10000", "10⁵", "10⁶" }, { "10⁻⁹", "10⁻⁶", "0.001", "1", "1000", "10⁶", "10⁹" } };
		for (int k = 0; k < ranges.length; k++) {
			final Axis axis = new Axis("rate (Hz)", ranges[k][0], ranges[k][1], true);
			final Panel panel = Panel.of("", axis, Axis.of("", -5, -4), Series.line("", ranges[k], new double[] { -5, -4 },
				Role.RESULT));
			final String svg = text(FigureRenderer.svg(Figure.stacked("", 60, Figure.row(1, panel))));
			final List<String> ticks = new ArrayList<>();
			final Matcher m = Pattern.compile(">\\s*([0-9.⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)\\s*</text").matcher(svg);
			while (m.find()) ticks.add(m.group(1));
			assertEquals(List.of(expected[k]), ticks.stream().filter(t -> !t.startsWith("-")).toList());
		}
	}

	@Test
	void theSvgIsSizedForPaperAndItsTextIsText() throws Exception {
		final byte[] svg = FigureRenderer.svg(correlogram());
		final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		final Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
		assertEquals("170.0mm", document.getDocumentElement().getAttribute("width"));
		for (final String word : new String[] { "time (ms)", "cell A (mV)", "lag (ms)", "correlation r", "+7.9 ms",
			"pair.abf", "chance", "predictor", "-0.2" })
		{
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
			for (final String tag : new String[] { "tr-TR", "de-DE", "ar-EG" }) {
				Locale.setDefault(Locale.forLanguageTag(tag));
				assertEquals(expected, text(FigureRenderer.svg(correlogram())), tag);
			}
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void aMissingValueIsAGapAndNoDataIsSaid() {
		final double[] y = { 1, Double.NaN, 3 };
		final Panel gap = Panel.of("", Axis.of("x (ms)"), Axis.of("y (mV)"), Series.line("a", range(3, 0, 1), y,
			Role.RESULT));
		final String svg = text(FigureRenderer.svg(Figure.stacked("", 40, Figure.row(1, gap))));
		assertFalse(svg.contains("NaN"));
		final Panel empty = Panel.of("", Axis.of("x (ms)"), Axis.of("y (mV)"));
		assertTrue(text(FigureRenderer.svg(Figure.stacked("", 40, Figure.row(1, empty)))).contains("no data"));
		final Panel allMissing = Panel.of("", Axis.of("x (ms)"), Axis.of("y (mV)"), Series.line("a", range(2, 0, 1),
			new double[] { Double.NaN, Double.NaN }, Role.RESULT));
		assertTrue(FigureRenderer.png(Figure.stacked("", 40, Figure.row(1, allMissing))).length > 0);
	}

	@Test
	void anInterruptedThreadDoesNotFinishItsPicture() {
		final Panel panel = Panel.of("", Axis.of("x"), Axis.of("y"));
		Thread.currentThread().interrupt();
		try {
			assertThrows(CancellationException.class, () -> FigureRenderer.png(Figure.stacked("", 40, Figure.row(1, panel))));
		}
		finally {
			assertTrue(Thread.interrupted());
		}
	}

	@Test
	void thinningKeepsEveryExtreme() {
		final double[] y = new double[100_000];
		y[77_777] = 5;
		y[3] = -5;
		y[50_000] = Double.NaN;
		final Series thin = Envelope.of(Series.line("a", range(y.length, 0, 1), y, Role.RESULT), 500, false);
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
		final double[] curve = Envelope.of(Series.line("spectrum", hz, power, Role.RESULT), 1000, true).x();
		final double[] band = Envelope.of(new Band("95 %", hz, power, power, Role.CHANCE), 1000, true).x();
		for (final double[] thin : new double[][] { curve, band }) {
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
		final Band thin = Envelope.of(band, 500, false);
		assertEquals(501, thin.x().length);
		assertEquals(0, thin.x()[0]);
		assertEquals(band.x()[n - 1], thin.x()[500]);
		for (int column = 0; column < 500; column++) {
			double least = Double.NaN;
			double greatest = Double.NaN;
			for (int i = 0; i < n; i++) {
				final boolean here = band.x()[i] >= thin.x()[column] && (column == 499 || band.x()[i] < thin.x()[column + 1]);
				if (!here || Double.isNaN(low[i]) || Double.isNaN(high[i])) continue;
				least = Double.isNaN(least) ? low[i] : Math.min(least, low[i]);
				greatest = Double.isNaN(greatest) ? high[i] : Math.max(greatest, high[i]);
			}
			assertEquals(least, thin.low()[column], "column " + column);
			assertEquals(greatest, thin.high()[column], "column " + column);
		}
		assertTrue(Arrays.stream(thin.high()).filter(Double::isNaN).count() >= 4, "a stretch of which nothing is known");
		final Band few = new Band("", new double[] { 0, 1 }, new double[] { 0, 1 }, new double[] { 1, 2 }, Role.CHANCE);
		assertEquals(few, Envelope.of(few, 500, false));
	}

	@Test
	void stepsOfAnAxisAreOneTwoAndFiveTimesPowersOfTen() {
		final RoundSteps steps = new RoundSteps();
		final double[][] asked = { { 0.2, 0.2 }, { 0.21, 0.5 }, { 0.5000001, 1 }, { 1, 1 }, { 3, 5 }, { 70, 100 }, { 0, 1e-12 },
			{ 1e300, 5e12 } };
		for (final double[] pair : asked) assertEquals(pair[1], steps.getCeilingTickUnit(pair[0]).getSize());
		TickUnit unit = steps.getCeilingTickUnit(1e-3);
		for (final double next : new double[] { 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20 }) {
			unit = steps.getLargerTickUnit(unit);
			assertEquals(next, unit.getSize());
			assertEquals(next % 1 == 0 ? Long.toString((long) next) : Double.toString(next), unit.valueToString(unit
				.getSize()));
		}
		assertEquals(5e12, steps.getLargerTickUnit(steps.getCeilingTickUnit(5e12)).getSize());
		assertEquals(50, steps.getLargerTickUnit(new NumberTickUnit(30)).getSize());
	}

	private static int indexOf(final double[] values, final double value) {
		for (int i = 0; i < values.length; i++) if (values[i] == value) return i;
		return -1;
	}
}
