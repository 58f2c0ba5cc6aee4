/**
 * The command that correlates two cells recorded at once.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(CorrelatePair.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.pair;
