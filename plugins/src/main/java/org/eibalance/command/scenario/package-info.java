/**
 * Commands that run published models: by name, at several values of a parameter, and one command for each scenario of
 * the catalogue, made from that list.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(Simulate.class, true, "scenario", "operating-point", "output", new File("results")).get();
 * }</pre>
 */
package org.eibalance.command.scenario;
