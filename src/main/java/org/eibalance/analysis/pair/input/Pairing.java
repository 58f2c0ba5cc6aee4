package org.eibalance.analysis.pair.input;

import java.util.Optional;

/** The levels of two cells, that of cell A first; in the order in which results are listed. */
public enum Pairing {
    /** Both hyperpolarised: excitation against excitation. */
    HH("HH"),
    /** Both depolarised: inhibition against inhibition. */
    DD("DD"),
    /** Excitation of cell A against inhibition of cell B. */
    HD("HD"),
    /** Inhibition of cell A against excitation of cell B. */
    DH("DH"),
    /** The level of a cell is not known. */
    UNKNOWN("unknown");

    private final String label;

    Pairing(final String label) {
        this.label = label;
    }

    /** HH, DD, HD, DH or unknown. */
    public String label() {
        return label;
    }

    /**
     * The pairing of two levels.
     *
     * @param cellA level of cell A, empty where unknown
     * @param cellB level of cell B, empty where unknown
     * @return the pairing
     */
    public static Pairing of(final Optional<HoldingLevel> cellA, final Optional<HoldingLevel> cellB) {
        if (cellA.isEmpty() || cellB.isEmpty()) return UNKNOWN;
        if (cellA.equals(cellB)) return cellA.get() == HoldingLevel.HYPERPOLARISED ? HH : DD;
        return cellA.get() == HoldingLevel.HYPERPOLARISED ? HD : DH;
    }

    /**
     * By how much inhibition follows excitation where cell B follows cell A.
     *
     * @param lagMs how much later cell B is
     * @return {@code lagMs} for HD, {@code -lagMs} for DH, else NaN
     */
    public double inhibitionAfterExcitationMs(final double lagMs) {
        return switch (this) {
            case HD -> lagMs;
            case DH -> 0 - lagMs; // No negative zero.
            default -> Double.NaN;
        };
    }
}
