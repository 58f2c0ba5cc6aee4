package org.eibalance.analysis.quality;

/**
 * Where a voltage step lies in an array of samples, and how high it is.
 *
 * @param baselineStart first sample of the level before the step
 * @param start first sample of the step; after {@code baselineStart}
 * @param end first sample after the step; after {@code start}
 * @param recoveryEnd up to here, exclusive, the command is back at the level before the step; {@code end} where it is
 *     not, or where that is not known
 * @param stepMv the level of the step minus that before it; not 0
 */
public record TestPulse(int baselineStart, int start, int end, int recoveryEnd, double stepMv) {

    /** Checks the order of the samples. */
    public TestPulse {
        if (!(0 <= baselineStart && baselineStart < start && start < end && end <= recoveryEnd))
            throw new IllegalArgumentException("a step from " + start + " to " + end + " with a baseline from "
                    + baselineStart + " and a recovery to " + recoveryEnd);
        if (!(Double.isFinite(stepMv) && stepMv != 0))
            throw new IllegalArgumentException("a step of " + stepMv + " mV");
    }

    /** The same pulse in an array that begins with the baseline. */
    TestPulse fromBaseline() {
        return new TestPulse(0, start - baselineStart, end - baselineStart, recoveryEnd - baselineStart, stepMv);
    }
}
