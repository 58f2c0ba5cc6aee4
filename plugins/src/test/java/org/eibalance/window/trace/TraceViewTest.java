package org.eibalance.window.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import javax.imageio.ImageIO;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.annotation.Region;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.recording.SweepLayout;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Tag;
import org.eibalance.recording.Unit;
import org.eibalance.result.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the viewer shows, as values: no window opens here. */
class TraceViewTest {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;

    @TempDir
    Path folder;

    /** Two channels, four sweeps of a second at 1 kHz: ramps of 0 to 999 plus a thousand for each sweep. */
    private final TraceData data = new TraceData(ramps());

    private static Recording ramps() {
        final List<Channel> channels = List.of(
                new Channel(0, "a", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, 1000, 0),
                new Channel(1, "b", Unit.PICOAMPERE, ClampMode.UNKNOWN, 1000, Channel.NO_COMMAND));
        final double[][][] samples = new double[2][4][1000];
        final List<Sweep> sweeps = new ArrayList<>();
        for (int sweep = 0; sweep < 4; sweep++) {
            sweeps.add(Sweep.uniform(sweep, 2 * sweep, 1000, 2));
            for (int i = 0; i < 1000; i++) {
                samples[0][sweep][i] = i + 1000 * sweep;
                samples[1][sweep][i] = -i;
            }
        }
        return Recording.inMemory(
                new RecordingHeader(
                        "ramps",
                        Optional.empty(),
                        "memory",
                        channels,
                        sweeps,
                        List.of(CommandWaveform.constant("out", Unit.PICOAMPERE, 25)),
                        List.of(new Tag(2.5, "drug")),
                        Optional.empty(),
                        List.of()),
                samples);
    }

    @AfterEach
    void close() {
        data.close();
    }

    private TraceView all() {
        return TraceView.all(data.recording(), data.lengthMs());
    }

    private static Scene scene(final TraceView view, final Annotations annotations) {
        return new Scene(view, annotations, List.of(), -1, Palette.LIGHT, 12);
    }

    @Test
    void zoomingKeepsWhatIsUnderThePointer() {
        final ShownTime window = new ShownTime(100, 300);
        final ShownTime near = window.zoomed(0.25, 150);
        assertEquals(50, near.widthMs(), 1e-12);
        assertEquals((150 - 100) / 200.0, (150 - near.fromMs()) / near.widthMs(), 1e-12);
        assertEquals(new ShownTime(0, 1000), window.zoomed(1e6, 150).within(1000));
        assertEquals(ShownTime.MIN_MS, window.zoomed(1e-9, 150).widthMs(), 1e-12);
        assertEquals(new ShownTime(800, 1000), window.shifted(5000).within(1000));
        assertEquals(new ShownTime(0, 200), window.shifted(-5000).within(1000));
    }

    @Test
    void theNextSweepIsTheNextOfThoseThatAreShown() {
        final TraceView some = all().withSweeps(List.of(1, 3));
        assertEquals(1, some.sweep());
        assertEquals(3, some.step(1).sweep());
        assertEquals(3, some.step(1).step(1).sweep());
        assertEquals(1, some.step(-5).sweep());
        assertEquals(List.of(3), some.step(1).with(SweepLayout.SINGLE).drawnSweeps());
    }

    @Test
    void theLastChannelStays() {
        assertEquals(List.of(1), all().toggle(0).channels());
        assertEquals(List.of(1), all().toggle(0).toggle(1).channels());
        assertEquals(List.of(0, 1), all().toggle(0).toggle(0).channels());
    }

    @Test
    void anAxisFitsTheSweepsThatAreDrawnUnlessItIsSetByHand() {
        final TraceView one = all().with(SweepLayout.SINGLE).withSweep(2);
        assertEquals(2000 - 0.05 * 999, data.range(one, 0).low(), 1e-3);
        assertEquals(3999 + 0.05 * 3999, data.range(all(), 0).high(), 1e-3);
        assertEquals(new ValueRange(-5, 5), data.range(one.withRange(0, new ValueRange(-5, 5)), 0));
        assertEquals(
                2000 - 0.05 * 999,
                data.range(one.withRange(0, new ValueRange(-5, 5)).fitted(), 0).low(),
                1e-3);
    }

    @Test
    void cursorsTellValuesAndDifferences() {
        final TraceView view = all().withSweep(1).withCursors(OptionalDouble.of(200), OptionalDouble.of(150));
        final List<String> sentences = new TraceMeasures(data, view).sentences();
        assertEquals("B \u2212 A: -50 ms (20 Hz)", sentences.get(0));
        assertEquals("a, sweep 1: A 1200 mV at 200 ms, B 1150 mV at 150 ms, B \u2212 A -50 mV", sentences.get(1));
        assertEquals(List.of(), new TraceMeasures(data, all()).sentences());
    }

