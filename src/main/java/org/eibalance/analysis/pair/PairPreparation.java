package org.eibalance.analysis.pair;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.pair.input.CellView;
import org.eibalance.analysis.pair.input.Epochs;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.Preprocessing;
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
 * @param stimulusTimesMs times of the stimuli in each sweep; empty where a channel is
 */
public record PairPreparation(
        Preprocessing preprocessing,
        Part epochs,
        double epochMs,
        double epochStartMs,
        Optional<String> stimulusChannel,
        List<Double> stimulusTimesMs) {

    /** Whole sweeps as they are. */
    public static final PairPreparation NONE =
            new PairPreparation(Preprocessing.NONE, Part.ALL, 500, 0, Optional.empty(), List.of());

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
     * @param input its whole sweeps
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
