/**
 * Commands of the dynamic clamp: the rig, its calibration, and injections.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(InjectConductance.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.clamp;
