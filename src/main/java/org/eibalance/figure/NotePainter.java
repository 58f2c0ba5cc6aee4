package org.eibalance.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/** Draws the notes of a figure below its panels. Sizes are in points. */
final class NotePainter {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 7);
    private static final double LINE = 9.5;
    private static final double MARGIN = 6;
    private static final double INDENT = 11;
    private static final double MARK = 5.5;
    /** Of a letter of common text; wide enough for the fonts of all systems. */
    private static final double LETTER = 3.85;

    private final double width;
    private final List<Figure.Note> notes;

    NotePainter(final double width, final List<Figure.Note> notes) {
        this.width = width;
        this.notes = notes;
    }

    /** The height of all notes. It follows from the number of letters, so that it is the same with any font. */
    double height() {
        if (notes.isEmpty()) return 0;
        return MARGIN
                + LINE * notes.stream().mapToInt(n -> lines(n.text()).size()).sum();
    }

    /** The lines of a text, broken between words. */
    List<String> lines(final String text) {
        final int letters = (int) ((width - 2 * MARGIN - INDENT) / LETTER);
        final List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (final String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > letters) {
                lines.add(line.toString());
                line = new StringBuilder();
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    void draw(final Graphics2D graphics, final double top) {
        double baseline = top + LINE;
        for (final Figure.Note note : notes) {
            mark(graphics, note.sign(), MARGIN, baseline - MARK);
            graphics.setPaint(Color.BLACK);
            graphics.setFont(FONT);
            for (final String line : lines(note.text())) {
                graphics.drawString(line, (float) (MARGIN + INDENT), (float) baseline);
                baseline += LINE;
            }
        }
    }

    private static void mark(final Graphics2D graphics, final Figure.Note.Sign sign, final double x, final double y) {
        graphics.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        switch (sign) {
            case CROSS -> {
                graphics.setPaint(Role.EXCITATION.colour());
                graphics.draw(new Line2D.Double(x, y, x + MARK, y + MARK));
                graphics.draw(new Line2D.Double(x, y + MARK, x + MARK, y));
            }
            case TRIANGLE -> {
                graphics.setPaint(Role.REFERENCE.colour());
                final Path2D triangle = new Path2D.Double();
                triangle.moveTo(x + MARK / 2, y);
                triangle.lineTo(x + MARK, y + MARK);
                triangle.lineTo(x, y + MARK);
                triangle.closePath();
                graphics.draw(triangle);
            }
        }
    }
}
