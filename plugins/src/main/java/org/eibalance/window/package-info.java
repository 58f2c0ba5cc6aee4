/**
 * What people see in ImageJ: plots, tables, reports. Also what Fiji runs before and after each command: the inputs of
 * macros and scripts are read as the command line reads them, and an error ends the macro.
 *
 * <pre>{@code
 * OutcomeWindows.show(command, command.execute(), starter);
 * }</pre>
 */
package org.eibalance.window;
