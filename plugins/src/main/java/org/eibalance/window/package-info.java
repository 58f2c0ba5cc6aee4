/**
 * What people see in ImageJ: plots, tables, reports.
 *
 * <pre>{@code
 * OutcomeWindows.show(command.execute());
 * }</pre>
 */
package org.eibalance.window;
