package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;

/** Keys are public: what ImageJ's macro language and its recorder need of them. */
class CommandKeysTest {

    private static final List<CommandCatalog.Entry> COMMANDS =
            CommandCatalog.load().entries();

    @Test
    void keysAreInLowerSnakeCase() {
        for (final CommandCatalog.Entry command : COMMANDS) {
            for (final CommandInput input : CommandInput.of(command.create())) {
                assertTrue(input.key().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), command.name() + " " + input.key());
            }
        }
    }

    @Test
    void noKeyOfACommandIsTheEndOfAnother() {
        for (final CommandCatalog.Entry command : COMMANDS) {
            final List<CommandInput> inputs = CommandInput.of(command.create());
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
            final Class<? extends EiCommand> type = command.create().getClass();
            for (final CommandInput input : CommandInput.of(command.create())) {
                final String where = command.name() + " " + input.key();
                assertFalse(input.label().isEmpty(), where);
                assertTrue(input.description().endsWith("."), where);
            }
            for (final CommandInput input : CommandInput.of(type)) {
                final Parameter parameter = field(type, input.key()).getAnnotation(Parameter.class);
                assertFalse(parameter.persist(), command.name() + " " + input.key());
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
    void menuEntriesAreUniqueAndRunHeadless() {
        final Set<String> labels = new HashSet<>();
        try (Context context = new Context()) {
            for (final CommandCatalog.Entry command : COMMANDS) {
                final ModuleInfo info = context.service(ModuleService.class).getModuleById(command.id());
                assertTrue(info.canRunHeadless(), command.name());
                assertTrue(info.getMenuPath().getMenuString().startsWith("Plugins > E/I Balance > "), command.name());
                assertTrue(labels.add(command.label()), command.label());
                assertTrue(command.description().endsWith("."), command.name());
            }
        }
    }

    @Test
    void namesOfCommandsAreTheirClassNamesInKebabCase() {
        assertEquals("correlate-pair", EiCommand.name("CorrelatePair"));
        assertEquals("vs-1996", EiCommand.name("Vs-1996"));
        assertEquals("close-the-loop", EiCommand.name("CloseTheLoop"));
    }
}
