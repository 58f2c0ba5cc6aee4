package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.eibalance.SmallRecordings;
import org.eibalance.command.CommandCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Each file of macros/ runs as it stands there. */
class MacrosTest {

    /** Half a minute on a machine that does nothing else; on a busy one 120 s were too few. */
    private static final long PATIENCE_S = 600;

    private static final Path MACROS = Path.of("../macros");
    private static final int FILES = 3;

    @TempDir
    Path root;

    @BeforeEach
    void recordings() throws IOException {
        for (int i = 0; i < FILES; i++) SmallRecordings.write(root.resolve("recordings/day " + i + "/pair.csv"), i);
    }

    /** Stands in for an analysis that this build does not have. */
    private static String analysis(final String name) {
        final boolean there =
                CommandCatalog.load().entries().stream().anyMatch(e -> e.name().equals(name));
        if (!there) System.out.println("There is no " + name + " here: its macros are tried with describe-recording.");
        return there ? name : "describe-recording";
    }

    private Path macro(final String name) throws IOException {
        final String text = Files.readString(MACROS.resolve(name))
                .replace("command=check-quality", "command=" + analysis("check-quality"));
        return Files.writeString(root.resolve(name), text);
    }

    private void assertDone(final String command) throws IOException {
        final List<String> summary =
                Files.readAllLines(root.resolve("results/batch-folder/" + command + "/summary.csv"));
        for (int i = 0; i < FILES; i++) {
            final String start = "day " + i + "/pair.csv,";
            assertTrue(summary.stream().anyMatch(line -> line.startsWith(start)), summary.toString());
        }
        if (command.equals("check-quality")) return; // these recordings have no test pulse
        for (int i = 0; i < FILES; i++)
            assertTrue(Files.exists(root.resolve("results/day " + i + "/pair/" + command + "/figure.png")));
    }

