package org.eibalance.window.trace;

import ij.WindowManager;
import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.annotation.Region;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;

/** A window with the traces of one recording. All its methods are called by the event thread. */
public final class TraceWindow extends JFrame {

    private static final long serialVersionUID = 1;
    private static final float MIN_FONT = 8;
    private static final float MAX_FONT = 40;
    private static final int READOUT_LINES = 4;

    private final transient TraceData data;
    private final transient Optional<AnnotationKeeper> keeper;
    private final TraceCanvas canvas;
    private final JTextArea readout = new JTextArea(READOUT_LINES, 0);
    private final JLabel status = new JLabel(" ");
    private transient AnnotationHistory history;
    private transient List<ShownEvent> detected = new ArrayList<>();
    private transient Scene scene;

    TraceWindow(
            final Recording recording,
            final AnnotationStore store,
            final AnnotationKeeper.Found found,
            final AnalysisStarter starter,
            final UnaryOperator<TraceView> first) {
        super(recording.name());
        data = new TraceData(recording);
        // Annotations that cannot be read must not be overwritten.
        keeper = found.annotations().isEmpty()
                ? Optional.empty()
                : recording.file().map(file -> new AnnotationKeeper(store, file, this::tellLater));
        history = new AnnotationHistory(found.annotations().orElse(Annotations.none()));
        final float points = status.getFont().getSize2D();
        final TraceView view = first.apply(TraceView.all(recording, data.lengthMs()));
        scene = new Scene(
                view.with(view.time().within(data.lengthMs())),
                history.current(),
                ShownEvent.judged(detected, history.current()),
                -1,
                Palette.ofTheme(),
                points);
        canvas = new TraceCanvas(data, scene, this::setView, this::tellLater);
        layOut(recording);
        setJMenuBar(new TraceMenu(this, starter).bar());
        new FileDrop(starter).on(getRootPane());
        setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        addWindowListener(new WindowAdapter() {

            @Override
            public void windowClosed(final WindowEvent e) {
                release();
            }

            @Override
            public void windowOpened(final WindowEvent e) {
                canvas.requestFocusInWindow();
            }
        });
        update();
        final List<String> remarks = recording.remarks();
        if (!remarks.isEmpty())
            tell(remarks.get(0)
                    + (remarks.size() == 1 ? "" : " (the first of " + remarks.size() + " remarks, all in the log)"));
        if (!found.problem().isEmpty()) tell(found.problem());
    }

    private void layOut(final Recording recording) {
        readout.setEditable(false);
        // Keys go to the traces.
        readout.setFocusable(false);
        readout.setLineWrap(false);
        readout.setFont(status.getFont());
        readout.setBorder(BorderFactory.createEmptyBorder(2, 6, 2, 6));
        readout.getAccessibleContext().setAccessibleName("Values at the cursors");
        status.setBorder(BorderFactory.createEmptyBorder(2, 6, 2, 6));
        status.getAccessibleContext().setAccessibleName("Status");
        canvas.getAccessibleContext().setAccessibleName("Traces of " + recording.name());
        final JPanel below = new JPanel(new BorderLayout());
        below.add(readout, BorderLayout.CENTER);
        below.add(status, BorderLayout.SOUTH);
        add(canvas, BorderLayout.CENTER);
        add(below, BorderLayout.SOUTH);
    }

    private void release() {
        WindowManager.removeWindow(this);
        canvas.close();
        // Both may wait for a file.
        final Thread last = new Thread(
                () -> {
                    keeper.ifPresent(AnnotationKeeper::close);
                    data.close();
                },
                "E/I Balance: closing " + getTitle());
        last.start();
    }

    TraceData data() {
        return data;
    }

    Scene scene() {
        return scene;
    }

    TraceView view() {
        return scene.view();
    }

    TraceCanvas canvas() {
        return canvas;
    }

    /** The file of the recording; empty for one in memory. */
    Optional<Path> file() {
        return data.recording().file();
    }

    /** Shows another view. */
    void setView(final TraceView view) {
        scene = new Scene(
                view.with(view.time().within(data.lengthMs())),
                scene.annotations(),
                scene.events(),
                scene.selected(),
                scene.palette(),
                scene.fontSize());
        update();
    }

