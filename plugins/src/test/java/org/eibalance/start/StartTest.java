package org.eibalance.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eibalance.ij1.CommandPlugIn;
import org.eibalance.launch.Main;
import org.eibalance.window.CopyReport;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** An older Java ends in one clear sentence, in each of the three hosts. */
class StartTest {

    /** Version of the class files of Java 8. */
    private static final int JAVA_8 = 52;

    @Test
    void theSentenceNamesTheJavaThatIsNeededAndTheOneThatRuns() {
        final String sentence = RequiredJava.sentence("1.8");
        assertTrue(sentence.startsWith("E/I Balance needs Java 17 or newer, but this is Java 8: "), sentence);
        assertTrue(RequiredJava.sentence("11").contains("this is Java 11: "));
        assertEquals(1, sentence.chars().filter(c -> c == '.').count());
    }

    @Test
    void java8And11AreTooOldAnd17AndNewerAreNot() {
        for (final String old : List.of("1.7", "1.8", "9", "11", "16")) assertTrue(RequiredJava.isTooOld(old), old);
        for (final String young : List.of("17", "21", "25", "26-ea")) assertFalse(RequiredJava.isTooOld(young), young);
        assertFalse(RequiredJava.isTooOld(RequiredJava.current()), "these tests run");
    }

    @Test
    void java8CanLoadTheClassesThatSaySo() throws IOException {
        final Path folder = Path.of("target/classes/org/eibalance/start");
        final List<Path> classes;
        try (Stream<Path> files = Files.list(folder)) {
            classes = files.filter(f -> f.toString().endsWith(".class")).toList();
        }
        assertTrue(classes.size() >= 4, classes.toString());
        for (final Path file : classes) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
                assertEquals(0xCAFEBABE, in.readInt());
                in.readUnsignedShort();
                assertEquals(JAVA_8, in.readUnsignedShort(), file.toString());
            }
        }
    }

    @Test
    void anEntryOfPlainImageJSaysWhichJavaIsNeeded() {
        final List<String> said = new ArrayList<>();
        new StartPlugIn("1.8", said::add).run("correlate-pair");
        assertEquals(List.of(RequiredJava.sentence("1.8")), said);
    }

    @Test
    void withAnOldJavaSciJavaLosesAllOtherPluginsOfTheProgramAndNoneOfOthers() {
        try (Context context = new Context()) {
            final PluginService plugins = context.service(PluginService.class);
            final long others =
                    plugins.getPlugins().stream().filter(p -> !isOurs(p)).count();
            assertTrue(plugins.getPlugins().stream().filter(StartTest::isOurs).count() > 50);
            StartService.start(plugins, "11");
            assertEquals(
                    List.of(StartService.class.getName()),
                    plugins.getPlugins().stream()
                            .filter(StartTest::isOurs)
                            .map(PluginInfo::getClassName)
                            .toList());
            assertEquals(
                    others,
                    plugins.getPlugins().stream().filter(p -> !isOurs(p)).count());
        }
    }

    private static boolean isOurs(final PluginInfo<?> plugin) {
        return plugin.getClassName().startsWith("org.eibalance.");
    }

    /** These are known by their names only. */
    @Test
    void theClassesThatAreStartedExist() throws ReflectiveOperationException {
        assertEquals("org.eibalance.launch.Main", Main.class.getName());
        assertEquals("org.eibalance.ij1.CommandPlugIn", CommandPlugIn.class.getName());
        Class.forName("org.eibalance.command.EiCommands")
                .getDeclaredConstructor()
                .newInstance();
        new StartPlugIn("17", sentence -> {
                    throw new AssertionError(sentence);
                })
                .run(CopyReport.class.getName());
    }
}
