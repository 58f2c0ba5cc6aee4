package org.eibalance.window.trace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.List;
import org.eibalance.figure.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Colours as people with other colour vision see them. */
class ColourVisionTest {

    /** A difference in CIE L*a*b* that is seen at a glance; 2 is about the least that is seen at all. */
    private static final double AT_A_GLANCE = 15;

    /**
     * What linear RGB is seen as where one kind of cones is missing (Machado, Oliveira and Fernandes 2009, severity 1).
     */
    enum Vision {
        USUAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Vision(final double... matrix) {
            this.matrix = matrix;
        }

        double difference(final Color a, final Color b) {
            final double[] p = lab(a);
            final double[] q = lab(b);
            return Math.sqrt(
                    (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
        }

        private double[] lab(final Color colour) {
            final double[] rgb = {linear(colour.getRed()), linear(colour.getGreen()), linear(colour.getBlue())};
            final double[] seen = new double[3];
            for (int i = 0; i < 3; i++)
                seen[i] = Math.max(
                        0,
                        Math.min(1, matrix[3 * i] * rgb[0] + matrix[3 * i + 1] * rgb[1] + matrix[3 * i + 2] * rgb[2]));
            final double x = root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
            final double y = root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
            final double z = root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
            return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
        }

        private static double linear(final int part) {
            final double share = part / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
        }

        private static double root(final double t) {
            return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
        }
    }

    @ParameterizedTest
    @EnumSource
    void allRolesOfAFigureAreToldApart(final Vision vision) {
        for (final Role a : Role.values()) {
            for (final Role b : Role.values()) {
                if (a == b) continue;
                final double difference = vision.difference(new Color(a.rgb()), new Color(b.rgb()));
                assertTrue(difference > AT_A_GLANCE, a + " and " + b + " differ by " + difference);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sweepsThatFollowEachOtherAreToldApart(final Vision vision) {
        for (final Palette palette : List.of(Palette.LIGHT, Palette.DARK)) {
            for (int sweep = 0; sweep < palette.traces().size(); sweep++) {
                final double difference = vision.difference(palette.trace(sweep), palette.trace(sweep + 1));
                assertTrue(
                        difference > AT_A_GLANCE,
                        "sweeps " + sweep + " and " + (sweep + 1) + " differ by " + difference);
            }
        }
    }
}
