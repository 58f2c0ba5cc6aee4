package org.eibalance.figure;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/** Batik's SVG, as exact as paper is. */
final class PaperGraphics extends SVGGraphics2D {

    /** Hundredths of a point, 3.5 um: a tenth of what the finest printer sets. */
    private static final int DECIMALS = 2;

    private static final double ROUNDING = 1e-6;

    /** @param document to which is added */
    PaperGraphics(final Document document) {
        super(context(document), false);
    }

    private static SVGGeneratorContext context(final Document document) {
        final SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(DECIMALS);
        return context;
    }

    /**
     * Two rectangles have a rectangle in common. Batik computes with areas of any shape, which takes the JVM a second
     * to compile.
     */
    @Override
    public void clip(final Shape shape) {
        final Shape before = getClip();
        if (before != null && isUpright(before) && shape instanceof Rectangle2D rectangle) {
            setClip(before.getBounds2D().createIntersection(rectangle));
        } else super.clip(shape);
    }

    /** Whether a shape is a rectangle with its sides along the axes. */
    private static boolean isUpright(final Shape shape) {
        final Rectangle2D bounds = shape.getBounds2D();
        return shape.contains(
                bounds.getX() + ROUNDING,
                bounds.getY() + ROUNDING,
                bounds.getWidth() - 2 * ROUNDING,
                bounds.getHeight() - 2 * ROUNDING);
    }
}
