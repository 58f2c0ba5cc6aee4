package org.eibalance.analysis.conductance;

/** How the voltage drop over the series resistance is corrected for. */
public enum SeriesCorrection {
    /** Not at all. */
    NONE,
    /**
     * V_m = V_cmd − LJP − R_s I. Right for steady currents only: fast conductances come out small and late, since the
     * capacitive current is taken for synaptic.
     */
    STATIC,
    /** As {@link #STATIC}, and I_m = I − C dV_m/dt. */
    DYNAMIC
}
