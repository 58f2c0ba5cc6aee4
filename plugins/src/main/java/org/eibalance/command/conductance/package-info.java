/**
 * Commands that estimate conductances, their ratio, and what an estimator makes of known truth.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(DecomposeConductance.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.conductance;
