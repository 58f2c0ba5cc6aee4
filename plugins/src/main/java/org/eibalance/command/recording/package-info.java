/**
 * Commands around a recording: describe, view, annotate and convert it, and make sample data.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(DescribeRecording.class, true, "recording", new File("pair.abf")).get();
 * }</pre>
 */
package org.eibalance.command.recording;
