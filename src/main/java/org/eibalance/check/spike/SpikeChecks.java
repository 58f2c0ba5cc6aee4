package org.eibalance.check.spike;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eibalance.analysis.criticality.BranchingResult;
import org.eibalance.analysis.field.SpectrumStudy;
import org.eibalance.analysis.spike.ChannelSpikes;
import org.eibalance.analysis.spike.SpikeTrains;
import org.eibalance.check.Check;
import org.eibalance.check.Checks;

/** The checks of spikes and of what is estimated from them, in the order in which a person reads them. */
public final class SpikeChecks {

    /** Put to the channels of a recording in which spikes were searched. */
    public static final List<Check<List<ChannelSpikes>>> OF_CHANNELS =
            List.of(new SignalsOfCells(), new SpikesApartFromJumps(), new SpikesAboveNoise());

    /** Put to trains. */
    public static final List<Check<SpikeTrains>> OF_TRAINS = List.of(new EnoughIntervals());

    /** Put to activity in bins. */
    public static final List<Check<List<double[]>>> OF_ACTIVITY = List.of(new EnoughActivity());

    /** Put to a branching ratio. */
    public static final List<Check<BranchingResult>> OF_BRANCHING = List.of(new BranchingFit());

    /** Put to a spectrum. */
    public static final List<Check<SpectrumStudy>> OF_SPECTRUM = List.of(new PeaksBeyondNoise());

    private SpikeChecks() {}

    /** The checks that anything said of spikes rests on. */
    public static String[] ofSpikes() {
        return new String[] {SignalsOfCells.NAME, SpikesApartFromJumps.NAME, SpikesAboveNoise.NAME};
    }

    /** The checks that a branching ratio rests on. */
    public static String[] ofBranching() {
        return Stream.concat(Arrays.stream(ofSpikes()), Stream.of(EnoughActivity.NAME, BranchingFit.NAME))
                .toArray(String[]::new);
    }

    /**
     * Checks trains.
     *
     * @param trains the spikes
     * @param channels how clearly they are spikes; empty for those of a table
     * @return what the checks found
     */
    public static Checks of(final SpikeTrains trains, final List<ChannelSpikes> channels) {
        return Checks.of(channels, OF_CHANNELS).and(Checks.of(trains, OF_TRAINS));
    }

    /**
     * Checks a branching ratio.
     *
     * @param activity events in each bin, for each stretch of time
     * @param result the estimate
     * @param channels how clearly the spikes are spikes; empty for those of a table
     * @return what the checks found
     */
    public static Checks of(
            final List<double[]> activity, final BranchingResult result, final List<ChannelSpikes> channels) {
        return Checks.of(channels, OF_CHANNELS)
                .and(Checks.of(activity, OF_ACTIVITY))
                .and(Checks.of(result, OF_BRANCHING));
    }
}
