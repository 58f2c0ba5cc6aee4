package org.eibalance.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eibalance.ij1.PluginsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of CONTRIBUTING.md do what the page says, as they stand there. */
class ContributingTest {

    private static final Path PAGE = Path.of("../CONTRIBUTING.md");
    private static final int MAX_LINES = 30;
    private static final int MAX_COLUMNS = 120;

    @TempDir
    Path folder;

    private static List<String> examples(final String language) throws IOException {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map((final MatchResult example) -> example.group(1))
                .toList();
    }

    /** Lines that say something: no blanks, no comments, no package, no imports, no lone brackets, no @Override. */
    private static long lines(final String example) {
        return example.lines()
                .map(String::strip)
                .filter(line ->
                        !line.isEmpty() && !line.matches("(package|import|#include|//|/\\*|\\*).*|[{}]|@Override"))
                .count();
    }

    @Test
    void everyExampleHasLessThanThirtyLines() throws IOException {
        final List<String> all = new ArrayList<>(examples("java"));
        all.addAll(examples("c"));
        assertEquals(4, all.size());
        for (final String example : all) assertTrue(lines(example) < MAX_LINES, lines(example) + " lines: " + example);
    }

    @Test
    void theExamplesHaveTheFormOfTheCode() throws IOException {
        final List<String> all = new ArrayList<>(examples("java"));
        all.addAll(examples("c"));
        for (final String example : all)
            example.lines().forEach(line -> assertTrue(line.length() <= MAX_COLUMNS && line.indexOf('\t') < 0, line));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String className(final String example) {
        return Pattern.compile("public final class (\\w+)")
                .matcher(example)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** Compiles the examples, and the list of scenarios with the one line that one of them asks for. */
    private Path compiled() throws IOException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) System.out.println("skipped: this Java has no compiler");
        assumeTrue(compiler != null, "this Java has no compiler");
        final List<String> arguments = new ArrayList<>(List.of(
                "-proc:full",
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString(),
                "-cp",
                classPath()));
        // older compilers run processors unless told otherwise, and do not know the option
        if (Runtime.version().feature() < 21) arguments.remove("-proc:full");
        for (final String example : examples("java"))
            arguments.add(Files.writeString(folder.resolve(className(example) + ".java"), example)
                    .toString());
        final String list =
                Files.readString(Path.of("../src/main/java/org/eibalance/scenario/catalogue/Scenarios.java"));
        final String first = "new SoftkyKoch(),";
        assertTrue(list.contains(first));
        arguments.add(Files.writeString(
                        folder.resolve("Scenarios.java"),
                        list.replace(first, "new org.eibalance.scenario.network.CoinToss(), " + first))
                .toString());
        assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)));
        return folder.resolve("classes");
    }

    private String run(final Path classes, final String... arguments) throws Exception {
        return program(classes, Main.class, arguments);
    }

    private String program(final Path classes, final Class<?> main, final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                classes + File.pathSeparator + classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return said(command);
    }

    private String said(final List<String> command) throws Exception {
        final Path said = folder.resolve("said.txt");
        final Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(said));
        return Files.readString(said);
    }

    @Test
    void aFormatAnAnalysisAndAScenarioAreAClassEach() throws Exception {
        final Path classes = compiled();
        final Path file = Files.writeString(folder.resolve("cell.demo"), "DEMO 1000\n-70\n-60\n-50\n10\n");
        final String output = "output=" + folder.resolve("output");
        assertTrue(
                run(classes, "describe-recording", "recording=" + file, output).contains("demo, 1 channel, 1 sweep"));
        final Path share = folder.resolve("output/cell/share-above");
        run(classes, "share-above", "recording=" + file, "level=-55", output);
        assertEquals(
                "recording,share_above,checks_failed,checks_doubtful\ncell.demo,0.5,,\n",
                Files.readString(share.resolve("summary.csv")));
        assertTrue(
                Files.exists(share.resolve("figure.svg"))
                        && Files.readString(share.resolve("provenance.json")).contains("\"level\": \"-55.0\""),
                "all that every command writes");
        assertTrue(run(classes, "help", "run-coin-toss").contains("tosses=10000"));
        final Path menu = folder.resolve("plugins.config");
        program(classes, PluginsConfig.class, menu.toString());
        assertTrue(Files.readString(menu)
                .contains("\"Coin Toss...\", org.eibalance.start.StartPlugIn(\"run-coin-toss\")"));
        run(classes, "simulate", "scenario=coin-toss", output);
        assertTrue(
                Files.readString(folder.resolve("output/coin-toss/summary.csv")).contains(",0.5,0.02,true"));
    }

    @Test
    void aBoardIsOneStructOfFunctions() throws Exception {
        final boolean compiler = new File("/usr/bin/cc").canExecute();
        if (!compiler) System.out.println("skipped: there is no C compiler /usr/bin/cc");
        assumeTrue(compiler, "there is no C compiler /usr/bin/cc");
        final Path source =
                Files.writeString(folder.resolve("board.c"), examples("c").get(0));
        final Path core = Path.of("../firmware-bridge/firmware/core");
        final List<String> command = new ArrayList<>(List.of(
                "/usr/bin/cc",
                "-std=c11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-I",
                core.toString(),
                "-o",
                folder.resolve("board").toString(),
                source.toString()));
        try (var files = Files.list(core)) {
            files.map(Path::toString).filter(f -> f.endsWith(".c")).sorted().forEach(command::add);
        }
        command.add("-lm");
        said(command);
        said(List.of(folder.resolve("board").toString()));
    }
}
