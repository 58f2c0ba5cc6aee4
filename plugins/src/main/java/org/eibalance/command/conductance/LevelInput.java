package org.eibalance.command.conductance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.result.TableReader;

/** The inputs {@code levels} and {@code command_channel}: the source of the level of each sweep. */
final class LevelInput {

    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
    private static final String AUTO = "auto";

    private static final String EXPECTED =
            "auto, one number a sweep such as -80,-60,-40, or a table with the header sweep,level_mv (or level_pa) and "
                    + "a column condition where there are several";

    private LevelInput() {}

    /**
     * Reads both inputs.
     *
     * @param levels auto, one number a sweep, or the path of a table
     * @param commandChannel auto, or the channel on which the command was recorded
     * @param recording the recording
     * @return the source of the levels
     */
    static LevelSource parse(final String levels, final String commandChannel, final Recording recording) {
        final String text = levels.strip();
        if (!text.equals(AUTO)) return new LevelSource.Listed(isList(text) ? list(text) : table(Path.of(text)));
        if (commandChannel.strip().equals(AUTO)) return new LevelSource.Protocol();
        final Channel command = recording.channel(commandChannel.strip());
        return new LevelSource.RecordedCommand(command.index());
    }

    private static boolean isList(final String text) {
        for (final String part : text.split(",", -1)) if (!part.strip().matches(NUMBER)) return false;
        return true;
    }

    private static Map<Integer, LevelSource.Row> list(final String text) {
        final Map<Integer, LevelSource.Row> rows = new HashMap<>();
        for (final String part : text.split(",", -1))
            rows.put(rows.size(), new LevelSource.Row(Double.parseDouble(part.strip()), ""));
        return rows;
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
