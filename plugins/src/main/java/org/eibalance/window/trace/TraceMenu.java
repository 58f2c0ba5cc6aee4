package org.eibalance.window.trace;

import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.swing.AbstractAction;
import javax.swing.JMenu;
import javax.swing.JMenuBar;
import javax.swing.JMenuItem;
import javax.swing.JOptionPane;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.Outcome;
import org.eibalance.command.event.DetectEvents;
import org.eibalance.command.recording.SweepLayout;
import org.eibalance.recording.Channel;
import org.eibalance.window.manual.Manual;

/** The menu of the viewer: every action with its key. */
final class TraceMenu {

    private static final int CTRL = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx();
    private static final int SHIFT = InputEvent.SHIFT_DOWN_MASK;
    private static final int ALT = InputEvent.ALT_DOWN_MASK;
    private static final double STEP = 0.1;
    private static final double ZOOM_IN = 0.8;
    /** Keys 1 to 9 show and hide channels. */
    private static final int DIGITS = 9;

    private final TraceWindow window;
    private final AnalysisStarter starter;
    private final TraceOutput output;

    TraceMenu(final TraceWindow window, final AnalysisStarter starter) {
        this.window = window;
        this.starter = starter;
        output = new TraceOutput(window);
    }

    JMenuBar bar() {
        final JMenuBar bar = new JMenuBar();
        bar.add(file());
        bar.add(show());
        bar.add(time());
        bar.add(sweeps());
        bar.add(cursors());
        bar.add(marks());
        bar.add(analyse());
        bar.add(help());
        return bar;
    }

    private static JMenu menu(final String name, final int mnemonic) {
        final JMenu menu = new JMenu(name);
        menu.setMnemonic(mnemonic);
        return menu;
    }

    private static void add(final JMenu menu, final String label, final KeyStroke key, final Runnable run) {
        final JMenuItem item = new JMenuItem(new AbstractAction(label) {

            private static final long serialVersionUID = 1;

            @Override
            public void actionPerformed(final ActionEvent e) {
                run.run();
            }
        });
        item.setAccelerator(key);
        item.getAccessibleContext().setAccessibleDescription(label);
        menu.add(item);
    }

    private static KeyStroke key(final int code, final int modifiers) {
        return KeyStroke.getKeyStroke(code, modifiers);
    }

    private static KeyStroke key(final int code) {
        return key(code, 0);
    }

    private JMenu file() {
        final JMenu menu = menu("File", KeyEvent.VK_F);
        add(menu, "Open...", key(KeyEvent.VK_O, CTRL), () -> output.open(starter));
        add(menu, "Save as SVG, PNG or CSV...", key(KeyEvent.VK_S, CTRL), output::save);
        menu.addSeparator();
        add(menu, "Copy Picture", key(KeyEvent.VK_C, CTRL), output::copyPicture);
        add(menu, "Copy as SVG", key(KeyEvent.VK_C, CTRL | SHIFT), output::copySvg);
        add(menu, "Copy Samples as CSV", key(KeyEvent.VK_C, CTRL | ALT), output::copyCsv);
        add(menu, "ImageJ Plot", key(KeyEvent.VK_P, CTRL), output::plot);
        menu.addSeparator();
        add(menu, "Close", key(KeyEvent.VK_W, CTRL), window::dispose);
        return menu;
    }

    private JMenu show() {
        final JMenu menu = menu("Show", KeyEvent.VK_S);
        for (final Channel channel : window.data().recording().channels()) {
            final int index = channel.index();
            add(
                    menu,
                    "Channel " + index + ": " + channel.name(),
                    index < DIGITS ? key(KeyEvent.VK_1 + index) : null,
                    () -> window.change(view -> view.toggle(index)));
        }
        menu.addSeparator();
        final int[] keys = {KeyEvent.VK_G, KeyEvent.VK_C, KeyEvent.VK_T, KeyEvent.VK_K, KeyEvent.VK_E};
        for (final Shown what : Shown.values()) {
            add(
                    menu,
                    Character.toUpperCase(what.label().charAt(0)) + what.label().substring(1) + " (Show or Hide)",
                    key(keys[what.ordinal()]),
                    () -> window.change(view -> view.toggle(what)));
        }
        menu.addSeparator();
        add(menu, "Larger Text", key(KeyEvent.VK_PLUS, CTRL), () -> window.resizeText(1));
        add(menu, "Smaller Text", key(KeyEvent.VK_MINUS, CTRL), () -> window.resizeText(-1));
        add(menu, "Light or Dark Background", key(KeyEvent.VK_D), window::switchPalette);
        return menu;
    }

