package org.eibalance.validation;

import java.util.List;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.recording.InputException;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.ModelCell;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.TwoCompartmentNeuron;

/**
 * What a validation of an estimator tries.
 *
 * @param estimator which
 * @param neuron the cell, or the soma of one with a dendrite
 * @param dendriticShare share of the excitation that lies on a dendrite with as much membrane as the soma; 0 for a cell
 *     of one compartment
 * @param pipette the pipette
 * @param amplifier filter and noise
 * @param excitatoryNs largest g_E that is tried
 * @param inhibitoryNs largest g_I that is tried
 * @param delayMs by how much inhibition comes later
 * @param eventNs median peak of the largest spontaneous events that are tried
 * @param eventRateHz how many of them there are a second, of either kind
 * @param levels of the protocol, mV or pA as the estimator needs; empty for usual ones
 * @param sweepsPerLevel sweeps at each level
 * @param correction of the series resistance
 * @param sizes how many sizes of the conductances are tried, from the largest over the number to the largest
 * @param repetitions recordings of each size
 * @param stepMs interval of sampling
 * @param seed of all random numbers
 */
public record ValidationSettings(
        Estimator estimator,
        PointNeuron neuron,
        double dendriticShare,
        Pipette pipette,
        Amplifier amplifier,
        double excitatoryNs,
        double inhibitoryNs,
        double delayMs,
        double eventNs,
        double eventRateHz,
        List<Double> levels,
        int sweepsPerLevel,
        SeriesCorrection correction,
        int sizes,
        int repetitions,
        double stepMs,
        long seed) {

    /** Estimators that can be validated. */
    public enum Estimator {
        /** Decomposition of voltage-clamp sweeps at several levels. */
        VOLTAGE_CLAMP,
        /** Decomposition of current-clamp sweeps at several currents. */
        CURRENT_CLAMP,
        /** Current-voltage lines through time. */
        SLOPE,
        /** Moments of the potential at two currents. */
        VMD,
        /** Impedance at two frequencies. */
        IMPEDANCE,
        /** Relaxation time of the potential. */
        RELAXATION,
        /** Conductances before upward crossings of a threshold. */
        SPIKE_TRIGGERED,
        /** Differences of the potential from sample to sample; experimental. */
        OVERSAMPLING,
        /** Detection of spontaneous events, near the reversal of inhibition and near that of excitation. */
        EVENTS,
        /** Lag of the correlogram of two cells, one showing excitation and one inhibition. */
        PAIR
    }

    /** Takes a copy and checks the ranges. */
    public ValidationSettings {
        levels = List.copyOf(levels);
        if (!(excitatoryNs > 0) || !(inhibitoryNs > 0))
            throw new InputException("The conductances to be tried must be above 0 nS.");
        if (!(eventNs > 0) || !(eventRateHz > 0))
            throw new InputException("Size and rate of the spontaneous events must be above 0.");
        if (sizes < 1 || repetitions < 1 || sweepsPerLevel < 1)
            throw new InputException("Sizes, repetitions and sweeps per level must be at least 1.");
        if (!(stepMs > 0 && stepMs <= 1))
            throw new InputException(
                    "The interval of sampling is " + stepMs + " ms: it must lie above 0 and be at most 1.");
        if (!(dendriticShare >= 0 && dendriticShare <= 1))
            throw new InputException("The dendritic share is " + dendriticShare + ": it must lie from 0 to 1.");
    }

    /** The cell as the rig clamps it. */
    ModelCell cell() {
        if (dendriticShare == 0) return neuron;
        // The dendrite takes half of the membrane, and is coupled by as much as ten times its leak.
        final PointNeuron soma = new PointNeuron(
                neuron.capacitancePf() / 2,
                neuron.leakNs() / 2,
                neuron.leakReversalMv(),
                neuron.excitatoryReversalMv(),
                neuron.inhibitoryReversalMv());
        return new TwoCompartmentNeuron(
                soma, neuron.capacitancePf() / 2, neuron.leakNs() / 2, 5 * neuron.leakNs(), dendriticShare, 0);
    }
}
