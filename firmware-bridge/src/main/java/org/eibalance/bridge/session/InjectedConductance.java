package org.eibalance.bridge.session;

/** The conductances that a device injects, as it computes them: what is recorded beside V. */
public interface InjectedConductance {

    /** No conductance at all: a current alone. */
    InjectedConductance NONE = (tick, into) -> {
        into[0] = 0;
        into[1] = 0;
    };

    /**
     * The conductances of a tick. Ticks are asked for in rising order.
     *
     * @param tick ticks since the run began, those in which the stream was held not counted
     * @param into g_E and g_I in nS
     */
    void at(long tick, double[] into);
}
