package org.eibalance.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.macro.Interpreter;
import java.awt.EventQueue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.eibalance.command.EiCommand;
import org.eibalance.command.EiModule;
import org.eibalance.command.pair.CorrelatePair;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** A macro or a script in Fiji runs as it is written, or stops and says why. */
class FijiInputsTest {

    private static final Path PAIR = Path.of("../sample-data/pair-hd.abf").toAbsolutePath();
    private static final String QUICK = " surrogates=0 bootstraps=0";

    @TempDir
    Path folder;

    private Context context;

    @BeforeEach
    void open() {
        context = new Context();
        FijiMenu.open(context);
    }

    @AfterEach
    void close() {
        context.dispose();
    }

    private String right() {
        return "recording=[" + PAIR + "] output=[" + folder + "]" + QUICK;
    }

    private Path summary() {
        return folder.resolve("pair-hd/correlate-pair/summary.csv");
    }

    /** Runs a line and one behind it; what went to standard error. */
    private static String macro(final String options) throws InterruptedException {
        final String text = "call(\"org.eibalance.window.FijiMenu.run\", \"correlate-pair\", \"" + options + "\");\n"
                + "call(\"org.eibalance.window.FijiMenu.note\", \"next\");\n";
        final PrintStream before = System.err;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            // ImageJ looks option strings up by the name of the thread of a macro.
            final Thread macro = new Thread(() -> new Interpreter().run(text), "Run$_Macro");
            macro.start();
            macro.join();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aMacroWithRightKeysRunsAndGoesOn() throws Exception {
        assertEquals("", macro(right() + " max_lag_ms=100 low_cut_hz=1e0"));
        assertTrue(Files.exists(summary()));
        assertEquals(List.of("next"), FijiMenu.DONE);
        final String provenance = Files.readString(summary().resolveSibling("provenance.json"));
        assertTrue(provenance.contains("\"max_lag_ms\": \"100.0\""), provenance);
        assertTrue(provenance.contains("\"low_cut_hz\": \"1.0\""), provenance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " low_cut_hz=1OO|low_cut_hz is '1OO': it must be a number",
                " high_cut_hz=3k|high_cut_hz is '3k': it must be a number",
                " max_lag_ms=abc|max_lag_ms is 'abc': it must be a number",
                " max_lag_ms=-5|max_lag_ms is '-5.0': it must be a number",
                " maxlag_ms=100|correlate-pair has no key 'maxlag_ms': it has recording",
                " surrogate_method=best|surrogate_method is 'best': it must be one of",
                " max_lag_ms=100 max_lag_ms=50|The key 'max_lag_ms' is given twice"
            })
    void aMacroWithAWrongKeyOrValueStopsAndSaysWhy(final String wrong) throws Exception {
        final String[] parts = wrong.split("\\|");
        final String said = macro(right() + parts[0]);
        assertTrue(said.contains(parts[1]), said);
        assertEquals(List.of(), FijiMenu.DONE, "the next line does not run");
        assertFalse(Files.exists(summary()));
    }

    @Test
    void aMacroWithAMissingFileOrNoneStopsAndSaysWhy() throws Exception {
        final String missing = macro("recording=[" + folder.resolve("none.abf") + "] output=[" + folder + "]");
        assertTrue(missing.contains("none.abf"), missing);
        assertEquals(List.of(), FijiMenu.DONE);
        final String none = macro("output=[" + folder + "]");
        assertTrue(none.contains("recording is not given: it must be the path of a file."), none);
        assertEquals(List.of(), FijiMenu.DONE);
    }

    private CommandModule script(final Map<String, Object> inputs) throws InterruptedException, ExecutionException {
        return context.service(CommandService.class)
                .run(CorrelatePair.class, true, inputs)
                .get();
    }

    private Map<String, Object> inputs(final Object... more) {
        final Map<String, Object> inputs = new LinkedHashMap<>(
                Map.of("recording", PAIR.toFile(), "output", folder.toFile(), "surrogates", 0, "bootstraps", 0L));
        for (int i = 0; i < more.length; i += 2) inputs.put((String) more[i], more[i + 1]);
        return inputs;
    }

    @Test
    void aScriptWithRightInputsOfAnyTypeRuns() throws Exception {
        final CommandModule module = script(inputs("max_lag_ms", "100", "seed", 3.0, "unbiased", "true"));
        assertFalse(module.isCanceled(), module.getCancelReason());
        assertTrue(Files.exists(summary()));
        assertEquals(100.0, module.getInput("max_lag_ms"));
        assertEquals(3L, module.getInput("seed"));
        assertEquals(true, module.getInput("unbiased"));
    }

    @Test
    void aScriptWithAWrongKeyOrValueStopsBeforeItRuns() {
        assertTrue(assertThrows(InputException.class, () -> script(inputs("max_lag_ms", "abc")))
                .getMessage()
                .startsWith("max_lag_ms is 'abc': it must be a number"));
        assertTrue(assertThrows(InputException.class, () -> script(inputs("maxlag_ms", 100)))
                .getMessage()
                .startsWith("correlate-pair has no key 'maxlag_ms'"));
        assertThrows(InputException.class, () -> script(inputs("surrogates", 10.5)));
        assertFalse(Files.exists(summary()));
    }

    @Test
    void aScriptWithoutInputsHasDefaultsAndSaysWhatIsMissing() throws Exception {
        final CommandModule module = script(Map.of());
        assertTrue(module.isCanceled());
        assertEquals("recording is not given: it must be the path of a file.", module.getCancelReason());
    }

    @Test
    void aScenarioIsWaitedForInAScript() throws Exception {
        final Module module = context.service(CommandService.class)
                .run(
                        "org.eibalance.command.scenario.Simulate",
                        true,
                        Map.of("growth", 2, "scenario", "operating-point", "output", folder.toFile()))
                .get();
        assertEquals(
                -60.769,
                ((EiCommand) module.getDelegateObject())
                        .outcome()
                        .report()
                        .summary()
                        .number(4, "value"),
                0.001);
    }

    @Test
    void onlyAPersonAtTheMenuIsAskedForWhatIsNotGiven() throws Exception {
        assertFalse(((EiModule) FijiMenu.module("correlate-pair")).isAsked(), "a script");
        final Module[] chosen = new Module[1];
        EventQueue.invokeAndWait(() -> chosen[0] = FijiMenu.module("correlate-pair"));
        assertTrue(((EiModule) chosen[0]).isAsked(), "the thread of windows");
        final Module prepared = FijiMenu.prepared("correlate-pair", Map.of());
        assertTrue(prepared.isInputResolved("max_lag_ms") && prepared.isInputResolved("recording"));
    }
}
