package org.eibalance.analysis.pair;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.pair.input.Pairing;

/** The correlograms of a pair, one for each pairing that its sweeps have. */
public final class PairResult {

    private final double[] lagsMs;
    private final List<PairCorrelogram> groups;

    PairResult(final double[] lagsMs, final List<PairCorrelogram> groups) {
        this.lagsMs = lagsMs;
        this.groups = List.copyOf(groups);
    }

    /** The lags in ms, ascending, 0 in the middle; positive where cell B follows cell A. Not a copy. */
    public double[] lagsMs() {
        return lagsMs;
    }

    /** One for each pairing that occurs, in the order HH, DD, HD, DH, unknown. */
    public List<PairCorrelogram> groups() {
        return groups;
    }

    /**
     * The correlogram of one pairing.
     *
     * @param pairing the pairing
     * @return its correlogram; empty where no sweep has it
     */
    public Optional<PairCorrelogram> group(final Pairing pairing) {
        return groups.stream().filter(group -> group.pairing() == pairing).findFirst();
    }
}
