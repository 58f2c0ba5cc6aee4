package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Keys are public: what ImageJ's macro language and its recorder need of them. */
class CommandKeysTest {

    private static final List<CommandCatalog.Entry> COMMANDS =
            CommandCatalog.load().entries();

    @Test
    void keysAreInLowerSnakeCase() {
        for (final CommandCatalog.Entry command : COMMANDS) {
            for (final CommandInput input : CommandInput.of(command.create().getClass())) {
                assertTrue(input.key().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), command.name() + " " + input.key());
            }
        }
    }

    @Test
    void noKeyOfACommandIsTheEndOfAnother() {
        for (final CommandCatalog.Entry command : COMMANDS) {
            final List<CommandInput> inputs = CommandInput.of(command.create().getClass());
            for (final CommandInput one : inputs) {
                for (final CommandInput other : inputs) {
                    assertFalse(
                            one != other && other.key().endsWith(one.key()),
                            command.name() + ": " + one.key() + " would be found inside " + other.key());
                }
            }
        }
    }

    @Test
    void nothingIsRememberedAndEverythingIsExplained() throws ReflectiveOperationException {
        for (final CommandCatalog.Entry command : COMMANDS) {
            final Class<?> type = command.create().getClass();
            for (final CommandInput input : CommandInput.of(command.create().getClass())) {
                final Parameter parameter = field(type, input.key()).getAnnotation(Parameter.class);
                final String where = command.name() + " " + input.key();
                assertFalse(parameter.persist(), where);
                assertFalse(parameter.label().isEmpty(), where);
                assertTrue(parameter.description().endsWith("."), where);
            }
        }
    }

    private static Field field(final Class<?> type, final String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (final Field field : c.getDeclaredFields()) if (field.getName().equals(name)) return field;
        }
        throw new AssertionError(name);
    }

    @Test
    void menuEntriesAreUniqueAndRunHeadless() throws ReflectiveOperationException {
        final Set<String> labels = new HashSet<>();
        for (final CommandCatalog.Entry command : COMMANDS) {
            final Plugin plugin = Class.forName(command.className()).getAnnotation(Plugin.class);
            assertTrue(plugin.headless(), command.name());
            assertTrue(plugin.menuPath().startsWith("Plugins>E/I Balance>"), command.name());
            assertTrue(labels.add(command.label()), command.label());
            assertTrue(command.description().endsWith("."), command.name());
        }
    }

    @Test
    void namesOfCommandsAreTheirClassNamesInKebabCase() {
        assertEquals("correlate-pair", EiCommand.name("CorrelatePair"));
        assertEquals("vs-1996", EiCommand.name("Vs-1996"));
        assertEquals("close-the-loop", EiCommand.name("CloseTheLoop"));
    }
}
