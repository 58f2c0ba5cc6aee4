/**
 * The command that correlates two cells recorded at once.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(CorrelatePair.class, true, "recording", new File("pair.abf"), "max_lag_ms", 100.0).get();
 * }</pre>
 */
package org.eibalance.command.pair;