    void change(final UnaryOperator<TraceView> how) {
        setView(how.apply(view()));
    }

    private void update() {
        canvas.show(scene);
        final List<String> sentences = new ArrayList<>();
        try {
            sentences.addAll(new TraceMeasures(data, view()).sentences());
        } catch (final InputException e) {
            tell(e.getMessage());
        }
        readout.setText(
                sentences.isEmpty()
                        ? "Click: cursor A, Shift-click: cursor B. Drag or wheel: move and zoom. F1: the manual."
                        : String.join("\n", sentences));
        canvas.getAccessibleContext()
                .setAccessibleDescription(TracePainter.titleText(data, scene) + ". " + String.join(". ", sentences));
    }

    /** The text below the traces. */
    String readout() {
        return readout.getText();
    }

    /** The sentence in the line at the bottom. */
    String status() {
        return status.getText();
    }

    /** Shows a sentence in the line at the bottom. */
    void tell(final String sentence) {
        status.setText(sentence);
        status.setToolTipText(sentence);
    }

    private void tellLater(final String sentence) {
        SwingUtilities.invokeLater(() -> tell(sentence));
    }

    void zoom(final double factor) {
        final ShownTime time = view().time();
        final double about = canvas.pointedMs().orElse((time.fromMs() + time.toMs()) / 2);
        change(view -> view.with(time.zoomed(factor, about)));
    }

    void zoomValues(final double factor) {
        TraceView zoomed = view();
        for (final int channel : view().channels()) {
            final ValueRange range = data.range(view(), channel);
            zoomed = zoomed.withRange(channel, range.zoomed(factor, (range.low() + range.high()) / 2));
        }
        setView(zoomed);
    }

    void shift(final double share) {
        change(view -> view.with(view.time().shifted(share * view.time().widthMs())));
    }

    void wholeSweep() {
        change(view -> view.with(new ShownTime(0, Math.max(ShownTime.MIN_MS, data.lengthMs())))
                .fitted());
    }

    void zoomToCursors() {
        if (view().between() == null) tell("Set both cursors first: keys A and B.");
        else change(view -> view.with(view.between()));
    }

    /** Puts a cursor under the pointer, or in the middle. */
    void setCursor(final boolean a) {
        final ShownTime time = view().time();
        final OptionalDouble at =
                OptionalDouble.of(Math.max(0, canvas.pointedMs().orElse((time.fromMs() + time.toMs()) / 2)));
        change(view -> view.withCursors(a ? at : view.cursorA(), a ? view.cursorB() : at));
    }

    /** Moves a cursor by pixels, at least by a sample. */
    void moveCursor(final boolean a, final int pixels) {
        final OptionalDouble from = a ? view().cursorA() : view().cursorB();
        if (from.isEmpty()) {
            setCursor(a);
            return;
        }
        final double pixelMs = canvas.geometry().map(TraceGeometry::msPerPixel).orElse(1.0);
        final double step = Math.max(pixelMs, data.stepMs(view().channels().get(0)));
        final OptionalDouble to =
                OptionalDouble.of(Math.max(0, Math.min(data.lengthMs(), from.getAsDouble() + pixels * step)));
        change(view -> view.withCursors(a ? to : view.cursorA(), a ? view.cursorB() : to));
    }

    void resizeText(final float by) {
        final float size = Math.max(MIN_FONT, Math.min(MAX_FONT, scene.fontSize() + by));
        scene = new Scene(view(), scene.annotations(), scene.events(), scene.selected(), scene.palette(), size);
        final Font font = status.getFont().deriveFont(size);
        status.setFont(font);
        readout.setFont(font);
        update();
    }

    void switchPalette() {
        scene = new Scene(
                view(),
                scene.annotations(),
                scene.events(),
                scene.selected(),
                scene.palette().equals(Palette.LIGHT) ? Palette.DARK : Palette.LIGHT,
                scene.fontSize());
        update();
    }

