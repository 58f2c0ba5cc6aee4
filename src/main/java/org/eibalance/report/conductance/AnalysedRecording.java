package org.eibalance.report.conductance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.conductance.trials.GivenLevels;
import org.eibalance.analysis.quality.access.AccessEstimate;
import org.eibalance.check.Checks;
import org.eibalance.check.conductance.ConductanceChecks;

/**
 * The recording that a result comes from, as a report names it.
 *
 * @param path the file
 * @param channel name of the channel that was analysed
 * @param remarks sentences on the file and on what was not known of it; a report ends with them
 * @param access the series resistance by the test pulses of all sweeps; empty where it comes from elsewhere
 * @param given how levels that a person gave differ from the command of the file; empty where there are not both
 */
public record AnalysedRecording(
        Path path, String channel, List<String> remarks, Optional<AccessEstimate> access, Optional<GivenLevels> given) {

    /** Takes a copy of the list. */
    public AnalysedRecording {
        remarks = List.copyOf(remarks);
    }

    /** A recording whose levels are those of its command, and whose series resistance comes from no test pulse. */
    public AnalysedRecording(final Path path, final String channel, final List<String> remarks) {
        this(path, channel, remarks, Optional.empty(), Optional.empty());
    }

    /**
     * A recording without remarks.
     *
     * @param path the file
     * @param channel name of the channel that was analysed
     * @return the recording
     */
    public static AnalysedRecording of(final Path path, final String channel) {
        return new AnalysedRecording(path, channel, List.of());
    }

    /** The checks of what was given, before those of what was found. */
    Checks checks() {
        return ConductanceChecks.of(given);
    }

    /** The file name with its extension, as tables have it. */
    String name() {
        return path.getFileName().toString();
    }
}
