package org.eibalance.window;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.KeyEventDispatcher;
import java.awt.KeyboardFocusManager;
import java.awt.RenderingHints;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Locale;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import org.eibalance.bridge.session.Session;
import org.eibalance.bridge.session.SessionStatus;
import org.eibalance.command.EiCommand;
import org.eibalance.command.clamp.ClampCommand;
import org.eibalance.figure.Role;

/**
 * What a device does now, with a STOP that always works: the button, Escape, Space, Enter, and closing the window. Each
 * sets the current to zero.
 */
public final class LiveWindow {

    private static final int REFRESH_MS = 40;
    private static final int POINTS = 250;

    private final Session session;
    private final JFrame frame;
    private final JLabel state = new JLabel(" ");
    private final JLabel numbers = new JLabel(" ");
    private final Strip potential = new Strip("V (mV)", -100, 20, new String[] {"V"}, Role.RESULT);
    private final Strip current = new Strip("I (pA)", -500, 500, new String[] {"I"}, Role.REFERENCE);
    private final Strip conductances =
            new Strip("g (nS)", 0, 20, new String[] {"g_E", "g_I"}, Role.EXCITATION, Role.INHIBITION);
    private final Timer timer = new Timer(REFRESH_MS, e -> refresh());
    /**
     * Sees each key before the component with the focus. A key binding works only if a Swing component has the focus.
     */
    private final KeyEventDispatcher keys = this::stopAtKey;

