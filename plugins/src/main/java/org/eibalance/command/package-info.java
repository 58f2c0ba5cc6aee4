/**
 * The framework of all commands: inputs, settings files, results and the catalogue. It knows no analysis by name; the
 * commands are in the packages below it.
 *
 * <p>A field with {@code @Parameter} is an input; its name, in lower snake case, is the key everywhere. No key of a
 * command may be the end of another one, because ImageJ searches for keys as parts of the option string. Commands and
 * inputs can also be made from data: {@link org.eibalance.command.DataCommandSource},
 * {@link org.eibalance.command.DataInputs}.
 *
 * <pre>{@code
 * EiCommand command = CommandCatalog.load().find("correlate-pair").create();
 * CommandInput.fill(command, command.name(), Map.of("recording", "pair.abf", "max_lag_ms", "100"));
 * Outcome outcome = command.execute();
 * }</pre>
 */
package org.eibalance.command;
