package org.eibalance.report.recording;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.format.Rescaling;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.result.Table;

/** A recording that is written in another format. */
public final class ConversionReport {

    private ConversionReport() {}

    /**
     * The report.
     *
     * @param recording open, rescaled
     * @param converted name of the file that is written
     * @param rescaling factors that were applied to its channels
     * @param extras sentences on what the file has in addition to the recording
     * @return how much is written, and the first sweep of all channels
     */
    public static Report of(
            final Recording recording, final String converted, final Rescaling rescaling, final List<String> extras) {
        final long samples = recording.sweeps().stream()
                .map(Sweep::samples)
                .flatMap(List::stream)
                .mapToLong(s -> s)
                .sum();
        final List<String> sentences = new ArrayList<>();
        sentences.add(recording.name() + ", " + recording.format() + ", is written as " + converted + ": "
                + Counts.of(recording.channels().size(), "channel") + ", "
                + Counts.of(recording.sweeps().size(), "sweep") + ", "
                + Counts.of(samples, "sample") + ".");
        rescaling
                .factors()
                .forEach((channel, factor) ->
                        sentences.add("Channel " + channel + " was multiplied by " + factor + "."));
        sentences.addAll(extras);
        sentences.addAll(recording.remarks());
        final Table summary = Table.withColumns("recording", "format", "converted", "channels", "sweeps", "samples")
                .row(
                        recording.name(),
                        recording.format(),
                        converted,
                        recording.channels().size(),
                        recording.sweeps().size(),
                        samples)
                .build();
        return Report.of(sentences, summary, FirstSweepFigure.of(recording));
    }
}
