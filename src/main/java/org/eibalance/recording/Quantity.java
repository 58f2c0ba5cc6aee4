package org.eibalance.recording;

/** What a unit measures, with the unit that this program uses for it. */
public enum Quantity {
    /** Electric potential, in mV. */
    VOLTAGE("V", -3),
    /** Electric current, in pA. */
    CURRENT("A", -12),
    /** Anything else, or unknown: values are kept as they are. */
    OTHER("", 0);

    private final String baseSymbol;
    private final int fieldExponent;

    Quantity(final String baseSymbol, final int fieldExponent) {
        this.baseSymbol = baseSymbol;
        this.fieldExponent = fieldExponent;
    }

    /** Symbol of the SI unit: V, A, or empty. */
    String baseSymbol() {
        return baseSymbol;
    }

    /** Power of ten of the field's unit in the SI unit: -3 for mV, -12 for pA. */
    int fieldExponent() {
        return fieldExponent;
    }
}
