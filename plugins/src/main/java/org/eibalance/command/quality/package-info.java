/**
 * The command that checks the quality of a recording.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(CheckQuality.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.quality;
