/**
 * Figures as values, drawn as SVG and PNG without a screen.
 *
 * <pre>{@code
 * Panel panel = Panel.of("", Axis.of("lag (ms)"), Axis.of("correlation"),
 *     Series.line("mean of 10 sweeps", lagsMs, correlation, Role.RESULT))
 *     .withMarks(Mark.atX(7.9, "+7.9 ms", Role.NEUTRAL));
 * byte[] svg = FigureRenderer.svg(Figure.stacked("pair.abf", 80, Figure.row(1, panel)));
 * }</pre>
 */
package org.eibalance.figure;
