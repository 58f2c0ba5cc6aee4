package org.eibalance.window.trace;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.accessibility.AccessibleContext;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;
import org.eibalance.recording.InputException;

/**
 * The traces on the screen. Its own thread draws them into a picture; of scenes that come faster than it draws, only
 * the last is drawn.
 */
final class TraceCanvas extends JComponent implements AutoCloseable {

    private static final long serialVersionUID = 1;
    private static final double WHEEL_ZOOM = 1.25;
    private static final double WHEEL_SHIFT = 0.1;
    private static final Dimension PREFERRED = new Dimension(1000, 620);

    private final transient TraceData data;
    private final transient Consumer<TraceView> change;
    private final transient Consumer<String> tell;
    private final transient ExecutorService painter = Executors.newSingleThreadExecutor(task -> {
        final Thread thread = new Thread(task, "E/I Balance: drawing traces");
        thread.setDaemon(true);
        return thread;
    });
    private transient Scene scene;
    private transient Scene waiting;
    private boolean painting;
    private transient BufferedImage front;
    private transient BufferedImage back;
    private transient volatile TraceGeometry geometry;

    /**
     * @param data the traces
     * @param scene what to show at first
     * @param change receives the view that the mouse asks for
     * @param tell receives a sentence if traces cannot be read any more
     */
    TraceCanvas(
            final TraceData data, final Scene scene, final Consumer<TraceView> change, final Consumer<String> tell) {
        this.data = data;
        this.scene = scene;
        this.change = change;
        this.tell = tell;
        setPreferredSize(PREFERRED);
        setFocusable(true);
        final Mouse mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        addMouseWheelListener(mouse);
        addComponentListener(new ComponentAdapter() {

            @Override
            public void componentResized(final ComponentEvent e) {
                refresh();
            }
        });
        data.onMore(this::refresh);
    }

    /** Shows another scene. */
    void show(final Scene other) {
        synchronized (this) {
            scene = other;
        }
        refresh();
    }

    /** Draws again, soon. */
    synchronized void refresh() {
        waiting = scene;
        if (painting || getWidth() <= 0 || getHeight() <= 0 || painter.isShutdown()) return;
        painting = true;
        painter.execute(this::paintAll);
    }

    private void paintAll() {
        while (true) {
            final Scene next;
            final int width = Math.max(1, getWidth());
            final int height = Math.max(1, getHeight());
            synchronized (this) {
                next = waiting;
                waiting = null;
                if (next == null) {
                    painting = false;
                    return;
                }
                if (back == null || back.getWidth() != width || back.getHeight() != height)
                    back = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            }
            try {
                paint(next, width, height);
            } catch (final InputException e) {
                tell.accept(e.getMessage());
            } catch (final IllegalStateException closed) {
                // The window was closed in the meantime.
            }
            repaint();
        }
    }

    private void paint(final Scene next, final int width, final int height) {
        final Graphics2D graphics = back.createGraphics();
        try {
            geometry = TracePainter.paint(data, next, graphics, width, height);
        } finally {
            graphics.dispose();
        }
        synchronized (this) {
            final BufferedImage painted = back;
            back = front;
            front = painted;
        }
    }

    /** Whether the picture shows the last scene, and all of its samples. */
    synchronized boolean isUpToDate() {
        return front != null && !painting && waiting == null && !data.isReading();
    }

    /** A copy of the picture. */
    synchronized Optional<BufferedImage> picture() {
        if (front == null) return Optional.empty();
        final BufferedImage copy = new BufferedImage(front.getWidth(), front.getHeight(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(front, 0, 0, null);
        graphics.dispose();
        return Optional.of(copy);
    }

    /** Where things are on the last picture. */
    Optional<TraceGeometry> geometry() {
        return Optional.ofNullable(geometry);
    }

    /** The time under the pointer; empty if it is outside. */
    OptionalDouble pointedMs() {
        final Point pointer = getMousePosition();
        final TraceGeometry where = geometry;
        if (pointer == null || where == null) return OptionalDouble.empty();
        final double timeMs = where.timeMs(pointer.x);
        return timeMs < where.time().fromMs() || timeMs > where.time().toMs()
                ? OptionalDouble.empty()
                : OptionalDouble.of(timeMs);
    }

    @Override
    protected synchronized void paintComponent(final Graphics graphics) {
        graphics.setColor(scene.palette().ground());
        graphics.fillRect(0, 0, getWidth(), getHeight());
        if (front != null) graphics.drawImage(front, 0, 0, null);
    }

    @Override
    public AccessibleContext getAccessibleContext() {
        if (accessibleContext == null)
            accessibleContext = new AccessibleJComponent() {

                private static final long serialVersionUID = 1;

                @Override
                public AccessibleRole getAccessibleRole() {
                    return AccessibleRole.CANVAS;
                }
            };
        return accessibleContext;
    }

    @Override
    public void close() {
        data.onMore(() -> {});
        painter.shutdownNow();
    }

    /** Dragging moves the time, or from the axis the values; with Shift it selects a stretch. */
    private final class Mouse extends MouseAdapter {

        private MouseEvent pressed;
        private TraceView before;
        private TraceGeometry then;

        @Override
        public void mousePressed(final MouseEvent e) {
            requestFocusInWindow();
            pressed = e;
            before = scene.view();
            then = geometry;
        }

        @Override
        public void mouseDragged(final MouseEvent e) {
            if (then == null || pressed == null) return;
            if (pressed.isShiftDown()) {
                change.accept(before.withCursors(at(pressed), at(e)));
                return;
            }
            final TraceGeometry.Panel panel = then.panelAt(pressed.getY()).orElseThrow();
            if (pressed.getX() < panel.area().x) {
                final ValueRange range = data.range(before, panel.channel());
                change.accept(before.withRange(
                        panel.channel(),
                        range.shifted(panel.value(range, pressed.getY()) - panel.value(range, e.getY()))));
            } else change.accept(before.with(before.time().shifted((pressed.getX() - e.getX()) * then.msPerPixel())));
        }

        private OptionalDouble at(final MouseEvent e) {
            return OptionalDouble.of(Math.max(0, then.timeMs(e.getX())));
        }

        @Override
        public void mouseClicked(final MouseEvent e) {
            if (then == null || e.getX() < then.panels().get(0).area().x) return;
            if (e.getClickCount() == 2)
                change.accept(scene.view().with(new ShownTime(0, Math.max(ShownTime.MIN_MS, data.lengthMs()))));
            else if (e.isShiftDown())
                change.accept(scene.view().withCursors(scene.view().cursorA(), at(e)));
            else change.accept(scene.view().withCursors(at(e), scene.view().cursorB()));
        }

        @Override
        public void mouseWheelMoved(final MouseWheelEvent e) {
            final TraceGeometry where = geometry;
            if (where == null) return;
            final TraceView view = scene.view();
            final double turns = e.getPreciseWheelRotation();
            final double factor = Math.pow(WHEEL_ZOOM, turns);
            final TraceGeometry.Panel panel = where.panelAt(e.getY()).orElseThrow();
            if (e.isControlDown() || e.getX() < panel.area().x) {
                final ValueRange range = data.range(view, panel.channel());
                change.accept(view.withRange(panel.channel(), range.zoomed(factor, panel.value(range, e.getY()))));
            } else if (e.isShiftDown())
                change.accept(view.with(
                        view.time().shifted(turns * WHEEL_SHIFT * view.time().widthMs())));
            else change.accept(view.with(view.time().zoomed(factor, where.timeMs(e.getX()))));
        }
    }
}