    @Test
    void macrosOfImageJRunWithoutADisplay() throws Exception {
        final String recordings = root.resolve("recordings").toString();
        final Path output = root.resolve("said.txt");
        final Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Dplugins.dir=" + imagejFolder(),
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        withoutProgram(),
                        HeadlessMacro.class.getName(),
                        macro("Correlate_Folder.ijm").toString(),
                        recordings,
                        macro("Check_Quality_Folder.ijm").toString(),
                        recordings,
                        macro("Correlate_Pair.ijm").toString(),
                        recordings + "/day 1/pair.csv"))
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
        final String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        assertTrue(!said.contains("Macro Error"), said);
        assertDone("correlate-pair");
        assertDone(analysis("check-quality"));
        assertEquals(
                Files.readString(root.resolve("results/day 1/pair/correlate-pair/summary.csv")),
                Files.readString(root.resolve("output/pair/correlate-pair/summary.csv")));
    }

    /** Four holding levels of a cell with two synaptic conductances, behind 20 MOhm. */
    private static void writeLevels(final Path file) throws IOException {
        final StringBuilder text = new StringBuilder("sweep,time_ms,im_pa,cmd_mv\n");
        for (int sweep = 0; sweep < 4; sweep++) {
            final double command = -80 + 20 * sweep;
            for (int t = 0; t < 600; t++) {
                final double e = response(t * 0.1 - 20, 5, 3);
                final double i = response(t * 0.1 - 22, 8, 8);
                // I = (g_L (V - E_L) + g_E V + g_I (V + 75)), V = command - R_s I
                final double g = 8 + e + i;
                final double current = (g * command + 8 * 70 + i * 75) / (1 + 0.02 * g);
                text.append(String.format(Locale.ROOT, "%d,%.1f,%.6f,%.1f%n", sweep, t * 0.1, current, command));
            }
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.toString().replace("\r", ""));
    }

    /** Half a second of strong, noisy excitation and as much inhibition. */
    private static Path conductances(final Path file) throws IOException {
        final StringBuilder text = new StringBuilder("time_ms,g_e_ns,g_i_ns\n");
        for (int t = 0; t < 500; t++)
            text.append(String.format(
                    Locale.ROOT, "%d,%.2f,%.2f%n", t, 24 + 4 * Math.sin(t * 0.1), 24 + 4 * Math.sin(t * 0.1 - 0.2)));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text.toString().replace("\r", ""));
    }

    private static double response(final double sinceMs, final double peakNs, final double tauMs) {
        return sinceMs <= 0 ? 0 : peakNs * sinceMs / tauMs * Math.exp(1 - sinceMs / tauMs);
    }

    @Test
    void macrosForConductancesAndModelsRunWithoutADisplay() throws Exception {
        for (int i = 0; i < 2; i++) writeLevels(root.resolve("cells/day " + i + "/cell.csv"));
        final Path plots = Files.createDirectories(root.resolve("plots"));
        final Path output = root.resolve("said.txt");
        final Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Dplugins.dir=" + imagejFolder(),
                        "--add-opens",
                        "java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        withoutProgram(),
                        HeadlessMacro.class.getName(),
                        macro("Conductance_Folder.ijm").toString(),
                        root.resolve("cells").toString(),
                        macro("Simulate_and_Plot.ijm").toString(),
                        plots.toString(),
                        macro("Inject_Ratio_Series.ijm").toString(),
                        conductances(root.resolve("injected/g.csv")).toString()))
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
        final String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        assertTrue(!said.contains("Macro Error"), said);
        final List<String> cells =
                Files.readAllLines(root.resolve("results/batch-folder/decompose-conductance/summary.csv"));
        final int peakE = List.of(cells.get(0).split(",")).indexOf("g_e_peak_ns");
        final int peakI = List.of(cells.get(0).split(",")).indexOf("g_i_peak_ns");
        assertEquals(3, cells.size(), cells.toString());
        for (final String cell : cells.subList(1, 3)) {
            assertEquals(5, Double.parseDouble(cell.split(",")[peakE]), 0.1, cell);
            assertEquals(8, Double.parseDouble(cell.split(",")[peakI]), 0.1, cell);
        }
        assertEquals(
                16,
                Files.readAllLines(plots.resolve("operating-point/sweep-scenario/summary.csv"))
                        .size());
        final List<String> ratios =
                Files.readAllLines(root.resolve("injected/results/inject-ratio-series/summary.csv"));
        assertEquals(7, ratios.size(), ratios.toString());
        final int rate = Arrays.stream(ratios.get(0).split(","))
                .filter(c -> c.endsWith("rate_hz"))
                .map(List.of(ratios.get(0).split(","))::indexOf)
                .findFirst()
                .orElseThrow();
        assertTrue(
                Double.parseDouble(ratios.get(1).split(",")[rate])
                        > Double.parseDouble(ratios.get(6).split(",")[rate]),
                "weak inhibition lets it fire more: " + ratios);
        assertTrue(Files.size(plots.resolve("operating-point/potential-by-growth.png")) > 2000, said);
    }

    @Test
    void theToolSetHasFiveButtonsForEntriesOfTheMenu() throws IOException {
        final String text = Files.readString(MACROS.resolve("toolsets/E-I_Balance.ijm"));
        final List<String> commands = Pattern.compile("run\\(\"([^\"]+)\"\\)")
                .matcher(text)
                .results()
                .map(r -> r.group(1))
                .toList();
        assertEquals(5, commands.size());
        assertEquals(
                5, Pattern.compile("Action Tool - ").matcher(text).results().count());
        assertTrue(PluginsConfig.entries().keySet().containsAll(commands), commands.toString());
    }

    /** Plain ImageJ takes plugins from jars whose name has an underscore, and their libraries from the folder jars. */
    private Path imagejFolder() throws IOException {
        final Path jars = Files.createDirectories(root.resolve("imagej/plugins/jars"));
        int number = 0;
        for (final String part : classPath()) {
            final Path path = Path.of(part);
            if (isImageJ(part) || path.endsWith("test-classes")) continue;
            if (Files.isDirectory(path)) {
                final boolean plugin = Files.exists(path.resolve("plugins.config"));
                jar(path, plugin ? jars.resolveSibling("EI_Balance.jar") : jars.resolve("part" + number++ + ".jar"));
            } else Files.copy(path, jars.resolve(path.getFileName()));
        }
        return root.resolve("imagej");
    }

    private static List<String> classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(part -> !part.matches(".*(junit|jython|groovy|archunit|jqwik|surefire).*\\.jar"))
                .filter(part -> Files.exists(Path.of(part)))
                .toList();
    }

    private static boolean isImageJ(final String part) {
        return part.matches(".*[/\\\\](ij|ij1-patcher|javassist)-[^/\\\\]*\\.jar");
    }

    private static String withoutProgram() {
        return String.join(
                File.pathSeparator,
                classPath().stream()
                        .filter(part -> isImageJ(part) || Path.of(part).endsWith("test-classes"))
                        .toList());
    }

    private static void jar(final Path classes, final Path jar) throws IOException {
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(classes)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (final Path file : files) {
                entries.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Correlate_Folder.groovy,groovy,correlate-pair",
        "Check_Quality_Folder.groovy,groovy,check-quality",
        "Correlate_Folder.py,python,correlate-pair",
        "Check_Quality_Folder.py,python,check-quality"
    })
    void scriptsRunWithTheServicesOfFiji(final String name, final String language, final String wanted)
            throws Exception {
        final String command = analysis(wanted);
        final List<String> script = new ArrayList<>();
        for (final String line : Files.readAllLines(MACROS.resolve(name))) {
            // Lines of this kind are Fiji's: it fills the variables and hands on the rest.
            script.add(line.startsWith("#@") ? "" : line.replace("\"" + wanted + "\"", "\"" + command + "\""));
        }
        final ScriptEngine engine = new ScriptEngineManager().getEngineByName(language);
        final StringWriter said = new StringWriter();
        engine.getContext().setWriter(said);
        try (Context context = new Context()) {
            engine.put("folder", root.resolve("recordings").toFile());
            engine.put("output", root.resolve("results").toFile());
            engine.put("commands", context.service(CommandService.class));
            engine.eval(String.join("\n", script));
        }
        assertDone(command);
        if (wanted.equals("correlate-pair"))
            assertTrue(said.toString().contains("day 2/pair.csv: ok, "), said.toString());
    }
}
