package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.plugin.frame.Recorder;
import java.util.List;
import java.util.Map;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.MacroOptions;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Option strings of macros, and the menu of plain ImageJ. */
class MacroOptionsTest {

    @Test
    void everyWordOfAnOptionStringIsAKeyWithItsValue() {
        assertEquals(
                Map.of("recording", "/my data/a.abf", "cell_a", "0", "resume", "true", "output", ""),
                MacroOptions.parse("recording=[/my data/a.abf] cell_a=0 resume output="));
        assertEquals(Map.of(), MacroOptions.parse("  "));
        assertEquals(Map.of("a", "1", "b", "x=y"), MacroOptions.parse("a=1\tb=x=y "));
    }

    @Test
    void anOptionStringThatCannotBeReadIsOneSentence() {
        assertThrows(InputException.class, () -> MacroOptions.parse("recording=[/my data/a.abf"));
        assertThrows(InputException.class, () -> MacroOptions.parse("a=1 a=2"));
    }

    @Test
    void whatTheRecorderWritesGivesTheSameInputs() {
        for (final CommandCatalog.Entry entry : CommandCatalog.load().entries()) {
            for (final String text : List.of(
                    "plain",
                    "with two  blanks",
                    "C:\\data\\ä „x\" (1)",
                    "[ab]*.abf",
                    "a [1] b",
                    "[a] b",
                    "x=y",
                    "{a,b}")) {
                final EiCommand recorded = entry.create();
                for (final CommandInput input : CommandInput.of(recorded.getClass()))
                    input.set(recorded, example(input, text));
                CommandPlugIn.record(recorded);
                final String options = Recorder.getCommandOptions();
                // Forgets what it was given, as after each command.
                Recorder.saveCommand();
                final EiCommand replayed = entry.create();
                CommandInput.fill(replayed, entry.name(), MacroOptions.parse(options));
                for (final CommandInput input : CommandInput.of(recorded.getClass())) {
                    assertEquals(input.get(recorded), input.get(replayed), options);
                }
            }
        }
    }

    private static String example(final CommandInput input, final String text) {
        // The other inputs of a simulation depend on which it is.
        if (input.key().equals("scenario")) return "brunel";
        return switch (input.kind()) {
            case FLAG -> "true";
            case CHOICE -> input.choices().get(input.choices().size() - 1);
            case WHOLE_NUMBER -> "-7";
            case NUMBER -> "-0.30000000000000004";
            case FILE, FOLDER, TEXT -> text;
        };
    }
}
