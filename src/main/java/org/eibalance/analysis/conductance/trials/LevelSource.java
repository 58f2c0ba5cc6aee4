package org.eibalance.analysis.conductance.trials;

import java.util.Map;

/** Where the level of each sweep is known from. */
public sealed interface LevelSource {

    /** From the protocol in the file. */
    record Protocol() implements LevelSource {}

    /**
     * From a channel on which the command was recorded.
     *
     * @param channel its 0-based index
     */
    record RecordedCommand(int channel) implements LevelSource {}

    /**
     * From a table that a person wrote.
     *
     * @param rows level and condition of each sweep, by its 0-based number; sweeps that are not in it are not used
     */
    record Listed(Map<Integer, Row> rows) implements LevelSource {

        /** Takes a copy. */
        public Listed {
            rows = Map.copyOf(rows);
        }
    }

    /**
     * A row of a table of levels.
     *
     * @param level mV, or pA in current clamp
     * @param condition name of a condition; empty where there is one only
     */
    record Row(double level, String condition) {}
}
