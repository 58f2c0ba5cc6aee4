/**
 * Commands around a recording: describe, view, annotate and convert it, and make sample data.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(DescribeRecording.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.recording;
