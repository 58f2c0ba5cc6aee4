/**
 * Commands that estimate conductances, their ratio, and the errors of an estimator for a known truth.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(DecomposeConductance.class, true, "recording", new File("cell.abf"), "window_start_ms", 20.0).get();
 * }</pre>
 */
package org.eibalance.command.conductance;
