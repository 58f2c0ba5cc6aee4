package org.eibalance.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.result.Table;

/**
 * The checks of all files of a batch, counted from the columns checks_failed and checks_doubtful of its summary.
 *
 * @param files how many files went well
 * @param byName what was found, by the name of the check; only checks that did not pass in some file
 */
record BatchChecks(int files, Map<String, Count> byName) {

    /**
     * The files in which one check did not pass, in the order of the batch.
     *
     * @param failed files in which it failed
     * @param doubtful files in which it is doubtful
     */
    record Count(List<String> failed, List<String> doubtful) {}

    /**
     * Counts.
     *
     * @param result what came of the files
     * @return the checks that failed or are doubtful in some file
     */
    static BatchChecks of(final BatchResult result) {
        final Map<String, Count> byName = new LinkedHashMap<>();
        final Table summary = result.summary();
        if (summary.columns().contains("checks_failed")) {
            for (int row = 0; row < summary.rows(); row++) {
                final String file = (String) summary.get(row, "file");
                names(summary, row, "checks_failed")
                        .forEach(name -> add(count(byName, name).failed(), file));
                names(summary, row, "checks_doubtful")
                        .forEach(name -> add(count(byName, name).doubtful(), file));
            }
        }
        return new BatchChecks(result.inputs().size(), byName);
    }

    private static Count count(final Map<String, Count> byName, final String name) {
        return byName.computeIfAbsent(name, n -> new Count(new ArrayList<>(), new ArrayList<>()));
    }

    private static List<String> names(final Table summary, final int row, final String column) {
        final Object names = summary.get(row, column);
        return names == null ? List.of() : List.of(names.toString().split(";"));
    }

    /** A file of several rows names its checks in each. */
    private static void add(final List<String> files, final String file) {
        if (files.isEmpty() || !files.get(files.size() - 1).equals(file)) files.add(file);
    }

    /** One check for all files: its value is the number of files in which it failed, or, without those, is doubtful. */
    Checks checks() {
        final List<CheckResult> results = new ArrayList<>();
        byName.forEach((name, count) -> {
            final boolean fails = !count.failed().isEmpty();
            results.add(new CheckResult(
                    name,
                    fails ? CheckState.FAILED : CheckState.DOUBTFUL,
                    fails ? count.failed().size() : count.doubtful().size(),
                    0,
                    "",
                    "The check " + name + " failed in " + count.failed().size() + " and is doubtful in "
                            + count.doubtful().size() + " of " + files + (files == 1 ? " file." : " files."),
                    "Look at these files before you use their numbers."));
        });
        return new Checks(results);
    }
}
