package org.eibalance.scenario.catalogue;

import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.criticality.AperiodicSlope;
import org.eibalance.scenario.criticality.Criticality;
import org.eibalance.scenario.disease.AlcoholWithdrawal;
import org.eibalance.scenario.disease.AmpaLoss;
import org.eibalance.scenario.disease.Epilepsy;
import org.eibalance.scenario.disease.Ketamine;
import org.eibalance.scenario.network.BalancedState;
import org.eibalance.scenario.network.Brunel;
import org.eibalance.scenario.network.Coba;
import org.eibalance.scenario.network.CobaHh;
import org.eibalance.scenario.network.Cuba;
import org.eibalance.scenario.network.FastResponse;
import org.eibalance.scenario.network.Homeostasis;
import org.eibalance.scenario.network.InhibitionStabilisedNetwork;
import org.eibalance.scenario.network.LinearEncoding;
import org.eibalance.scenario.network.OkunLamplPair;
import org.eibalance.scenario.network.PatchedScenario;
import org.eibalance.scenario.network.SanityCheck;
import org.eibalance.scenario.neuron.EffectiveSymmetry;
import org.eibalance.scenario.neuron.FeedforwardInhibition;
import org.eibalance.scenario.neuron.GainNormalisation;
import org.eibalance.scenario.neuron.HighConductance;
import org.eibalance.scenario.neuron.OperatingPointScenario;
import org.eibalance.scenario.neuron.ShadlenNewsome;
import org.eibalance.scenario.neuron.SoftkyKoch;
import org.eibalance.scenario.neuron.SynapticAdaptation;
import org.eibalance.scenario.rhythm.PingGamma;
import org.eibalance.scenario.rhythm.SubthalamicBeta;
import org.eibalance.scenario.rhythm.UpDownStates;

/** All scenarios. */
public final class Scenarios {

    private static final List<Scenario<?>> ALL = List.of(
            new SoftkyKoch(),
            new ShadlenNewsome(),
            new SanityCheck(),
            new BalancedState(),
            new LinearEncoding(),
            new FastResponse(),
            new Brunel(),
            new Coba(),
            new Cuba(),
            new CobaHh(),
            new OperatingPointScenario(),
            new HighConductance(),
            new OkunLamplPair(),
            new FeedforwardInhibition(),
            new Homeostasis(),
            new SynapticAdaptation(),
            new Criticality(),
            new GainNormalisation(),
            new PingGamma(),
            new SubthalamicBeta(),
            new InhibitionStabilisedNetwork(),
            new UpDownStates(),
            new Epilepsy(),
            new AmpaLoss(),
            new AlcoholWithdrawal(),
            new Ketamine(),
            new AperiodicSlope(),
            new EffectiveSymmetry());

    private Scenarios() {}

    /** All of them, in the order of the menu. */
    public static List<Scenario<?>> all() {
        return ALL;
    }

    /**
     * Finds a scenario.
     *
     * @param name its name in kebab case
     * @return the scenario
     * @throws InputException if there is none of that name
     */
    public static Scenario<?> find(final String name) {
        return ALL.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("There is no scenario '" + name + "': there are "
                        + ALL.stream().map(Scenario::name).collect(Collectors.joining(", ")) + "."));
    }

    /**
     * Finds a scenario with a neuron whose conductances can be recorded.
     *
     * @param name its name in kebab case
     * @return the scenario
     * @throws InputException if there is none of that name, or it has no such neuron
     */
    public static PatchedScenario<?> findPatched(final String name) {
        if (find(name) instanceof PatchedScenario<?> patched) return patched;
        throw new InputException(
                "The scenario " + name + " has no neuron whose conductances can be recorded: expected was "
                        + ALL.stream()
                                .filter(PatchedScenario.class::isInstance)
                                .map(Scenario::name)
                                .collect(Collectors.joining(" or "))
                        + ".");
    }
}
