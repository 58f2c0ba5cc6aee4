package org.eibalance.window.trace;

import java.awt.Color;
import java.util.List;
import javax.swing.UIManager;

/**
 * Colours of the viewer on a light and on a dark background. Lines have a contrast of at least 3 to 1 to the
 * background. The hues are those of Okabe and Ito (2008), darker on the light background. Neighbouring colours differ
 * for people with any colour vision, and no information is in colour alone.
 *
 * @param ground behind the traces
 * @param text letters and axes
 * @param grid faint lines
 * @param faint sweeps that are excluded
 * @param traces sweeps, used in rotation
 * @param mean the mean of sweeps
 * @param cursor cursors
 * @param region regions
 * @param event marks of events
 */
record Palette(
        Color ground,
        Color text,
        Color grid,
        Color faint,
        List<Color> traces,
        Color mean,
        Color cursor,
        Color region,
        Color event) {

    static final Palette LIGHT = new Palette(
            Color.WHITE,
            new Color(0x1A1A1A),
            new Color(0xE4E4E4),
            new Color(0x8A8A8A),
            colours(0x0072B2, 0xB84A00, 0x007A59, 0x9C4A7E, 0x7A6000, 0x4A4A4A),
            Color.BLACK,
            new Color(0xB84A00),
            new Color(0x0072B2),
            new Color(0x1A1A1A));

    static final Palette DARK = new Palette(
            new Color(0x1E1F22),
            new Color(0xE8E8E8),
            new Color(0x3A3B3F),
            new Color(0x8A8A8A),
            colours(0x56B4E9, 0xE69F00, 0x00B385, 0xE08BBF, 0xF0E442, 0xE8743B),
            Color.WHITE,
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0xE8E8E8));

    private static final double HALF = 0.5;

    private static List<Color> colours(final int... rgb) {
        return java.util.Arrays.stream(rgb).mapToObj(Color::new).toList();
    }

    /** The palette that fits the program: dark if its panels are dark. */
    static Palette ofTheme() {
        final Color panel = UIManager.getColor("Panel.background");
        return panel != null && luminance(panel) < HALF * HALF ? DARK : LIGHT;
    }

    Color trace(final int sweep) {
        return traces.get(sweep % traces.size());
    }

    /** Relative luminance (WCAG 2.1). */
    static double luminance(final Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(final int part) {
        final double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
