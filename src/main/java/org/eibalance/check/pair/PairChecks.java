package org.eibalance.check.pair;

import java.util.List;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.check.Check;
import org.eibalance.check.Checks;

/** The checks of a pair, in the order in which a person reads them. */
public final class PairChecks {

    /** Put to the whole study. */
    public static final List<Check<PairStudy.Result>> OF_STUDY =
            List.of(new TwoCells(), new CommandsAtRest(), new CoupledElectrically(), new CrossTalk());

    /** Put to each pairing of holding levels. */
    public static final List<Check<PairingResult>> OF_PAIRING = List.of(
            new CommonArtefact(),
            new HumApart(),
            new BeyondChance(),
            new EnvelopesKept(),
            new SignOfPairing(),
            new CorrectedLag());

    /** What each sentence about a correlation and its lag rests on. */
    private static final String[] CORRELATION = {
        TwoCells.NAME,
        CommandsAtRest.NAME,
        CrossTalk.NAME,
        CommonArtefact.NAME,
        HumApart.NAME,
        BeyondChance.NAME,
        EnvelopesKept.NAME,
        SignOfPairing.NAME
    };

    private PairChecks() {}

    /**
     * Checks one pairing.
     *
     * @param pairing what was found for it
     * @return what its checks found
     */
    public static Checks of(final PairingResult pairing) {
        return Checks.of(pairing, OF_PAIRING);
    }

    /** The names of the checks that each sentence about a correlation and its lag rests on, the first reason first. */
    public static String[] correlation() {
        return CORRELATION.clone();
    }

    /**
     * Checks the whole study, but not its pairings.
     *
     * @param result the study
     * @return what its checks found
     */
    public static Checks ofStudy(final PairStudy.Result result) {
        return Checks.of(result, OF_STUDY);
    }

    /**
     * Checks the whole study; of several pairings the worst counts, and is named.
     *
     * @param result the study
     * @return what its checks found
     */
    public static Checks of(final PairStudy.Result result) {
        Checks all = ofStudy(result);
        if (result.pairings().size() == 1) return all.and(of(result.pairings().get(0)));
        for (final PairingResult pairing : result.pairings())
            all = all.and(of(pairing).in(pairing.pairing().label()));
        return all;
    }
}
