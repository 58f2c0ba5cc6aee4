package org.eibalance.analysis.conductance;

import org.eibalance.recording.InputException;

/**
 * A cell without its synapses, as a quiescent state shows it.
 *
 * @param capacitancePf C, above 0
 * @param leakNs g_L, above 0
 * @param leakReversalMv E_L
 */
public record PassiveCell(double capacitancePf, double leakNs, double leakReversalMv) {

    /** 200 pF and 10 nS at −70 mV: a time constant of 20 ms. */
    public static final PassiveCell DEFAULT = new PassiveCell(200, 10, -70);

    /** Checks the ranges. */
    public PassiveCell {
        if (!(capacitancePf > 0))
            throw new InputException("The capacitance is " + capacitancePf + " pF: it must be above 0.");
        if (!(leakNs > 0)) throw new InputException("The leak is " + leakNs + " nS: it must be above 0.");
        if (Double.isNaN(leakReversalMv)) throw new InputException("The reversal potential of the leak is not given.");
    }
}
