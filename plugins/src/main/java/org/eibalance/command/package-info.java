/**
 * The commands of the menu, of macros and of the command line. Each reads its inputs, calls one method of the science,
 * and hands on what that found.
 *
 * <p>A field with {@code @Parameter} is an input; its name, in lower snake case, is the key everywhere. No key of a
 * command may be the end of another one: ImageJ looks keys up as parts of the option string.
 *
 * <pre>{@code
 * CorrelatePair command = new CorrelatePair();
 * CommandInput.of(CorrelatePair.class).get(0).set(command, "pair.abf");
 * Outcome outcome = command.execute();
 * }</pre>
 */
package org.eibalance.command;
