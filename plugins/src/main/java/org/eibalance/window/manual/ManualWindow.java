package org.eibalance.window.manual;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.JToolBar;
import javax.swing.KeyStroke;
import javax.swing.UIManager;
import javax.swing.WindowConstants;
import javax.swing.event.HyperlinkEvent;

/** A window with a page of the manual; links lead to other pages. */
final class ManualWindow extends JFrame {

    private static final long serialVersionUID = 1;
    private static final Dimension SIZE = new Dimension(860, 760);

    private final JEditorPane text = new JEditorPane();
    private final transient Deque<String> visited = new ArrayDeque<>();

    ManualWindow(final String page) {
        super(Manual.LABEL);
        text.setEditable(false);
        text.setContentType("text/html");
        text.putClientProperty(JEditorPane.HONOR_DISPLAY_PROPERTIES, true);
        text.setFont(UIManager.getFont("Label.font"));
        text.getAccessibleContext().setAccessibleName("Page of the manual");
        text.addHyperlinkListener(e -> {
            if (e.getEventType() == HyperlinkEvent.EventType.ACTIVATED) follow(e.getDescription());
        });
        final JToolBar bar = new JToolBar();
        bar.setFloatable(false);
        bar.add(button("Back", KeyStroke.getKeyStroke(KeyEvent.VK_LEFT, InputEvent.ALT_DOWN_MASK), this::back));
        bar.add(button(
                "Start", KeyStroke.getKeyStroke(KeyEvent.VK_HOME, InputEvent.ALT_DOWN_MASK), () -> go(Manual.START)));
        add(bar, BorderLayout.NORTH);
        add(new JScrollPane(text), BorderLayout.CENTER);
        setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        setSize(SIZE);
        setLocationByPlatform(true);
        go(page);
    }

    private JButton button(final String label, final KeyStroke key, final Runnable run) {
        final AbstractAction action = new AbstractAction(label) {

            private static final long serialVersionUID = 1;

            @Override
            public void actionPerformed(final ActionEvent e) {
                run.run();
            }
        };
        getRootPane().getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(key, label);
        getRootPane().getActionMap().put(label, action);
        final JButton button = new JButton(action);
        button.setMnemonic(label.charAt(0));
        button.setToolTipText(label + " (Alt-" + KeyEvent.getKeyText(key.getKeyCode()) + ")");
        return button;
    }

    private void go(final String page) {
        visited.push(page);
        text.setText(Manual.html(page));
        text.setCaretPosition(0);
        setTitle(Manual.LABEL + ": " + page);
    }

    private void back() {
        if (visited.size() < 2) return;
        visited.pop();
        go(visited.pop());
    }

    /** Opens a page of the manual; links that lead out of it do nothing. */
    private void follow(final String link) {
        Manual.resolve(visited.peek(), link).ifPresent(this::go);
    }
}
