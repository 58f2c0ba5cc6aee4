package org.eibalance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.recording.InputException;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.catalogue.Scenarios;
import org.eibalance.scenario.network.PatchedScenario;
import org.junit.jupiter.api.Test;

/** A choice is read in one way, and dialogs offer what is read. */
class ChoicesTest {

    private static final Choice<DetectionMethod> METHOD =
            Choice.of("method", DetectionMethod.class, DetectionMethod::label);

    @Test
    void aTextStandsForItsConstant() {
        assertEquals(DetectionMethod.CLEMENTS_BEKKERS, METHOD.parse("clements-bekkers"));
        assertEquals(
                DetectionMethod.CLEMENTS_BEKKERS,
                METHOD.or("auto").find(" clements-bekkers ").orElseThrow());
        assertTrue(METHOD.or("auto").find("auto").isEmpty());
    }

    @Test
    void anotherTextIsRefusedWithTheKeyAndAllChoices() {
        assertEquals(
                "method is 'CLEMENTS_BEKKERS': it must be one of auto, deconvolution, clements-bekkers, "
                        + "sliding-correlation.",
                assertThrows(InputException.class, () -> METHOD.or("auto").find("CLEMENTS_BEKKERS"))
                        .getMessage());
    }

    /** The choices that a command reads, by key, from its class and those above it. */
    private static Map<String, Choice<?>> choices(final Class<?> command) throws IllegalAccessException {
        final Map<String, Choice<?>> choices = new TreeMap<>();
        for (Class<?> c = command; c != null; c = c.getSuperclass()) {
            for (final Field field : c.getDeclaredFields()) {
                if (field.getType() != Choice.class) continue;
                field.setAccessible(true);
                final Choice<?> choice = (Choice<?>) field.get(null);
                choices.put(choice.key(), choice);
            }
        }
        return choices;
    }

    @Test
    void dialogsOfferWhatIsRead() throws IllegalAccessException {
        final List<String> unread = new ArrayList<>();
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            final EiCommand command = entry.create();
            final Map<String, Choice<?>> choices = choices(command.getClass());
            for (final CommandInput input : CommandInput.of(command)) {
                if (input.choices().isEmpty()) continue;
                final Choice<?> choice = choices.get(input.key());
                if (choice == null) unread.add(entry.name() + " " + input.key());
                else
                    assertEquals(
                            new HashSet<>(choice.texts()),
                            new HashSet<>(input.choices()),
                            entry.name() + " " + input.key());
            }
        }
        // These are names of scenarios, held below.
        assertEquals(List.of("inject-conductance network"), unread);
    }

    @Test
    void conductancesComeFromEveryScenarioThatHasThem() {
        final TreeSet<String> patched = new TreeSet<>();
        for (final Scenario<?> scenario : Scenarios.all())
            if (scenario instanceof PatchedScenario<?>) patched.add(scenario.name());
        for (final CommandInput input :
                CommandInput.of(CommandCatalog.load().find("inject-conductance").create()))
            if (input.key().equals("network")) assertEquals(patched, new TreeSet<>(input.choices()));
    }
}
