package org.eibalance.format.nwb;

import java.util.List;
import org.eibalance.result.Table;

/**
 * What an NWB file says besides the recording itself.
 *
 * @param sessionDescription what was done, in a sentence
 * @param identifier unlike that of any other file, such as a digest of the source
 * @param series what was computed or played, over time: the true conductances of a simulation, the conductances of a
 *     dynamic clamp
 * @param tables results of analyses
 */
public record NwbContents(String sessionDescription, String identifier, List<Series> series, List<ResultTable> tables) {

    /**
     * Numbers over time.
     *
     * @param module the processing module it belongs to, such as "truth"
     * @param name unlike others of the module
     * @param description what it is, in a sentence
     * @param unit the SI unit, such as "siemens"
     * @param conversion from the numbers to that unit
     * @param startS seconds from the start of the recording
     * @param rateHz samples per second
     * @param values the numbers; not copied
     */
    public record Series(
            String module,
            String name,
            String description,
            String unit,
            double conversion,
            double startS,
            double rateHz,
            double[] values) {}

    /**
     * A table of results.
     *
     * @param module the processing module it belongs to, such as "correlate-pair"
     * @param name unlike others of the module
     * @param description what it is, in a sentence
     * @param table the values; units stand in the names of its columns
     */
    public record ResultTable(String module, String name, String description, Table table) {}

    /** Takes copies of the lists. */
    public NwbContents {
        series = List.copyOf(series);
        tables = List.copyOf(tables);
    }

    /** A recording and nothing more. */
    public static NwbContents of(final String sessionDescription, final String identifier) {
        return new NwbContents(sessionDescription, identifier, List.of(), List.of());
    }
}