    @Test
    void measuresAreThoseOfTheStretchBetweenTheCursors() {
        final TraceView view =
                all().withSweeps(List.of(0, 2)).withCursors(OptionalDouble.of(100), OptionalDouble.of(199));
        final Table table = new TraceMeasures(data, view).table();
        assertEquals(4, table.rows());
        assertEquals(149.5, ((Number) table.get(0, "mean")).doubleValue(), 1e-12);
        assertEquals(2149.5, ((Number) table.get(1, "mean")).doubleValue(), 1e-12);
        assertEquals(-1.0, ((Number) table.get(2, "slope_per_ms")).doubleValue(), 1e-12);
        assertEquals(100.0, ((Number) table.get(3, "from_ms")).doubleValue(), 1e-12);
        assertEquals(199.0, ((Number) table.get(2, "least_at_ms")).doubleValue(), 1e-12);
    }

    @Test
    void whatIsUndoneCanBeDoneAgainUntilSomethingElseIsDone() {
        final AnnotationHistory history = new AnnotationHistory(Annotations.none());
        assertFalse(history.undo());
        history.toggleExcluded(3);
        history.add(new Region(0, 1, 2, "up"));
        history.judge(new EventVerdict(0, 0, 5, true));
        history.judge(new EventVerdict(0, 0, 5, false));
        assertEquals(1, history.current().events().size());
        assertTrue(history.undo());
        assertTrue(history.current().events().get(0).accepted());
        assertTrue(history.undo() && history.undo());
        assertEquals(List.of(), history.current().regions());
        assertTrue(history.redo());
        assertEquals("up", history.current().regions().get(0).label());
        history.toggleExcluded(3);
        assertFalse(history.redo());
        assertEquals(Set.of(), history.current().excludedSweeps());
    }

    @Test
    void verdictsStayWithEventsThatMovedALittle() {
        final Annotations annotations = Annotations.none()
                .withEvents(List.of(new EventVerdict(0, 1, 50, false), new EventVerdict(0, 1, 90, true)));
        final List<ShownEvent> events = ShownEvent.judged(
                List.of(new ShownEvent(0, 1, 50.4, Optional.empty()), new ShownEvent(0, 1, 70, Optional.empty())),
                annotations);
        assertEquals(
                List.of(
                        new ShownEvent(0, 1, 50.4, Optional.of(false)),
                        new ShownEvent(0, 1, 70, Optional.empty()),
                        new ShownEvent(0, 1, 90, Optional.of(true))),
                events);
    }

    @Test
    void anAnalysisStartsWithWhatIsShown() {
        final CommandCatalog.Entry events = CommandCatalog.load().find("detect-events");
        final CommandCatalog.Entry pair = CommandCatalog.load().find("correlate-pair");
        final TraceView view =
                all().toggle(0).withSweeps(List.of(0, 1, 3)).withCursors(OptionalDouble.of(10), OptionalDouble.of(500));
        final Annotations annotations = Annotations.none().withExcludedSweeps(Set.of(1));
        assertEquals(
                Map.of("recording", "pair.abf", "channel", "1", "sweeps", "0,3", "start_ms", "10.0", "end_ms", "500.0"),
                SelectionInputs.of(events, Path.of("pair.abf"), scene(view, annotations), 4));
        assertEquals(
                Map.of("recording", "pair.abf", "cell_a", "0", "cell_b", "1", "sweeps", "all"),
                SelectionInputs.of(pair, Path.of("pair.abf"), scene(all(), annotations), 4),
                "all are shown: the analysis itself leaves the excluded ones out");
        assertTrue(SelectionInputs.analyses().stream().noneMatch(e -> e.name().equals("view-recording")));
        assertEquals("0-2,5,7-8", SelectionInputs.ranges(List.of(0, 1, 2, 5, 7, 8)));
        assertEquals(Optional.of(List.of(0, 1, 2, 5)), SelectionInputs.parse("5,0-2", 6));
        assertEquals(Optional.empty(), SelectionInputs.parse("0-9", 6));
        assertEquals(Optional.empty(), SelectionInputs.parse("some", 6));
    }

    @Test
    void copiedSamplesAreReadAgainAsARecording() throws Exception {
        final TraceView view = all().withSweeps(List.of(1, 2)).with(new ShownTime(0, 499));
        final Path file = folder.resolve("copy.csv");
        TraceOutput.write(new TraceExport(data, scene(view, Annotations.none())), file);
        try (Recording again = Formats.open(file)) {
            assertEquals(2, again.channels().size());
            assertEquals(500, again.samples(0, 0));
            assertEquals(Unit.MILLIVOLT, again.channels().get(0).unit());
            assertEquals(1123, again.read(0, 0)[123]);
            assertEquals(-7, again.read(1, 1)[7]);
        }
    }

    @Test
    void picturesForPaperShowTheSweepsByName() throws Exception {
        final TraceExport export = new TraceExport(
                data, scene(all().toggle(Shown.AVERAGE), Annotations.none().withExcludedSweeps(Set.of(2))));
        final String svg = new String(export.svg(), StandardCharsets.UTF_8);
        assertTrue(
                svg.contains("sweep 2 (excluded)") && svg.contains("mean") && svg.contains("time (ms)"),
                "names are in it");
        assertTrue(ImageIO.read(new ByteArrayInputStream(export.png())).getWidth() > 1500);
    }