    private LiveWindow(final Session session) {
        this.session = session;
        frame = new JFrame("Dynamic clamp: " + session.name());
        // A dialog that waits for an answer must not block the STOP.
        frame.setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
        final JButton stop = new JButton("STOP");
        stop.setFont(stop.getFont().deriveFont(Font.BOLD, 36f));
        stop.setBackground(new Color(0xC00000));
        stop.setForeground(Color.WHITE);
        stop.setOpaque(true);
        stop.setToolTipText("Sets the current to zero at once. Keys: Escape in any window of the program; Space "
                + "and Enter in this one");
        stop.addActionListener(e -> session.abort());
        final JPanel strips = new JPanel(new java.awt.GridLayout(3, 1, 0, 4));
        strips.add(potential);
        strips.add(current);
        strips.add(conductances);
        final JPanel south = new JPanel(new BorderLayout(8, 8));
        final JPanel words = new JPanel(new BorderLayout());
        state.setFont(state.getFont().deriveFont(Font.BOLD, 16f));
        words.add(state, BorderLayout.NORTH);
        words.add(numbers, BorderLayout.CENTER);
        south.add(words, BorderLayout.CENTER);
        south.add(stop, BorderLayout.EAST);
        final JPanel all = new JPanel(new BorderLayout(8, 8));
        all.setBorder(BorderFactory.createEmptyBorder(8, 8, 8, 8));
        all.add(strips, BorderLayout.CENTER);
        all.add(south, BorderLayout.SOUTH);
        frame.setContentPane(all);
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {

            @Override
            public void windowClosing(final WindowEvent e) {
                session.abort();
            }

            @Override
            public void windowClosed(final WindowEvent e) {
                KeyboardFocusManager.getCurrentKeyboardFocusManager().removeKeyEventDispatcher(keys);
            }
        });
        // Another window may have the focus: Escape must not depend on that.
        KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(keys);
        frame.pack();
        frame.setLocationByPlatform(true);
        frame.setVisible(true);
        stop.requestFocusInWindow();
        timer.start();
    }

    /**
     * Stops at Escape in any window of the program, and at Space and Enter in this one. It acts when the key is
     * pressed; a button acts when it is released.
     */
    private boolean stopAtKey(final KeyEvent e) {
        if (e.getID() != KeyEvent.KEY_PRESSED) return false;
        final boolean here =
                KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusedWindow() == frame;
        switch (e.getKeyCode()) {
            case KeyEvent.VK_ESCAPE -> session.abort();
            case KeyEvent.VK_SPACE, KeyEvent.VK_ENTER -> {
                if (here) session.abort();
            }
            default -> {
                // other keys do nothing
            }
        }
        return false;
    }

    /**
     * Opens a window as soon as a command of the dynamic clamp has a session, if there is a display.
     *
     * @param command about to run
     */
    public static void follow(final EiCommand command) {
        if (command instanceof ClampCommand clamp && !GraphicsEnvironment.isHeadless())
            clamp.onSession(LiveWindow::open);
    }

    /**
     * Opens a window on a session; it closes with it.
     *
     * @param session open
     */
    public static void open(final Session session) {
        SwingUtilities.invokeLater(() -> new LiveWindow(session));
    }

    private void refresh() {
        if (session.isClosed()) {
            timer.stop();
            frame.dispose();
            return;
        }
        final SessionStatus s = session.status();
        state.setText(
                s.fault().ordinal() == 0
                        ? s.state().toString()
                        : s.state() + ": " + s.fault().sentence());
        state.setForeground(
                switch (s.state()) {
                    case RUNNING, RAMPDOWN -> new Color(0xC00000);
                    case FAULT -> new Color(0xA05000);
                    default -> Color.DARK_GRAY;
                });
        numbers.setText(String.format(
                Locale.ROOT,
                "<html>V %.1f mV &nbsp; clamp %.0f pA &nbsp; command %.0f pA &nbsp; g_E %.1f nS &nbsp; g_I %.1f "
                        + "nS<br>buffer %.0f ms &nbsp; round trip %.2f ms &nbsp; missing %d</html>",
                s.potentialMv(),
                s.clampPa(),
                s.commandPa(),
                s.excitatoryNs(),
                s.inhibitoryNs(),
                s.bufferMs(),
                s.roundTripMedianUs() / 1000,
                s.missing()));
        potential.add(s.potentialMv());
        current.add(s.clampPa() + s.commandPa());
        conductances.add(s.excitatoryNs(), s.inhibitoryNs());
    }

    /** The last ten seconds of one or two values. */
    private static final class Strip extends JComponent {

        private static final long serialVersionUID = 1L;

        private final String label;
        private final String[] names;
        private final Role[] roles;
        private final double[][] values;
        private double low;
        private double high;
        private int count;

        Strip(final String label, final double low, final double high, final String[] names, final Role... roles) {
            this.label = label;
            this.names = names;
            this.low = low;
            this.high = high;
            this.roles = roles;
            values = new double[roles.length][POINTS];
            setPreferredSize(new Dimension(760, 130));
        }

        void add(final double... now) {
            for (int k = 0; k < now.length; k++) {
                values[k][count % POINTS] = now[k];
                if (Double.isFinite(now[k])) {
                    low = Math.min(low, now[k]);
                    high = Math.max(high, now[k]);
                }
            }
            count++;
            repaint();
        }

        @Override
        protected void paintComponent(final Graphics graphics) {
            final Graphics2D g = (Graphics2D) graphics;
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, getWidth(), getHeight());
            g.setColor(Color.LIGHT_GRAY);
            g.drawRect(0, 0, getWidth() - 1, getHeight() - 1);
            g.setColor(Color.DARK_GRAY);
            g.drawString(label, 6, 14);
            g.drawString(String.format(Locale.ROOT, "%.0f", high), getWidth() - 48, 14);
            g.drawString(String.format(Locale.ROOT, "%.0f", low), getWidth() - 48, getHeight() - 6);
            for (int k = 0; k < roles.length; k++) {
                g.setColor(new Color(roles[k].rgb()));
                final int n = Math.min(count, POINTS);
                final double last = n == 0 ? Double.NaN : values[k][(count - 1) % POINTS];
                // Names, because colour alone is not enough.
                if (roles.length > 1 && Double.isFinite(last))
                    g.drawString(names[k], x(n - 1) + 4, Math.max(14, y(last)));
                for (int i = 1; i < n; i++) {
                    final double from = values[k][(count - n + i - 1) % POINTS];
                    final double to = values[k][(count - n + i) % POINTS];
                    if (Double.isFinite(from) && Double.isFinite(to)) g.drawLine(x(i - 1), y(from), x(i), y(to));
                }
            }
        }

        private int x(final int point) {
            return point * (getWidth() - 56) / POINTS;
        }

        private int y(final double value) {
            return (int) Math.round(4 + (high - value) / (high - low) * (getHeight() - 8));
        }
    }
}
