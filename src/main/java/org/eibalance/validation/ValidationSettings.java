package org.eibalance.validation;

import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.SeriesCorrection;
import org.eibalance.recording.InputException;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.ModelCell;
import org.eibalance.rig.NoiseAsRecorded;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.TwoCompartmentNeuron;

/**
 * The rig, the cell and the conductances with which an estimator is validated.
 *
 * @param estimator which
 * @param neuron the cell; with a dendrite, soma and dendrite together
 * @param dendriticShare share of the excitation on a dendrite with as much membrane as the soma; 0 for a cell of one
 *     compartment
 * @param pipette the pipette
 * @param amplifier filter and noise
 * @param excitatoryNs largest g_E that is simulated
 * @param inhibitoryNs largest g_I that is simulated
 * @param delayMs time of inhibition after excitation
 * @param eventNs median peak of the largest spontaneous events that are simulated
 * @param eventRateHz rate of these events, of each kind
 * @param levels of the protocol, mV or pA as the estimator needs; empty for its default ones
 * @param sweepsPerLevel sweeps at each level
 * @param correction of the series resistance
 * @param sizes how many sizes of the conductances are simulated: the k-th is the largest times k / sizes
 * @param repetitions recordings of each size
 * @param stepMs interval of sampling
 * @param details what else the recordings have
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
        RigDetails details,
        long seed) {

    /** The noise as recorded is that of a stretch of this length, or of a sweep where that is shorter. */
    private static final double NOISE_STRETCH_MS = 1000;

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
        PAIR;

        /** Its name on the command line and in tables, such as voltage-clamp. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Decomposition in voltage clamp, of up to 5 and 8 nS with a delay of 2 ms, in a cell of 150 pF and 8 nS behind 15
     * MOhm and a filter of 5 kHz: ten sweeps a level, four recordings of each of five sizes.
     */
    public static final ValidationSettings DEFAULT = new ValidationSettings(
            Estimator.VOLTAGE_CLAMP,
            new PointNeuron(
                    150, 8, -70, ReversalPotentials.DEFAULT.excitatoryMv(), ReversalPotentials.DEFAULT.inhibitoryMv()),
            0,
            new Pipette(15, 0, 0, 0, 10),
            new Amplifier(5000, 5, 0.05),
            5,
            8,
            2,
            0.3,
            5,
            List.of(),
            10,
            SeriesCorrection.DYNAMIC,
            5,
            4,
            0.05,
            1);

    /** Recordings with white noise and nothing else. */
    public ValidationSettings(
            final Estimator estimator,
            final PointNeuron neuron,
            final double dendriticShare,
            final Pipette pipette,
            final Amplifier amplifier,
            final double excitatoryNs,
            final double inhibitoryNs,
            final double delayMs,
            final double eventNs,
            final double eventRateHz,
            final List<Double> levels,
            final int sweepsPerLevel,
            final SeriesCorrection correction,
            final int sizes,
            final int repetitions,
            final double stepMs,
            final long seed) {
        this(
                estimator,
                neuron,
                dendriticShare,
                pipette,
                amplifier,
                excitatoryNs,
                inhibitoryNs,
                delayMs,
                eventNs,
                eventRateHz,
                levels,
                sweepsPerLevel,
                correction,
                sizes,
                repetitions,
                stepMs,
                RigDetails.NONE,
                seed);
    }

    /** Takes a copy and checks the ranges. */
    public ValidationSettings {
        levels = List.copyOf(levels);
        if (!(excitatoryNs > 0) || !(inhibitoryNs > 0))
            throw new InputException("The simulated conductances must be above 0 nS.");
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

    /** Filter, and the noise before it, of recordings with sweeps of this length. */
    Amplifier amplifier(final double sweepMs) {
        return NoiseAsRecorded.amplifier(
                amplifier,
                details.noiseSdPa(),
                details.noiseSdMv(),
                details.interference(),
                Math.min(sweepMs, NOISE_STRETCH_MS),
                stepMs);
    }

    /** The cell as the rig clamps it. */
    ModelCell cell() {
        if (dendriticShare == 0) return neuron;
        // The dendrite has half of the membrane; the coupling is ten times its leak.
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
