package org.eibalance.ij1;

import static org.eibalance.Person.await;
import static org.eibalance.Person.awaitThat;
import static org.eibalance.Person.window;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.plugin.MacroInstaller;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Label;
import java.awt.Rectangle;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.eibalance.Person;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.junit.jupiter.api.Test;

/** Every dialog of plain ImageJ, looked at. Pictures of all stay in target/screenshots/dialogs. */
class DialogWindowsTest {

    private static final Path PICTURES = Path.of("target/screenshots/dialogs");

    @Test
    void everyDialogFitsOnTheScreenAndCutsNothingOff() throws Exception {
        final Person person = Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        Files.createDirectories(PICTURES);
        final Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            IJ.doCommand(entry.label());
            final Window dialog = await(entry.label(), () -> window(entry.label()));
            awaitThat(
                    "the buttons of " + entry.label(),
                    () -> all(dialog, Button.class).stream().anyMatch(Component::isShowing));
            ImageIO.write(
                    person.still(dialog),
                    "png",
                    PICTURES.resolve(entry.name() + ".png").toFile());
            final Rectangle bounds = dialog.getBounds();
            assertTrue(bounds.width <= screen.width && bounds.height <= screen.height, entry.name() + ": " + bounds);
            for (final Component part : all(dialog, Component.class)) {
                if (part instanceof Container || !part.isVisible()) continue;
                final Dimension wanted = part.getPreferredSize();
                if (part instanceof TextField field)
                    assertTrue(
                            field.getFontMetrics(field.getFont()).stringWidth(field.getText()) <= field.getWidth(),
                            entry.name() + ": '" + field.getText() + "' is not seen whole");
                if (part instanceof Label || part instanceof Button)
                    assertTrue(
                            part.getWidth() >= wanted.width - 2,
                            entry.name() + ": '" + (part instanceof Label l ? l.getText() : ((Button) part).getLabel())
                                    + "' is cut off");
            }
            final List<String> labels =
                    all(dialog, Label.class).stream().map(Label::getText).toList();
            for (final CommandInput input : CommandInput.of(entry.create())) {
                if (input.kind() == CommandInput.Kind.FLAG || CommandDialog.NOT_ASKED.contains(input.key())) continue;
                // ImageJ shows an underscore as a blank
                assertTrue(
                        labels.stream().anyMatch(l -> l.startsWith(input.label().replace('_', ' '))),
                        entry.name() + ": " + input.label() + " in " + labels);
            }
            person.press(KeyEvent.VK_ESCAPE);
            awaitThat(entry.label() + " to close", () -> !dialog.isShowing());
        }
    }

    @Test
    void helpShowsTheKeysAndThePageOfTheManual() throws Exception {
        final Person person = Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        IJ.doCommand("Detect Events...");
        final Window dialog = await("the dialog", () -> window("Detect Events..."));
        awaitThat("the buttons", () -> all(dialog, Button.class).stream().anyMatch(Component::isShowing));
        person.still(dialog);
        final Button help = all(dialog, Button.class).stream()
                .filter(b -> b.getLabel().contains("Help"))
                .findFirst()
                .orElseThrow();
        // Not by their number, which falls when windows of tests before are collected
        final List<Window> before = List.of(Window.getWindows());
        final Supplier<Optional<Window>> shown = () -> Arrays.stream(Window.getWindows())
                .filter(w -> w.isShowing()
                        && !before.contains(w)
                        && !all(w, javax.swing.JEditorPane.class).isEmpty())
                .findFirst();
        // A desktop may lose a click, or move the window to its place meanwhile
        for (int k = 0; k < 5 && shown.get().isEmpty(); k++) {
            person.robot().mouseMove(help.getLocationOnScreen().x + 10, help.getLocationOnScreen().y + 10);
            person.robot().mousePress(java.awt.event.InputEvent.BUTTON1_DOWN_MASK);
            person.robot().mouseRelease(java.awt.event.InputEvent.BUTTON1_DOWN_MASK);
            for (int wait = 0; wait < 60 && shown.get().isEmpty(); wait++)
                person.robot().delay(50);
        }
        final Window page = await("the help", shown);
        person.still(page);
        person.screenshot("help");
        final String text = all(page, javax.swing.JEditorPane.class).get(0).getText();
        assertTrue(text.contains("template_decay_ms") && text.contains("Clements"), "keys, and the manual");
        page.dispose();
        // Not dispose(), which means OK to ImageJ: the dialog would come back with what is wrong in it
        dialog.dispatchEvent(new WindowEvent(dialog, WindowEvent.WINDOW_CLOSING));
        awaitThat("the dialog to close", () -> window("Detect Events...").isEmpty());
    }

    @Test
    void theFiveButtonsOfTheToolSetOpenTheirDialogs() throws Exception {
        final Person person = Person.atTheScreen();
        if (IJ.getInstance() == null) ImageJMenu.open();
        final MacroInstaller installer = new MacroInstaller();
        installer.install(Files.readString(Path.of("../macros/toolsets/E-I_Balance.ijm")));
        person.robot().delay(300);
        person.screenshot("toolset");
        for (final String action :
                List.of("View Recording", "Check Quality", "Correlate Pair", "Detect Events", "Batch Folder")) {
            installer.runMacroTool(action + " Action Tool");
            final Window dialog = await("the dialog of " + action, () -> window(action + "..."));
            person.robot().delay(300);
            person.press(KeyEvent.VK_ESCAPE);
            awaitThat(action + " to close", () -> !dialog.isShowing());
        }
    }

    private static <T extends Component> List<T> all(final Container root, final Class<T> type) {
        final List<T> found = new ArrayList<>();
        for (final Component part : root.getComponents()) {
            if (type.isInstance(part)) found.add(type.cast(part));
            if (part instanceof Container inner) found.addAll(all(inner, type));
        }
        return found;
    }
}
