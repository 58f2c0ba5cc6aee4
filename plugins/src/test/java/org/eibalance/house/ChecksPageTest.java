package org.eibalance.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.eibalance.check.Check;
import org.junit.jupiter.api.Test;

/** Every check is on the page of checks, and is listed in its package. */
class ChecksPageTest {

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.eibalance.check");

    private static List<JavaClass> checks() {
        return ALL.stream()
                .filter(c -> c.isAssignableTo(Check.class) && !c.isInterface())
                .toList();
    }

    private static String name(final JavaClass check) throws ReflectiveOperationException {
        return (String) check.reflect().getField("NAME").get(null);
    }

    @Test
    void eachCheckHasItsRowOnThePageAndNoNameIsTakenTwice() throws IOException, ReflectiveOperationException {
        final String page = Files.readString(Path.of("../docs/checks.md"));
        final List<String> names = new ArrayList<>();
        for (final JavaClass check : checks()) {
            names.add(name(check));
            assertTrue(page.contains("| `" + name(check) + "` |"), "docs/checks.md has no row for " + name(check));
        }
        assertFalse(names.isEmpty());
        assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
    }

    @Test
    void eachRowOfThePageIsACheck() throws IOException, ReflectiveOperationException {
        final List<String> names = new ArrayList<>();
        for (final JavaClass check : checks()) names.add(name(check));
        final List<String> rows = Files.readAllLines(Path.of("../docs/checks.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        rows.forEach(row -> assertTrue(names.contains(row), "there is no check " + row));
    }

    @Test
    void eachCheckIsListedByTheClassOfItsPackage() {
        for (final JavaClass check : checks()) {
            final boolean listed = ALL.stream()
                    .filter(c -> c.getPackageName().equals(check.getPackageName()))
                    .filter(c -> c.getSimpleName().endsWith("Checks"))
                    .flatMap(c -> c.getConstructorCallsFromSelf().stream())
                    .anyMatch(call -> call.getTargetOwner().equals(check));
            assertTrue(listed, check.getName() + " is made by no list of checks");
            assertTrue(Modifier.isPublic(check.reflect().getModifiers()), check.getName());
        }
    }
}
