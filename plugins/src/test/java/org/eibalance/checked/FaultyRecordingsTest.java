package org.eibalance.checked;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.checked.Faults.Injected;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check finds its fault. */
class FaultyRecordingsTest {

    private static final int MANY = Integer.getInteger("checks.runs", 100);
    private static final double LEAST = 0.95;

    /** Of independent cells one in twenty has p below 0.05, so that 100 runs may well find fewer than 95. */
    private static final double LEAST_BEYOND_CHANCE = 0.88;

    @TempDir
    Path folder;

    /** All, or with -Dchecks.only those of one check. */
    static List<Injected> faults() {
        return Faults.all().stream()
                .filter(f -> f.check().startsWith(System.getProperty("checks.only", "")))
                .toList();
    }

    /** Those that take a second or more, and are found in {@link #eachFaultIsFoundInManyRecordings}. */
    static Stream<Injected> quickFaults() {
        return Faults.all().stream().filter(f -> f.analysis() != Analysed.PAIR_HD);
    }

    @ParameterizedTest
    @MethodSource("quickFaults")
    void eachFaultIsFoundInARecording(final Injected fault) {
        final CheckResult result = of(fault, 1);
        assertTrue(result.state().compareTo(fault.state()) >= 0, result.toString());
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsFoundInManyRecordings(final Injected fault) throws IOException {
        final List<CheckResult> results =
                IntStream.rangeClosed(1, MANY).mapToObj(seed -> of(fault, seed)).toList();
        final long failed = count(results, CheckState.FAILED), doubtful = count(results, CheckState.DOUBTFUL);
        Files.writeString(
                Path.of("target/fault-" + fault.analysis() + "-" + fault.check() + "-" + fault.state() + ".csv"),
                fault.check() + "," + fault.fault().replace(",", ";") + "," + MANY + "," + failed + "," + doubtful
                        + "\n");
        final long found = fault.state() == CheckState.FAILED ? failed : failed + doubtful;
        final double least = fault.check().equals("beyond_chance") ? LEAST_BEYOND_CHANCE : LEAST;
        assertTrue(
                found >= least * MANY,
                () -> found + " of " + MANY + ", such as not "
                        + results.stream()
                                .filter(r -> r.state().compareTo(fault.state()) < 0)
                                .findFirst()
                                .orElseThrow());
    }

    /** What the check found; an error is as good as a failed check, because nothing is said then. */
    private CheckResult of(final Injected fault, final long seed) {
        final Path file = fault.maker().file(folder, seed);
        try {
            return fault.analysis()
                    .of(file, fault.keys())
                    .checks()
                    .find(fault.check())
                    .orElseThrow();
        } catch (final InputException e) {
            if (!fault.mayBeRefused()) throw e;
            return CheckResult.of(fault.check(), CheckState.FAILED, e.getMessage(), "");
        }
    }

    private static long count(final List<CheckResult> results, final CheckState state) {
        return results.stream().filter(r -> r.state() == state).count();
    }
}
