package org.eibalance.analysis.quality;

import org.eibalance.recording.InputException;

/**
 * What a laboratory still accepts of a cell in voltage clamp. Laboratories differ in it.
 *
 * @param raMohm mean access resistance
 * @param raDriftPercent its change from the first to the last sweep, without its sign
 * @param holdingDriftPa change of the holding current from the first to the last sweep, without its sign
 * @param noisePa standard deviation while the command rests
 */
public record QualityLimits(double raMohm, double raDriftPercent, double holdingDriftPa, double noisePa) {

    /**
     * 30 MOhm and 20 % are what most papers state; a change by 100 pA is that of a leak of 1.4 nS at -70 mV; 20 pA is
     * above the noise of any whole cell in a quiet rig, synaptic currents not counted.
     */
    public static final QualityLimits DEFAULT = new QualityLimits(30, 20, 100, 20);

    /** @throws InputException if one of them is not above 0 */
    public QualityLimits {
        if (!(raMohm > 0 && raDriftPercent > 0 && holdingDriftPa > 0 && noisePa > 0))
            throw new InputException("The limits are " + raMohm + " MOhm, " + raDriftPercent + " %, " + holdingDriftPa
                    + " pA and " + noisePa + " pA: each must be above 0.");
    }
}
