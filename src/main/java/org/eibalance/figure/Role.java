package org.eibalance.figure;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/**
 * What something drawn stands for; its colour follows. The colours are those of Okabe and Ito (2008, "Color Universal
 * Design"), which people with any common colour vision tell apart. Markers of different roles differ in shape too.
 */
public enum Role {
    /** Excitation. */
    EXCITATION(0xD55E00),
    /** Inhibition. */
    INHIBITION(0x0072B2),
    /** The first cell of a pair. */
    CELL_A(0x009E73),
    /** The second cell of a pair. */
    CELL_B(0xCC79A7),
    /** The result itself. */
    RESULT(0x000000),
    /** What the result is held against: a model, a predictor. */
    REFERENCE(0xE69F00),
    /** What chance gives: bands of surrogates, error bands. */
    CHANCE(0x56B4E9),
    /** Marks and everything else. */
    NEUTRAL(0x666666);

    private final int rgb;

    Role(final int rgb) {
        this.rgb = rgb;
    }

    /** Its colour as 0xRRGGBB. */
    public int rgb() {
        return rgb;
    }

    Color colour() {
        return new Color(rgb);
    }

    /** A marker about the origin, as large to the eye as a disc of that diameter. */
    Shape marker(final double size) {
        final double half = size / 2;
        return switch (this) {
            case EXCITATION -> polygon(0, -1.3 * half, 1.2 * half, 0.9 * half, -1.2 * half, 0.9 * half);
            case INHIBITION -> polygon(0, 1.3 * half, 1.2 * half, -0.9 * half, -1.2 * half, -0.9 * half);
            case CELL_A ->
                polygon(
                        -0.9 * half,
                        -0.9 * half,
                        0.9 * half,
                        -0.9 * half,
                        0.9 * half,
                        0.9 * half,
                        -0.9 * half,
                        0.9 * half);
            case CELL_B -> polygon(0, -1.3 * half, 1.3 * half, 0, 0, 1.3 * half, -1.3 * half, 0);
            case REFERENCE ->
                polygon(
                        -1.3 * half,
                        -0.5 * half,
                        1.3 * half,
                        -0.5 * half,
                        1.3 * half,
                        0.5 * half,
                        -1.3 * half,
                        0.5 * half);
            case CHANCE ->
                polygon(
                        -0.5 * half,
                        -1.3 * half,
                        0.5 * half,
                        -1.3 * half,
                        0.5 * half,
                        1.3 * half,
                        -0.5 * half,
                        1.3 * half);
            case RESULT, NEUTRAL -> new Ellipse2D.Double(-half, -half, size, size);
        };
    }

    private static Shape polygon(final double... corners) {
        final Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int k = 2; k < corners.length; k += 2) path.lineTo(corners[k], corners[k + 1]);
        path.closePath();
        return path;
    }

    Color translucent() {
        return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 80);
    }
}
