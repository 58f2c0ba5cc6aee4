/**
 * What people see in ImageJ: plots, tables, reports.
 *
 * <pre>{@code
 * OutcomeWindows.show(command, command.execute(), starter);
 * }</pre>
 */
package org.eibalance.window;
