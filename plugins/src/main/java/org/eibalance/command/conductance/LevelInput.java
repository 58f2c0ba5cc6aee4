package org.eibalance.command.conductance;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eibalance.analysis.conductance.trials.LevelSource;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/** The inputs {@code levels} and {@code command_channel}: where the level of each sweep is known from. */
final class LevelInput {

    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
    private static final String AUTO = "auto";

    private LevelInput() {}

    /**
     * Reads both inputs.
     *
     * @param levels auto, one number a sweep, or the path of a table
     * @param commandChannel auto, or the channel on which the command was recorded
     * @param recording the recording
     * @return where levels are known from
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
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file, StandardCharsets.UTF_8)) {
            for (final NamedCsvRecord row : csv) {
                final String where = file + ", line " + row.getStartingLineNumber();
                final String sweep =
                        row.findField("sweep").orElseThrow(() -> header(file)).strip();
                final String level = row.findField("level_mv")
                        .or(() -> row.findField("level_pa"))
                        .orElseThrow(() -> header(file))
                        .strip();
                if (!sweep.matches("\\d{1,9}"))
                    throw new InputException(
                            where + ": '" + sweep + "' is no number of a sweep, 0, 1, 2… was expected.");
                if (!level.matches(NUMBER))
                    throw new InputException(where + ": '" + level + "' is no level, a number was expected.");
                final String condition = row.findField("condition").orElse("").strip();
                if (rows.put(Integer.parseInt(sweep), new LevelSource.Row(Double.parseDouble(level), condition))
                        != null) throw new InputException(where + ": sweep " + sweep + " comes a second time.");
            }
        } catch (final IOException e) {
            throw new InputException(
                    "levels is '" + file + "', which cannot be read: it must be auto, one number a sweep "
                            + "such as -80,-60,-40, or a table with the header sweep,level_mv.",
                    e);
        } catch (final CsvParseException e) {
            throw new InputException(file + " is no table of levels: the header sweep,level_mv was expected.", e);
        }
        if (rows.isEmpty()) throw header(file);
        return rows;
    }

    private static InputException header(final Path file) {
        return new InputException(
                file + " is no table of levels: the header sweep,level_mv (or level_pa), with a column "
                        + "condition where there are several, was expected.");
    }
}
