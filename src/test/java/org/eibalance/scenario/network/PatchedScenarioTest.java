package org.eibalance.scenario.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.eibalance.recording.InputException;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.catalogue.Scenarios;
import org.eibalance.waveform.ConductancePair;
import org.junit.jupiter.api.Test;

/** Conductances taken out of a scenario's network. */
class PatchedScenarioTest {

    private static final ScenarioRun RUN = new ScenarioRun(1, 1, done -> {});

    @Test
    void aNeuronOfEachHasTheConductancesOfItsInputs() {
        for (final String name : new String[] {"coba", "coba-hh", "okun-lampl-pair"}) {
            final ConductancePair pair = Scenarios.findPatched(name).conductances(Map.of(), 150, 50, RUN);
            assertEquals(500, pair.samples(), name);
            assertEquals(0.1, pair.stepMs(), name);
            assertTrue(Arrays.stream(pair.excitatoryNs()).average().orElseThrow() > 1, name);
            assertTrue(Arrays.stream(pair.inhibitoryNs()).average().orElseThrow() > 1, name);
        }
    }

    @Test
    void theyDoNotDependOnWhereTheFirstSampleLiesNorOnThreads() {
        final Map<String, Double> small = Map.of("neurons", 1000.0, "connection_probability", 0.08);
        final ConductancePair whole = Scenarios.findPatched("coba").conductances(small, 0, 120, RUN);
        final ConductancePair end =
                Scenarios.findPatched("coba").conductances(small, 100, 20, new ScenarioRun(1, 2, done -> {}));
        assertArrayEquals(Arrays.copyOfRange(whole.excitatoryNs(), 1000, 1200), end.excitatoryNs());
        assertArrayEquals(Arrays.copyOfRange(whole.inhibitoryNs(), 1000, 1200), end.inhibitoryNs());
    }

    @Test
    void whatHasNoSuchNeuronIsRefused() {
        assertTrue(assertThrows(InputException.class, () -> Scenarios.findPatched("brunel"))
                .getMessage()
                .contains("coba or coba-hh or okun-lampl-pair"));
        assertThrows(InputException.class, () -> Scenarios.findPatched("coba").conductances(Map.of(), 100, -1, RUN));
        assertThrows(
                InputException.class,
                () -> Scenarios.findPatched("coba")
                        .conductances(Map.of("excitatory_ns", 0.0, "inhibitory_ns", 1000.0), 500, 20, RUN),
                "silent");
    }
}
