package org.eibalance.analysis.conductance.trials;

import java.util.List;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.rig.Amplifier;
import org.eibalance.rig.CellExperiment;
import org.eibalance.rig.ClampProtocol;
import org.eibalance.rig.Pipette;
import org.eibalance.rig.PointNeuron;
import org.eibalance.rig.SynapticInput;

/**
 * A cell of 8 nS that reverses at −70 mV, held at −70 mV for 200 ms and then stepped to −90 to −50 mV until 600 ms,
 * with 4 nS of excitation from 420 ms and 9 nS of inhibition from 423 ms, behind a junction potential of 10 mV. The
 * mean command of a sweep is none of its levels.
 */
public final class StepFamily {

    /** Interval of sampling. */
    public static final double STEP_MS = 0.1;

    private static final int SAMPLES = 6000;

    private StepFamily() {}

    /** Three sweeps a level, the levels alternating. */
    public static Recording record() {
        return record(ClampProtocol.Pulse.NONE, new Pipette(0, 0, 0, 0, 10), 5);
    }

    /** The same with a test pulse, behind a pipette. */
    public static Recording record(final ClampProtocol.Pulse pulse, final Pipette pipette, final double noisePa) {
        return new CellExperiment(
                        new PointNeuron(150, 8, -70, 0, -75),
                        pipette,
                        new Amplifier(0, noisePa, 0),
                        SynapticInput.transients(
                                new SynapticInput.Transient(4, 1, 8, 420),
                                new SynapticInput.Transient(9, 2, 25, 423),
                                SAMPLES,
                                STEP_MS),
                        new ClampProtocol(
                                        ClampMode.VOLTAGE_CLAMP,
                                        List.of(-90.0, -80.0, -70.0, -60.0, -50.0),
                                        3,
                                        SAMPLES * STEP_MS,
                                        pulse,
                                        List.of())
                                .withHolding(-70, 200),
                        STEP_MS,
                        1)
                .run("steps")
                .recording();
    }
}
