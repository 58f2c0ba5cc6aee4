package org.eibalance.check.pair;

import java.util.List;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.check.Check;
import org.eibalance.check.Checks;

/** The checks of a pair, in the order in which a person reads them. */
public final class PairChecks {

    /** Put to each pairing of holding levels. */
    public static final List<Check<PairingResult>> OF_PAIRING =
            List.of(new BeyondChance(), new EnvelopesKept(), new SignOfPairing(), new CorrectedLag());

    private PairChecks() {}

    /** Names of the checks that a lag, as it is read from the correlogram, rests on. */
    public static String[] ofLag() {
        return new String[] {BeyondChance.NAME, EnvelopesKept.NAME, SignOfPairing.NAME};
    }

    /**
     * Checks one pairing.
     *
     * @param pairing what was found for it
     * @return what its checks found
     */
    public static Checks of(final PairingResult pairing) {
        return Checks.of(pairing, OF_PAIRING);
    }

    /**
     * Checks the whole study; of several pairings the worst counts, and is named.
     *
     * @param result the study
     * @return what its checks found
     */
    public static Checks of(final PairStudy.Result result) {
        if (result.pairings().size() == 1) return of(result.pairings().get(0));
        Checks all = Checks.NONE;
        for (final PairingResult pairing : result.pairings())
            all = all.and(of(pairing).in(pairing.pairing().label()));
        return all;
    }
}
