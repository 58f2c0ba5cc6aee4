package org.eibalance.analysis.conductance.balance;

import org.eibalance.analysis.conductance.PassiveCell;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.recording.InputException;

/**
 * The potential at which conductances hold a neuron, with its total conductance and time constant.
 *
 * <p>Synaptic currents alone cancel at V where g_I / g_E = (E_E − V) / (V − E_I). A neuron with leak and injected
 * current rests at the mean of all reversal potentials weighted with their conductances (plus I / G), with total
 * conductance G and time constant C / G: in the high-conductance state a few times less than at rest (Destexhe, Rudolph
 * and Paré 2003, Nat. Rev. Neurosci. 4:739).
 *
 * @param potentialMv where the membrane rests on average
 * @param excitatoryNs g_E
 * @param inhibitoryNs g_I
 * @param totalNs G = g_L + g_E + g_I
 * @param conductanceRatio G / g_L
 * @param timeConstantMs C / G
 * @param restTimeConstantMs C / g_L
 */
public record BalancePoint(
        double potentialMv,
        double excitatoryNs,
        double inhibitoryNs,
        double totalNs,
        double conductanceRatio,
        double timeConstantMs,
        double restTimeConstantMs) {

    /** Default of g_E. */
    public static final double DEFAULT_EXCITATORY_NS = 10;

    /** Default of the potential at which a cell is held. */
    public static final double DEFAULT_TARGET_MV = -60;

    /**
     * The balance rule, of synaptic currents alone.
     *
     * @param potentialMv V, between E_I and E_E
     * @param reversals E_E and E_I
     * @return g_I / g_E
     * @throws InputException if V does not lie between E_I and E_E
     */
    public static double balancedRatio(final double potentialMv, final ReversalPotentials reversals) {
        between(potentialMv, reversals);
        return (reversals.excitatoryMv() - potentialMv) / (potentialMv - reversals.inhibitoryMv());
    }

    /**
     * The potential at which a ratio balances, of synaptic currents alone.
     *
     * @param ratio g_I / g_E, at least 0
     * @param reversals E_E and E_I
     * @return V in mV
     * @throws InputException if the ratio is negative
     */
    public static double balancedPotentialMv(final double ratio, final ReversalPotentials reversals) {
        if (!(ratio >= 0)) throw new InputException("The ratio g_I / g_E is " + ratio + ": it must be at least 0.");
        return (reversals.excitatoryMv() + ratio * reversals.inhibitoryMv()) / (1 + ratio);
    }

    /**
     * The potential and the time constant that given conductances lead to.
     *
     * @param cell the cell
     * @param injectedPa steady current, positive depolarises
     * @param excitatoryNs g_E, at least 0
     * @param inhibitoryNs g_I, at least 0
     * @param reversals E_E and E_I
     * @return potential, conductances and time constants
     * @throws InputException if a conductance is negative
     */
    public static BalancePoint of(
            final PassiveCell cell,
            final double injectedPa,
            final double excitatoryNs,
            final double inhibitoryNs,
            final ReversalPotentials reversals) {
        if (!(excitatoryNs >= 0) || !(inhibitoryNs >= 0))
            throw new InputException(
                    "Conductances of " + excitatoryNs + " and " + inhibitoryNs + " nS: both must be at least 0.");
        final double totalNs = cell.leakNs() + excitatoryNs + inhibitoryNs;
        final double potentialMv = (cell.leakNs() * cell.leakReversalMv()
                        + excitatoryNs * reversals.excitatoryMv()
                        + inhibitoryNs * reversals.inhibitoryMv()
                        + injectedPa)
                / totalNs;
        return new BalancePoint(
                potentialMv,
                excitatoryNs,
                inhibitoryNs,
                totalNs,
                totalNs / cell.leakNs(),
                cell.capacitancePf() / totalNs,
                cell.capacitancePf() / cell.leakNs());
    }

    /**
     * The inhibition that holds a cell at a potential against a given excitation.
     *
     * @param cell the cell
     * @param injectedPa steady current, positive depolarises
     * @param excitatoryNs g_E, at least 0
     * @param potentialMv V, between E_I and E_E
     * @param reversals E_E and E_I
     * @return potential, conductances and time constants
     * @throws InputException if no inhibition can do that, because leak and injected current hold the cell below V
     */
    public static BalancePoint holding(
            final PassiveCell cell,
            final double injectedPa,
            final double excitatoryNs,
            final double potentialMv,
            final ReversalPotentials reversals) {
        between(potentialMv, reversals);
        final double inwardPa = excitatoryNs * (reversals.excitatoryMv() - potentialMv)
                + cell.leakNs() * (cell.leakReversalMv() - potentialMv)
                + injectedPa;
        if (inwardPa < 0)
            throw new InputException("No inhibition holds this cell at " + potentialMv + " mV: with " + excitatoryNs
                    + " nS of excitation it stays below that even without inhibition.");
        return of(cell, injectedPa, excitatoryNs, inwardPa / (potentialMv - reversals.inhibitoryMv()), reversals);
    }

    private static void between(final double potentialMv, final ReversalPotentials reversals) {
        if (!(potentialMv > reversals.inhibitoryMv() && potentialMv < reversals.excitatoryMv()))
            throw new InputException("A potential of " + potentialMv
                    + " mV cannot be balanced: it must lie between the reversal potentials, " + reversals.inhibitoryMv()
                    + " and " + reversals.excitatoryMv() + " mV.");
    }
}