    private JMenu time() {
        final JMenu menu = menu("Zoom", KeyEvent.VK_Z);
        add(menu, "Zoom In", key(KeyEvent.VK_UP), () -> window.zoom(ZOOM_IN));
        add(menu, "Zoom Out", key(KeyEvent.VK_DOWN), () -> window.zoom(1 / ZOOM_IN));
        add(menu, "Scroll Left", key(KeyEvent.VK_LEFT), () -> window.shift(-STEP));
        add(menu, "Scroll Right", key(KeyEvent.VK_RIGHT), () -> window.shift(STEP));
        add(menu, "Scroll One Page Left", key(KeyEvent.VK_LEFT, ALT), () -> window.shift(-1));
        add(menu, "Scroll One Page Right", key(KeyEvent.VK_RIGHT, ALT), () -> window.shift(1));
        add(
                menu,
                "Start of the Sweep",
                key(KeyEvent.VK_HOME),
                () -> window.change(
                        view -> view.with(view.time().shifted(-view.time().fromMs()))));
        add(
                menu,
                "End of the Sweep",
                key(KeyEvent.VK_END),
                () -> window.change(view -> view.with(view.time()
                        .shifted(window.data().lengthMs() - view.time().toMs()))));
        add(menu, "Whole Sweep", key(KeyEvent.VK_F), window::wholeSweep);
        add(menu, "Between the Cursors", key(KeyEvent.VK_Z), window::zoomToCursors);
        menu.addSeparator();
        add(menu, "Zoom In on Values", key(KeyEvent.VK_UP, CTRL), () -> window.zoomValues(ZOOM_IN));
        add(menu, "Zoom Out of Values", key(KeyEvent.VK_DOWN, CTRL), () -> window.zoomValues(1 / ZOOM_IN));
        add(menu, "Fit Values", key(KeyEvent.VK_V), () -> window.change(TraceView::fitted));
        return menu;
    }

    private JMenu sweeps() {
        final JMenu menu = menu("Sweeps", KeyEvent.VK_W);
        add(menu, "Next", key(KeyEvent.VK_PAGE_DOWN), () -> window.change(view -> view.step(1)));
        add(menu, "Previous", key(KeyEvent.VK_PAGE_UP), () -> window.change(view -> view.step(-1)));
        add(menu, "Choose...", key(KeyEvent.VK_W), this::chooseSweeps);
        menu.addSeparator();
        add(menu, "Overlaid", key(KeyEvent.VK_O), () -> window.change(view -> view.with(SweepLayout.OVERLAID)));
        add(menu, "Stacked", key(KeyEvent.VK_S), () -> window.change(view -> view.with(SweepLayout.STACKED)));
        add(menu, "One by One", key(KeyEvent.VK_I), () -> window.change(view -> view.with(SweepLayout.SINGLE)));
        add(
                menu,
                "Next Layout",
                key(KeyEvent.VK_L),
                () -> window.change(view -> view.with(view.layout().next())));
        menu.addSeparator();
        add(menu, "Exclude or Include", key(KeyEvent.VK_X), window::toggleExcluded);
        add(menu, "Undo", key(KeyEvent.VK_Z, CTRL), window::undo);
        add(menu, "Redo", key(KeyEvent.VK_Y, CTRL), window::redo);
        return menu;
    }

