package org.eibalance.launch;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.ErrorWithResultsException;
import org.eibalance.command.Program;
import org.eibalance.command.SettingsFile;
import org.eibalance.command.clamp.ListDevices;
import org.eibalance.command.scenario.ListScenarios;
import org.eibalance.recording.InputException;

/**
 * The command line: {@code <command> key=value …}. Standard output has what was found, and in its last line the folder
 * of the results. Standard error has no line on success and exactly one otherwise.
 */
final class Launcher {

    /** Exit status: done. */
    static final int DONE = 0;
    /** Exit status: a defect of the program. */
    static final int DEFECT = 1;
    /** Exit status: something is wrong that the user can correct. */
    static final int USAGE = 2;
    /** Exit status: cancelled. */
    static final int CANCELLED = 3;

    private final PrintStream out;
    private final PrintStream err;

    Launcher(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs one command line.
     *
     * @param arguments command and its inputs
     * @return the exit status
     */
    int run(final String... arguments) {
        try {
            dispatch(Arrays.asList(arguments));
            return DONE;
        } catch (final ErrorWithResultsException e) {
            e.outcome().lines().forEach(out::println);
            err.println(oneLine(e.getMessage()));
            return USAGE;
        } catch (final InputException e) {
            err.println(oneLine(e.getMessage()));
            return USAGE;
        } catch (final CancellationException e) {
            err.println(EiCommand.sentence(e));
            return CANCELLED;
        } catch (final InvalidPathException e) {
            err.println(oneLine("'" + e.getInput() + "' cannot be a path here (" + e.getReason()
                    + "; letters of this locale: " + System.getProperty("sun.jnu.encoding")
                    + "): if its name has other letters than English ones, set LC_ALL=C.UTF-8 before the program is "
                    + "started."));
            return USAGE;
        } catch (final RuntimeException | Error e) {
            err.println(oneLine("This is a defect of the program (" + e + "); please report it with the file "
                    + ErrorLog.keep(e) + "."));
            return DEFECT;
        }
    }

    private void dispatch(final List<String> arguments) {
        final String name = arguments.isEmpty() ? "help" : arguments.get(0);
        final List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        switch (name) {
            case "help" -> {
                if (rest.isEmpty()) help();
                else help(CommandCatalog.load().find(rest.get(0)));
            }
            case "list" -> {
                for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
                    out.println(entry.name() + "\t" + entry.description());
                }
            }
            case "list-devices" -> ListDevices.lines().forEach(out::println);
            case "list-scenarios" -> ListScenarios.lines().forEach(out::println);
            case "version" -> {
                final Program program = Program.current();
                out.println(program.name() + " " + program.version() + " (commit " + program.commit() + ")");
            }
            case "settings" -> {
                if (rest.isEmpty())
                    throw new InputException("settings needs a command: settings <command> key=value …");
                printSettings(CommandCatalog.load().find(rest.get(0)), rest.subList(1, rest.size()));
            }
            default -> execute(CommandCatalog.load().find(name), rest);
        }
    }

    private void printSettings(final CommandCatalog.Entry entry, final List<String> keyValues) {
        final EiCommand command = entry.create();
        CommandInput.fill(command, entry.name(), values(entry.name(), keyValues));
        out.print(new String(SettingsFile.write(command), StandardCharsets.UTF_8));
    }

    private void execute(final CommandCatalog.Entry entry, final List<String> keyValues) {
        final EiCommand command = entry.create();
        final Map<String, String> values = values(entry.name(), keyValues);
        CommandInput.fill(command, entry.name(), values);
        command.given(values.keySet());
        command.onStatus(new Paced(out::println));
        command.onAnnouncement(out::println);
        command.execute().lines().forEach(out::println);
    }

    /** Prints a sentence every few seconds; a short run prints none. */
    private static final class Paced implements Consumer<String> {

        private static final long EVERY_NS = 5_000_000_000L;

        private final Consumer<String> listener;
        private long lastNs = System.nanoTime();

        Paced(final Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void accept(final String sentence) {
            if (System.nanoTime() - lastNs < EVERY_NS) return;
            lastNs = System.nanoTime();
            listener.accept(sentence);
        }
    }

    private static Map<String, String> values(final String name, final List<String> keyValues) {
        final Map<String, String> values = new LinkedHashMap<>();
        for (final String keyValue : keyValues) {
            final int equals = keyValue.indexOf('=');
            if (equals < 1)
                throw new InputException(
                        "'" + keyValue + "' is not of the form key=value; 'help " + name + "' names the keys.");
            final String key = keyValue.substring(0, equals);
            if (values.put(key, keyValue.substring(equals + 1)) != null)
                throw new InputException("The key '" + key + "' is given twice.");
        }
        return values;
    }

    private void help() {
        final Program program = Program.current();
        out.println(program.name() + " " + program.version()
                + ": excitation and inhibition in recorded and simulated neurons.");
        out.println();
        out.println("Usage: <command> key=value …");
        out.println("       help <command>   keys of a command, with units and defaults");
        out.println("       list             all commands, one per line");
        out.println("       list-devices     devices of the dynamic clamp, one per line");
        out.println("       list-scenarios   scenarios of simulate, one per line");
        out.println("       version          version and commit");
        out.println("       settings <command> key=value …   prints a settings file with these values");
        out.println();
        out.println("Commands:");
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            out.println("  " + entry.name());
            out.println("      " + entry.description());
        }
        out.println();
        out.println("Exit status: 0 done, 1 defect of the program, 2 error in the call or its files, 3 cancelled.");
    }

    private void help(final CommandCatalog.Entry entry) {
        out.println(entry.name() + ": " + entry.description());
        out.println();
        final EiCommand command = entry.create();
        for (final CommandInput input : CommandInput.of(command)) {
            final String value = input.get(command);
            out.println("  " + input.key() + (value.isEmpty() ? "" : "=" + value));
            out.println("      " + input.label() + ", " + input.expected() + (value.isEmpty() ? "; must be given" : "")
                    + ".");
            if (!input.description().isEmpty()) out.println("      " + input.description());
        }
    }

    private static String oneLine(final String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
