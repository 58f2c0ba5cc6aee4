package org.eibalance.rig;

import java.util.List;
import org.eibalance.recording.Recording;
import org.eibalance.waveform.ConductancePair;

/**
 * A recording from the virtual rig, with what the rig knows and no experimenter does.
 *
 * @param recording what the amplifiers saw
 * @param truth the synaptic conductances, [sweep][cell]
 */
public record SimulatedRecording(Recording recording, List<List<ConductancePair>> truth) {}