    private JMenu cursors() {
        final JMenu menu = menu("Cursors", KeyEvent.VK_C);
        add(menu, "Cursor A Here", key(KeyEvent.VK_A), () -> window.setCursor(true));
        add(menu, "Cursor B Here", key(KeyEvent.VK_B), () -> window.setCursor(false));
        add(menu, "A Left", key(KeyEvent.VK_LEFT, SHIFT), () -> window.moveCursor(true, -1));
        add(menu, "A Right", key(KeyEvent.VK_RIGHT, SHIFT), () -> window.moveCursor(true, 1));
        add(menu, "B Left", key(KeyEvent.VK_LEFT, CTRL), () -> window.moveCursor(false, -1));
        add(menu, "B Right", key(KeyEvent.VK_RIGHT, CTRL), () -> window.moveCursor(false, 1));
        add(
                menu,
                "No Cursors",
                key(KeyEvent.VK_ESCAPE),
                () -> window.change(view -> view.withCursors(OptionalDouble.empty(), OptionalDouble.empty())));
        menu.addSeparator();
        add(menu, "Measure", key(KeyEvent.VK_M), output::measure);
        return menu;
    }

    private JMenu marks() {
        final JMenu menu = menu("Annotations", KeyEvent.VK_N);
        add(menu, "Name Region Between the Cursors...", key(KeyEvent.VK_R), this::nameRegion);
        add(menu, "Remove Region at Cursor A", key(KeyEvent.VK_DELETE), window::removeRegion);
        menu.addSeparator();
        add(menu, "Next Event", key(KeyEvent.VK_PERIOD), () -> window.stepEvent(1));
        add(menu, "Previous Event", key(KeyEvent.VK_COMMA), () -> window.stepEvent(-1));
        add(menu, "Accept Event", key(KeyEvent.VK_Y), () -> window.judge(Optional.of(true)));
        add(menu, "Reject Event", key(KeyEvent.VK_N), () -> window.judge(Optional.of(false)));
        add(menu, "Remove Verdict", key(KeyEvent.VK_U), () -> window.judge(Optional.empty()));
        return menu;
    }

    private JMenu analyse() {
        final JMenu menu = menu("Analyse", KeyEvent.VK_A);
        for (final CommandCatalog.Entry entry : SelectionInputs.analyses()) {
            add(menu, entry.label(), null, () -> start(entry));
        }
        menu.setEnabled(window.file().isPresent());
        return menu;
    }

    private void start(final CommandCatalog.Entry entry) {
        final Scene scene = window.scene();
        starter.start(
                entry,
                SelectionInputs.of(
                        entry,
                        window.file().orElseThrow(),
                        scene,
                        window.data().recording().sweeps().size()),
                outcome -> SwingUtilities.invokeLater(() -> done(entry, outcome)));
    }

    private void done(final CommandCatalog.Entry entry, final Outcome outcome) {
        window.tell(outcome.report().sentences().stream().findFirst().orElse(entry.label() + ": done"));
        if (!entry.className().equals(DetectEvents.class.getName())) return;
        final int channel = ((Number) outcome.report().summary().get(0, "channel")).intValue();
        window.showEvents(
                channel, ShownEvent.of(channel, outcome.report().tables().get("events.csv")));
    }

    private JMenu help() {
        final JMenu menu = menu("Help", KeyEvent.VK_H);
        add(menu, "Manual", key(KeyEvent.VK_F1), () -> Manual.show("view-recording"));
        return menu;
    }

    private void chooseSweeps() {
        final int count = window.data().recording().sweeps().size();
        final Object answer = JOptionPane.showInputDialog(
                window,
                "Sweeps to show, from 0 to " + (count - 1) + ", such as 0-4,7; or all",
                "Sweeps",
                JOptionPane.PLAIN_MESSAGE,
                null,
                null,
                window.view().sweeps().size() == count
                        ? "all"
                        : SelectionInputs.ranges(window.view().sweeps()));
        if (answer == null) return;
        final Optional<List<Integer>> sweeps = SelectionInputs.parse(answer.toString(), count);
        if (sweeps.isPresent()) window.change(view -> view.withSweeps(sweeps.get()));
        else window.tell("'" + answer + "' is not a list of sweeps from 0 to " + (count - 1) + ".");
    }

    private void nameRegion() {
        if (window.view().between() == null) {
            window.tell("Set both cursors first: keys A and B.");
            return;
        }
        final String label = JOptionPane.showInputDialog(
                window,
                "Name of the region between the cursors, in sweep "
                        + window.view().sweep());
        if (label != null && !label.isBlank()) window.nameRegion(label.strip());
    }
}
