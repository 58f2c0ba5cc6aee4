package org.eibalance.command.conductance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.TableReader;

/** The inputs {@code levels} and {@code level_order}: the level of each sweep as a person gave it. */
final class LevelInput {

    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
    private static final String AUTO = "auto";

    private static final String EXPECTED =
            "auto, one number a sweep such as -80,-60,-40 or -80*10,-60*10,-40*10, or a table with the header "
                    + "sweep,level_mv (or level_pa) and a column condition where there are several";

    private static final String TIMES = "\\s*\\*\\s*([1-9]\\d{0,6})";

    /** How a list of levels goes with the sweeps. */
    enum Order {
        /** One number a sweep. */
        SWEEPS,
        /** The list again and again. */
        INTERLEAVED,
        /** All sweeps at the first level, then all at the second. */
        BLOCKS
    }

    private LevelInput() {}

    /**
     * Reads the levels that a person gave.
     *
     * @param levels auto, one number a sweep, or the path of a table
     * @param order how a list of numbers goes with the sweeps
     * @param recording the recording
     * @return the levels; empty for auto
     * @throws InputException if there are not as many numbers as sweeps, or the table names a sweep that is not there
     */
    static Optional<LevelSource.Listed> parse(final String levels, final Order order, final Recording recording) {
        final String text = levels.strip();
        if (text.equals(AUTO)) return Optional.empty();
        if (isList(text)) return Optional.of(new LevelSource.Listed(list(text, order, recording)));
        final Map<Integer, LevelSource.Row> rows = table(Path.of(text));
        for (final int sweep : rows.keySet())
            if (sweep >= recording.sweeps().size())
                throw new InputException(text + " has a level for sweep " + sweep + ", but " + recording.name()
                        + " has " + recording.sweeps().size() + " sweeps, counted from 0.");
        return Optional.of(new LevelSource.Listed(rows));
    }

    private static boolean isList(final String text) {
        for (final String part : text.split(",", -1))
            if (!part.strip().matches(NUMBER + "(" + TIMES + ")?")) return false;
        return true;
    }

    private static Map<Integer, LevelSource.Row> list(final String text, final Order order, final Recording recording) {
        final List<Double> numbers = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final String[] factors = part.strip().split("\\*");
            final int times = factors.length == 1 ? 1 : Integer.parseInt(factors[1].strip());
            final double level = Double.parseDouble(factors[0].strip());
            for (int k = 0; k < times && numbers.size() <= recording.sweeps().size(); k++) numbers.add(level);
        }
        final int sweeps = recording.sweeps().size();
        final int count = numbers.size();
        final int each = sweeps / count;
        final boolean fits = switch (order) {
            case SWEEPS -> count == sweeps;
            case INTERLEAVED -> count <= sweeps;
            case BLOCKS -> count <= sweeps && sweeps % count == 0;
        };
        if (!fits) throw new InputException(wrong(text, order, recording, count));
        final Map<Integer, LevelSource.Row> rows = new HashMap<>();
        for (int k = 0; k < sweeps; k++) {
            final int at = switch (order) {
                case SWEEPS -> k;
                case INTERLEAVED -> k % count;
                case BLOCKS -> k / each;
            };
            rows.put(k, new LevelSource.Row(numbers.get(at), ""));
        }
        return rows;
    }

    private static String wrong(final String text, final Order order, final Recording recording, final int count) {
        final int sweeps = recording.sweeps().size();
        final String found = "levels has " + (count > sweeps ? "more than " + sweeps : count) + " numbers, and "
                + recording.name() + " has " + sweeps + " sweeps: ";
        if (order == Order.BLOCKS && count <= sweeps)
            return found + "blocks need as many sweeps at each level; write one number a sweep, such as "
                    + "levels=-90*7,-70*6.";
        if (order != Order.SWEEPS || count > sweeps) return found + "there must not be more numbers than sweeps.";
        final String first = text.split(",")[0].strip();
        final int each = Math.max(1, sweeps / count);
        return found + "one number a sweep is needed. If the sweeps of a level follow each other, write levels=" + first
                + "*" + each + ",… or give level_order=blocks; if the levels alternate from sweep to sweep, give "
                + "level_order=interleaved.";
    }

    private static Map<Integer, LevelSource.Row> table(final Path file) {
        final Map<Integer, LevelSource.Row> rows = new HashMap<>();
        try (TableReader table = TableReader.open(file, EXPECTED)) {
            final int sweeps = table.require("sweep");
            final int levels = table.column("level_mv") >= 0 ? table.column("level_mv") : table.require("level_pa");
            final int conditions = table.column("condition");
            while (table.next()) {
                final int sweep = table.index(sweeps);
                final String condition =
                        conditions < 0 ? "" : table.text(conditions).strip();
                if (rows.put(sweep, new LevelSource.Row(table.finite(levels), condition)) != null)
                    throw table.fault("sweep " + sweep + " comes a second time");
            }
        }
        if (rows.isEmpty()) throw new InputException(file + " has no rows: " + EXPECTED + " was expected.");
        return rows;
    }
}
