/**
 * Commands that run published models.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(Simulate.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.scenario;
