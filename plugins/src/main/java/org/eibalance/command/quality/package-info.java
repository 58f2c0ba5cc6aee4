/**
 * The command that checks the quality of a recording.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(CheckQuality.class, true, "recording", new File("cell.abf"), "channel", "0").get();
 * }</pre>
 */
package org.eibalance.command.quality;
