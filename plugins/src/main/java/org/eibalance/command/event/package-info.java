/**
 * The command that detects synaptic events.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(DetectEvents.class, true, "recording", new File("cell.abf"), "polarity", "negative").get();
 * }</pre>
 */
package org.eibalance.command.event;
