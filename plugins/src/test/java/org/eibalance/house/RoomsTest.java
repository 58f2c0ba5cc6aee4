package org.eibalance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room of the house may know which, and how large a package may become. */
class RoomsTest {

    private static final String ROOT = "org.eibalance.";

    private static final int MAX_FILES = 28;

    /** A room, then the rooms that it may know besides itself; a.* stands for all rooms that begin with a. */
    private static final String HOUSE = """
            recording:
            annotation: recording
            result: recording
            format: recording annotation result
            signal: recording
            analysis.conductance: recording annotation result signal analysis.quality
            analysis.criticality: recording annotation result signal
            analysis.event: recording annotation result signal
            analysis.field: recording annotation result signal
            analysis.pair: recording annotation result signal analysis.conductance
            analysis.quality: recording annotation result signal
            analysis.spike: recording annotation result signal
            model: recording signal
            waveform:
            rig: recording signal model waveform analysis.event
            figure: signal
            check: result
            check.conductance: recording result signal analysis.* check
            check.event: recording result signal analysis.* check
            check.pair: recording result signal analysis.* check
            check.quality: recording result signal analysis.* check
            check.spike: recording result signal analysis.* check
            check.scenario: recording result signal check
            report: recording result signal figure check
            scenario: recording signal result check check.scenario report
            scenario.catalogue: recording scenario scenario.*
            scenario.criticality: recording result signal analysis.* model figure check check.scenario report report.scenario scenario
            scenario.disease: recording result signal model figure check check.scenario report report.scenario scenario
            scenario.network: recording result signal analysis.* model waveform rig figure check check.scenario report report.scenario scenario
            scenario.neuron: recording result signal analysis.* model waveform rig figure check check.scenario report report.scenario scenario
            scenario.rhythm: recording result signal analysis.* model figure check check.scenario report report.scenario scenario
            validation: recording annotation result signal analysis.* model waveform rig
            report.conductance: recording annotation result signal analysis.* rig figure check check.conductance report validation
            report.event: recording annotation result signal analysis.event figure check check.event report
            report.pair: recording annotation result signal analysis.pair figure check check.pair report
            report.quality: recording annotation result signal analysis.quality figure check check.quality report
            report.recording: recording annotation result signal analysis.quality format waveform rig figure check report
            report.scenario: result figure check report model scenario
            report.spike: recording annotation result signal analysis.* figure check check.spike report
            batch: recording annotation result signal figure check

            bridge.protocol: recording
            bridge.link: recording bridge.protocol
            bridge.session: recording waveform bridge.protocol bridge.link
            bridge.calibration: recording waveform bridge.protocol bridge.link bridge.session
            bridge.experiment: recording result signal format waveform analysis.* rig figure check report scenario scenario.* bridge.*
            bridge.report: recording result figure check report bridge.session bridge.calibration bridge.experiment

            start:
            command: recording annotation result signal figure check report batch
            command.batch: recording annotation result signal figure check report batch command
            command.clamp: recording result waveform analysis.* format figure check report scenario scenario.* bridge.* command
            command.conductance: recording result signal waveform analysis.* format rig figure check report report.conductance validation command
            command.event: recording annotation result signal analysis.* format figure check report report.event command
            command.pair: recording annotation result signal analysis.* format figure check report report.pair command
            command.quality: recording annotation result signal analysis.* format figure check report report.quality command
            command.recording: recording annotation result waveform format rig check report report.recording command
            command.scenario: recording result check report report.scenario scenario scenario.catalogue command
            command.spike: recording annotation result signal analysis.* format figure check report report.spike command
            window.manual: command
            window.result: recording result figure
            window.trace: recording annotation result signal format figure check report report.recording command command.recording command.event window.manual window.result
            window: recording result format figure check report bridge.protocol bridge.session command command.clamp command.recording window.result window.trace
            ij1: recording format command window window.manual window.trace
            launch: recording command command.clamp command.scenario ij1
            """;

    private static final Map<String, List<String>> ROOMS = HOUSE.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> List.of(
                            line.substring(line.indexOf(':') + 1).strip().split(" +")),
                    (a, b) -> {
                        throw new AssertionError("a room stands twice in the house");
                    },
                    TreeMap::new));

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.eibalance");

    /** The room of a type: the longest entry that is its package or holds it; empty where none does. */
    private static String room(final JavaClass type) {
        String found = "";
        for (final String room : ROOMS.keySet()) {
            final String name = ROOT + room;
            final boolean inside =
                    type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
            if (inside && room.length() > found.length()) found = room;
        }
        return found;
    }

    private static boolean mayKnow(final String room, final String other) {
        return room.equals(other)
                || ROOMS.get(room).stream()
                        .anyMatch(known -> known.equals(other)
                                || known.endsWith(".*") && other.startsWith(known.substring(0, known.length() - 1)));
    }

    @Test
    void everyClassOfTheProjectHasARoom() {
        assertTrue(ALL.size() > 500, "the classes of all modules are seen");
        for (final JavaClass type : ALL) assertTrue(!room(type).isEmpty(), type.getName() + " is in no room");
    }

    @Test
    void noRoomKnowsARoomThatItMustNotKnow() {
        final TreeSet<String> forbidden = new TreeSet<>();
        for (final JavaClass type : ALL) {
            for (final Dependency d : type.getDirectDependenciesFromSelf()) {
                final String other = room(d.getTargetClass());
                if (!other.isEmpty() && !mayKnow(room(type), other))
                    forbidden.add(room(type) + " -> " + other + ": " + d.getDescription());
            }
        }
        assertEquals("", String.join("\n", forbidden));
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("org.eibalance.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void noPackageHasMoreThan28Files() throws IOException {
        final Map<String, Integer> files = new TreeMap<>();
        for (final String folder :
                List.of("../src/main/java", "../firmware-bridge/src/main/java", "src/main/java", "src/main/java8")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(f -> f.toString().endsWith(".java"))
                        .forEach(f -> files.merge(
                                Path.of(folder).relativize(f.getParent()).toString(), 1, Integer::sum));
            }
        }
        assertTrue(files.size() > 40, "the packages of all modules are seen");
        files.values().removeIf(count -> count <= MAX_FILES);
        assertEquals(Map.of(), files);
    }

    @Test
    void theFrameworkOfCommandsKnowsNoAnalysisAndNoScenarioByName() {
        noClasses()
                .that()
                .resideInAPackage("org.eibalance.command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.eibalance.command.*..",
                        "org.eibalance.analysis..",
                        "org.eibalance.model..",
                        "org.eibalance.rig..",
                        "org.eibalance.validation..",
                        "org.eibalance.scenario..",
                        "org.eibalance.report.*..",
                        "org.eibalance.bridge..")
                .check(ALL);
    }

    @Test
    void onlyWindowsKnowImageJAndOnlyTheBridgeKnowsSerialPorts() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.eibalance.start..",
                        "org.eibalance.window..",
                        "org.eibalance.ij1..",
                        "org.eibalance.launch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ij..", "javax.swing..")
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("org.eibalance.bridge.link..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fazecast..")
                .check(ALL);
    }

    @Test
    void theScienceMakesNoContext() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.eibalance.start..",
                        "org.eibalance.command..",
                        "org.eibalance.window..",
                        "org.eibalance.ij1..",
                        "org.eibalance.launch..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.scijava.Context")
                .check(ALL);
    }

    @Test
    void onlyFiguresAreDrawn() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.eibalance.figure..",
                        "org.eibalance.window..",
                        "org.eibalance.ij1..",
                        "org.eibalance.launch..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "org.jfree..", "org.apache.batik..")
                .check(ALL);
    }
}
