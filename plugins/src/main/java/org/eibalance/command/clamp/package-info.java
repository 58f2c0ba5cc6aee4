/**
 * Commands of the dynamic clamp: the rig, its calibration, and injections.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(InjectConductance.class, true, "conductances", new File("g.csv"), "device", "embedded").get();
 * }</pre>
 */
package org.eibalance.command.clamp;
