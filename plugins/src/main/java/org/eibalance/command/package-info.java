/**
 * The framework of all commands: inputs, settings files, results and the catalogue. It knows no analysis by name; the
 * commands are in the packages below it.
 *
 * <p>A field with {@code @Parameter} is an input; its name is the key everywhere, so it is written in lower snake case,
 * such as {@code max_lag_ms}. The name of its class gives the name of the command: {@code CorrelatePair} is
 * {@code correlate-pair}. No key of a command may be the end of another one, because ImageJ searches for keys as parts
 * of the option string. Commands and inputs can also be made from data:
 * {@link org.eibalance.command.DataCommandSource}, {@link org.eibalance.command.DataInputs}.
 *
 * <pre>{@code
 * EiCommand command = CommandCatalog.load().find("correlate-pair").create();
 * CommandInput.fill(command, command.name(), Map.of("recording", "pair.abf", "max_lag_ms", "100"));
 * Outcome outcome = command.execute();
 * }</pre>
 */
package org.eibalance.command;
