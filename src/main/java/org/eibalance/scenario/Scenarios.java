package org.eibalance.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.recording.InputException;

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
            new OperatingPoint(),
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
}