    private BufferedImage painted(final Scene scene) {
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = image.createGraphics();
        TracePainter.paint(data, scene, graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    @Test
    void theTraceIsDrawnWhereItsValuesAre() {
        final Scene scene =
                scene(all().with(SweepLayout.SINGLE).withSweep(1).withChannels(List.of(0)), Annotations.none());
        final BufferedImage image = painted(scene);
        final BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = scratch.createGraphics();
        final TraceGeometry where = TracePainter.paint(data, scene, graphics, WIDTH, HEIGHT);
        graphics.dispose();
        final Color colour = Palette.LIGHT.trace(1);
        for (final int sample : new int[] {100, 333, 500, 901}) {
            final int x = (int) Math.round(where.x(sample));
            final int y = (int) Math.round(where.panels().get(0).y(data.range(scene.view(), 0), 1000 + sample));
            boolean found = false;
            for (int dx = -1; dx <= 1; dx++) {
                for (int dy = -2; dy <= 2; dy++)
                    found |= (image.getRGB(x + dx, y + dy) & 0xffffff) == (colour.getRGB() & 0xffffff);
            }
            assertTrue(found, "sample " + sample + " at " + x + ", " + y);
        }
    }

    @Test
    void commandsRegionsTagsAndCursorsChangeThePicture() {
        final TraceView single = all().with(SweepLayout.SINGLE).withSweep(1);
        final BufferedImage plain = painted(scene(single.toggle(Shown.TAGS), Annotations.none()));
        final Annotations region = Annotations.none().withRegions(List.of(new Region(1, 100, 300, "up")));
        assertFalse(same(plain, painted(scene(single.toggle(Shown.TAGS), region))));
        assertFalse(same(plain, painted(scene(single, Annotations.none()))), "the tag");
        assertFalse(same(plain, painted(scene(single.toggle(Shown.TAGS).toggle(Shown.COMMANDS), Annotations.none()))));
        assertFalse(same(
                plain,
                painted(scene(
                        single.toggle(Shown.TAGS).withCursors(OptionalDouble.of(5), OptionalDouble.empty()),
                        Annotations.none()))));
        assertTrue(same(plain, painted(scene(single.toggle(Shown.TAGS), Annotations.none()))));
        assertTrue(
                same(
                        plain,
                        painted(scene(
                                single.toggle(Shown.TAGS),
                                Annotations.none().withRegions(List.of(new Region(2, 1, 9, "elsewhere")))))),
                "a region of another sweep");
        assertTrue(TracePainter.titleText(data, scene(single, Annotations.none().withExcludedSweeps(Set.of(1))))
                .contains("(excluded)"));
    }

    private static boolean same(final BufferedImage a, final BufferedImage b) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) if (a.getRGB(x, y) != b.getRGB(x, y)) return false;
        }
        return true;
    }

    @Test
    void ticksAreRoundNumbers() {
        assertEquals(List.of(0.0, 500.0, 1000.0), Ticks.of(0, 1000, 3).values());
        final Ticks fine = Ticks.of(-0.00013, 0.00021, 5);
        assertEquals("-0.0001", fine.text(fine.values().get(0)));
        assertEquals("0.0000", fine.text(-1e-12));
        for (double width = 1e-4; width < 1e7; width *= 1.7) {
            final Ticks ticks = Ticks.of(-0.3 * width, 0.7 * width, 8);
            assertTrue(ticks.values().size() >= 2 && ticks.values().size() <= 9, width + ": " + ticks);
            assertEquals(
                    ticks.values().size(),
                    ticks.values().stream().map(ticks::text).distinct().count(),
                    ticks.toString());
        }
    }

    /** WCAG 2.1 asks for 3 to 1 for graphics and for 4.5 to 1 for text. */
    @Test
    void coloursStandOutFromTheirGround() {
        for (final Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
            for (final Color colour : palette.traces())
                assertTrue(contrast(colour, palette.ground()) >= 3, colour.toString());
            for (final Color colour : List.of(palette.mean(), palette.cursor(), palette.event(), palette.faint()))
                assertTrue(contrast(colour, palette.ground()) >= 3, colour.toString());
            assertTrue(contrast(palette.text(), palette.ground()) >= 4.5);
        }
    }

    private static double contrast(final Color a, final Color b) {
        final double one = Palette.luminance(a) + 0.05;
        final double other = Palette.luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    @Test
    void withoutCursorsThereIsNoStretchBetweenThem() {
        assertNull(all().between());
        assertNull(all().withCursors(OptionalDouble.of(5), OptionalDouble.of(5)).between());
        assertEquals(
                new ShownTime(2, 5),
                all().withCursors(OptionalDouble.of(5), OptionalDouble.of(2)).between());
    }
}
