/**
 * Panels and tables as plots and tables of ImageJ.
 *
 * <pre>{@code
 * PanelPlot.of(panel, "correlogram").show();
 * ResultWindow.append(table, "Measures");
 * }</pre>
 */
package org.eibalance.window.result;
