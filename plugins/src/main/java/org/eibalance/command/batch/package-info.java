/**
 * The command that runs another command over a folder.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * CommandModule run = commands
 *     .run(BatchFolder.class, true, "folder", new File("day 1"), "command", "check-quality")
 *     .get();
 * }</pre>
 */
package org.eibalance.command.batch;