    private void annotated(final boolean changed) {
        if (!changed) return;
        final ShownEvent before = scene.selected() < 0 ? null : scene.events().get(scene.selected());
        final List<ShownEvent> events = ShownEvent.judged(detected, history.current());
        int selected = -1;
        for (int i = 0; i < events.size() && before != null; i++) {
            final ShownEvent e = events.get(i);
            if (e.channel() == before.channel() && e.sweep() == before.sweep() && e.timeMs() == before.timeMs())
                selected = i;
        }
        scene = new Scene(view(), history.current(), events, selected, scene.palette(), scene.fontSize());
        if (keeper.isPresent()) keeper.get().keep(history.current());
        else
            tell("Not saved: "
                    + (file().isPresent()
                            ? "the annotations beside the recording cannot be read."
                            : "this recording has no file."));
        update();
    }

    void toggleExcluded() {
        annotated(history.toggleExcluded(view().sweep()));
    }

    void undo() {
        if (history.undo()) annotated(true);
        else tell("There is nothing to undo.");
    }

    void redo() {
        if (history.redo()) annotated(true);
        else tell("There is nothing to redo.");
    }

    /** Names the stretch between the cursors in the current sweep. */
    void nameRegion(final String label) {
        final ShownTime between = view().between();
        annotated(history.add(new Region(view().sweep(), Math.max(0, between.fromMs()), between.toMs(), label)));
    }

    /** Removes the region of the current sweep in which cursor A lies. */
    void removeRegion() {
        final double at = view().cursorA().orElse(Double.NaN);
        final Optional<Region> region = scene.annotations().regions().stream()
                .filter(r -> r.sweep() == view().sweep() && r.fromMs() <= at && at <= r.toMs())
                .findFirst();
        if (region.isPresent()) annotated(history.remove(region.get()));
        else tell("Cursor A is not in a region of sweep " + view().sweep() + ".");
    }

    /** Shows the events of a detection; they replace those of the same channel. */
    void showEvents(final int channel, final List<ShownEvent> events) {
        detected.removeIf(e -> e.channel() == channel);
        detected.addAll(events);
        scene = new Scene(
                view(),
                scene.annotations(),
                ShownEvent.judged(detected, scene.annotations()),
                -1,
                scene.palette(),
                scene.fontSize());
        tell(Counts.of(events.size(), "event") + ". Keys: full stop for the next, comma for the previous, Y "
                + "accepts, N rejects.");
        update();
    }

    /** Goes to the next event of the shown channels, or to an earlier one. */
    void stepEvent(final int by) {
        int at = scene.selected() < 0 && by < 0 ? scene.events().size() : scene.selected();
        do at += by;
        while (at >= 0
                && at < scene.events().size()
                && !view().channels().contains(scene.events().get(at).channel()));
        if (at < 0 || at >= scene.events().size()) {
            tell(
                    scene.events().isEmpty()
                            ? "There are no events: run Detect Events from the menu Analyse."
                            : "No further event.");
            return;
        }
        final ShownEvent event = scene.events().get(at);
        TraceView view = view();
        if (event.sweep() != view.sweep()) view = view.withSweep(event.sweep());
        final ShownTime time = view.time();
        if (event.timeMs() < time.fromMs() || event.timeMs() > time.toMs())
            view = view.with(time.shifted(event.timeMs() - (time.fromMs() + time.toMs()) / 2));
        scene = new Scene(view, scene.annotations(), scene.events(), at, scene.palette(), scene.fontSize());
        setView(view);
    }

    /**
     * Sets or removes the verdict on the selected event.
     *
     * @param accepted the verdict; empty removes it
     */
    void judge(final Optional<Boolean> accepted) {
        if (scene.selected() < 0) {
            tell("Select an event first: full stop for the next, comma for the previous.");
            return;
        }
        final ShownEvent event = scene.events().get(scene.selected());
        annotated(
                accepted.isPresent()
                        ? history.judge(
                                new EventVerdict(event.channel(), event.sweep(), event.timeMs(), accepted.get()))
                        : history.unjudge(event.channel(), event.sweep(), event.timeMs()));
    }
}
