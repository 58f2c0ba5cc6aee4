package org.eibalance.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arrows between rooms point down the list, never up. */
class RoomsTest {

    /** The rooms of the science, lowest first; rooms of one line do not know each other's neighbours. */
    private static final List<String> SCIENCE = List.of(
            "recording",
            "annotation",
            "result",
            "format",
            "signal",
            "analysis",
            "model",
            "waveform",
            "rig",
            "figure",
            "report",
            "scenario",
            "validation",
            "report.pair",
            "report.conductance",
            "report.event",
            "report.quality",
            "report.spike",
            "report.scenario",
            "batch");

    private static final List<String> BRIDGE =
            List.of("bridge.protocol", "bridge.link", "bridge.session", "bridge.calibration", "bridge.experiment");

    private static final List<String> PLUGINS = List.of("command", "window", "ij1", "launch");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.eibalance");

    /** The longest entry that is the package of a type or holds it; -1 where none does. */
    private static int floor(final List<String> rooms, final JavaClass type) {
        int found = -1;
        for (int i = 0; i < rooms.size(); i++) {
            final String room = "org.eibalance." + rooms.get(i);
            final boolean inside =
                    type.getPackageName().equals(room) || type.getPackageName().startsWith(room + ".");
            if (inside && (found < 0 || rooms.get(i).length() > rooms.get(found).length())) found = i;
        }
        return found;
    }

    private static ArchCondition<JavaClass> dependOnlyDownIn(final List<String> rooms) {
        return new ArchCondition<>("depend only on rooms below") {

            @Override
            public void check(final JavaClass type, final ConditionEvents events) {
                if (floor(rooms, type) < 0) return;
                type.getDirectDependenciesFromSelf().stream()
                        .filter(d -> floor(rooms, d.getTargetClass()) > floor(rooms, type))
                        .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
            }
        };
    }

    @Test
    void everyClassOfTheProjectHasARoom() {
        assertTrue(ALL.size() > 30, "the classes of all modules are seen");
        for (final JavaClass type : ALL) {
            assertFalse(
                    floor(SCIENCE, type) < 0 && floor(BRIDGE, type) < 0 && floor(PLUGINS, type) < 0,
                    type.getName() + " is in no room of the house");
        }
    }

    @Test
    void arrowsInTheSciencePointDown() {
        classes()
                .that()
                .resideInAPackage("org.eibalance..")
                .should(dependOnlyDownIn(SCIENCE))
                .check(ALL);
    }

    @Test
    void arrowsInTheBridgeAndThePluginPointDown() {
        classes()
                .that()
                .resideInAPackage("org.eibalance..")
                .should(dependOnlyDownIn(BRIDGE))
                .check(ALL);
        classes()
                .that()
                .resideInAPackage("org.eibalance..")
                .should(dependOnlyDownIn(PLUGINS))
                .check(ALL);
    }

    @Test
    void theScienceKnowsNeitherBridgeNorPluginNorWindows() {
        for (final String room : SCIENCE) {
            noClasses()
                    .that()
                    .resideInAPackage("org.eibalance." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.eibalance.bridge..",
                            "org.eibalance.command..",
                            "org.eibalance.window..",
                            "org.eibalance.ij1..",
                            "org.eibalance.launch..",
                            "ij..",
                            "javax.swing..",
                            "com.fazecast..")
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }

    @Test
    void theScienceMakesNoContext() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
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

    @Test
    void devicesKnowOfTheScienceOnlyRecordingsAndWaveforms() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.eibalance.bridge.protocol..",
                        "org.eibalance.bridge.link..",
                        "org.eibalance.bridge.session..",
                        "org.eibalance.bridge.calibration..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.eibalance.annotation..",
                        "org.eibalance.result..",
                        "org.eibalance.format..",
                        "org.eibalance.signal..",
                        "org.eibalance.analysis..",
                        "org.eibalance.model..",
                        "org.eibalance.rig..",
                        "org.eibalance.scenario..",
                        "org.eibalance.figure..",
                        "org.eibalance.batch..")
                .check(ALL);
    }
}
