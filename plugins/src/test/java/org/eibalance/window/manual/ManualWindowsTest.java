package org.eibalance.window.manual;

import static org.eibalance.Person.await;
import static org.eibalance.Person.awaitThat;
import static org.eibalance.Person.window;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Optional;
import javax.swing.JEditorPane;
import javax.swing.SwingUtilities;
import javax.swing.event.HyperlinkEvent;
import org.eibalance.Person;
import org.junit.jupiter.api.Test;

/** The manual as a person reads it; pictures of some pages stay in target/screenshots. */
class ManualWindowsTest {

    private static Optional<JEditorPane> text(final Container root) {
        for (final Component part : root.getComponents()) {
            if (part instanceof JEditorPane pane) return Optional.of(pane);
            if (part instanceof Container inner && text(inner).isPresent()) return text(inner);
        }
        return Optional.empty();
    }

    @Test
    void aPageOfAScenarioLeadsToOthersAndBack() throws Exception {
        final Person person = Person.atTheScreen();
        Manual.show("run-feedforward-inhibition");
        final Window manual = await("the manual", () -> window(Manual.LABEL + ": scenarios/feedforward-inhibition"));
        person.still(manual);
        person.screenshot("manual-scenario");
        final JEditorPane page = text(manual).orElseThrow();
        assertTrue(page.getText().contains("disynaptic_ms"));
        SwingUtilities.invokeAndWait(
                () -> page.scrollRectToVisible(new java.awt.Rectangle(0, page.getHeight() / 2, 1, 700)));
        person.still(manual);
        person.screenshot("manual-scenario-tables");
        SwingUtilities.invokeAndWait(() -> page.fireHyperlinkUpdate(
                new HyperlinkEvent(page, HyperlinkEvent.EventType.ACTIVATED, null, "../validate-estimator.md")));
        awaitThat("another page", () -> ((Frame) manual).getTitle().endsWith(": validate-estimator"));
        person.still(manual);
        person.screenshot("manual-analysis");
        person.press(KeyEvent.VK_LEFT, KeyEvent.VK_ALT);
        awaitThat("the page before", () -> ((Frame) manual).getTitle().endsWith(": scenarios/feedforward-inhibition"));
        person.press(KeyEvent.VK_HOME, KeyEvent.VK_ALT);
        awaitThat("the start", () -> ((Frame) manual).getTitle().endsWith(": " + Manual.START));
        person.still(manual);
        person.screenshot("manual-start");
        SwingUtilities.invokeAndWait(manual::dispose);
    }
}
