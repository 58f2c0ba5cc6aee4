package org.eibalance.analysis.pair;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.pair.input.CellView;
import org.eibalance.analysis.pair.input.Epochs;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.Preprocessing;
import org.eibalance.analysis.pair.input.Stretches;
import org.eibalance.annotation.Region;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;

/**
 * Which part of a recording is correlated, and what is done to it before.
 *
 * @param preprocessing spikes, drift, band
 * @param epochs which part
 * @param epochMs length of an epoch in a state or after a stimulus
 * @param epochStartMs start of an epoch, from its stimulus
 * @param stimulusChannel channel whose rises are the stimuli; empty where times are given
 * @param stimulusTimesMs times of the stimuli in each sweep, from its start; empty where a channel is
 * @param window of each sweep; before and after it nothing is read
 */
public record PairPreparation(
        Preprocessing preprocessing,
        Part epochs,
        double epochMs,
        double epochStartMs,
        Optional<String> stimulusChannel,
        List<Double> stimulusTimesMs,
        TimeWindow window) {

    /** Whole sweeps as they are. */
    public static final PairPreparation NONE =
            new PairPreparation(Preprocessing.NONE, Part.ALL, 500, 0, Optional.empty(), List.of());

    /** In whole sweeps. */
    public PairPreparation(
            final Preprocessing preprocessing,
            final Part epochs,
            final double epochMs,
            final double epochStartMs,
            final Optional<String> stimulusChannel,
            final List<Double> stimulusTimesMs) {
        this(preprocessing, epochs, epochMs, epochStartMs, stimulusChannel, stimulusTimesMs, TimeWindow.ALL);
    }

    /** The same in a window of each sweep. */
    public PairPreparation withWindow(final TimeWindow newWindow) {
        return new PairPreparation(
                preprocessing, epochs, epochMs, epochStartMs, stimulusChannel, stimulusTimesMs, newWindow);
    }

    /**
     * What is read of the sweeps.
     *
     * @param leftOut regions that are not correlated
     * @param settings for the lags, which need parts of twice the longest
     * @return the stretches
     */
    Stretches stretches(final List<Region> leftOut, final PairSettings settings) {
        return new Stretches(window, leftOut, epochs == Part.ALL ? 2 * settings.maxLagMs() : epochMs);
    }

    /** By how much a low-pass smears what is sharp, to either side. */
    double smearMs() {
        return preprocessing.highCutHz() > 0 ? 1000 / preprocessing.highCutHz() : 0;
    }

    /** Which part of the sweeps. */
    public enum Part {
        /** Whole sweeps. */
        ALL,
        /** Up states. */
        UP,
        /** Down states. */
        DOWN,
        /** Stretches around stimuli. */
        STIMULUS
    }

    /** @throws InputException if there is no way to know the stimuli that are wanted */
    public PairPreparation {
        stimulusTimesMs = List.copyOf(stimulusTimesMs);
        if (!(epochMs > 0)) throw new InputException("An epoch is " + epochMs + " ms long: it must be longer than 0.");
        if (epochs == Part.STIMULUS && stimulusChannel.isEmpty() && stimulusTimesMs.isEmpty())
            throw new InputException(
                    "Epochs around stimuli need stimulus_channel or stimulus_times_ms, and neither is given.");
    }

    /**
     * Prepares the pair of one recording.
     *
     * @param recording where the stimuli are
     * @param input its sweeps as they were read
     * @param settings for the levels
     * @param remarks where sentences for the reader go
     * @return what is to be correlated
     * @throws InputException if there are no such epochs
     */
    public PairInput prepare(
            final Recording recording, final PairInput input, final PairSettings settings, final List<String> remarks) {
        final PairInput treated = preprocessing.apply(input, remarks);
        return switch (epochs) {
            case ALL -> treated;
            case UP, DOWN ->
                Epochs.states(
                        treated,
                        epochs == Part.UP,
                        sweep -> new CellView(
                                        sweep.modeA(), settings.levelA().or(() -> settings.level(sweep.potentialAMv())))
                                .direction(),
                        epochMs);
            case STIMULUS -> {
                final Optional<Channel> channel = stimulusChannel.map(recording::channel);
                yield Epochs.around(
                        treated,
                        sweep -> channel.map(c -> Epochs.stimuliMs(recording, c, sweep.sweep()))
                                .orElseGet(() -> stimulusTimesMs.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray()),
                        epochStartMs,
                        epochMs);
            }
        };
    }
}
