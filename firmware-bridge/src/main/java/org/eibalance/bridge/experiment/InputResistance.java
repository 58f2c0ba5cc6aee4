package org.eibalance.bridge.experiment;

import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.calibration.Configurations;
import org.eibalance.bridge.calibration.SafetyLimits;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.bridge.session.InjectedConductance;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;

/** The input resistance of a cell from a short step of current, without conductances. */
public final class InputResistance {

    /** Default size of the step before an injection: small and hyperpolarising. */
    public static final double DEFAULT_STEP_PA = -20;

    /** Default length of the step. */
    public static final double DEFAULT_STEP_MS = 300;

    private static final double REST_MS = 100;

    private InputResistance() {}

    /**
     * Measures.
     *
     * @param session with the device
     * @param stability of the rig
     * @param stepPa size of the step, hyperpolarising as a rule
     * @param stepMs length; its last third is averaged
     * @param limitPa largest |I|, as of the runs; 0 for the default
     * @return resistance in MOhm, what is left of the electrode's included
     * @throws InputException if the step is none or above the limit, the device ends the run, or no resistance comes of
     *     it
     */
    public static double mohm(
            final Session session,
            final StabilityLimit stability,
            final double stepPa,
            final double stepMs,
            final double limitPa) {
        final int loopHz = session.device().loopHz();
        final int every = Math.max(1, loopHz / 10_000);
        final double totalMs = REST_MS + stepMs;
        SafetyLimits limits =
                SafetyLimits.defaults(1, 0, totalMs / 1000, session.device().hardLimitPa());
        if (limitPa != 0 && limitPa != SafetyLimits.DEFAULT_LIMIT_PA)
            limits = limits.withLimitPa(limitPa, session.device().hardLimitPa());
        if (!(Math.abs(stepPa) > 0 && Math.abs(stepPa) <= limits.limitPa()))
            throw new InputException("The step for the input resistance is " + stepPa
                    + " pA: one that is not 0 and within the limit of " + limits.limitPa() + " pA was expected.");
        final Mean mean =
                new Mean((int) (REST_MS / 2 * loopHz / 1000 / every), (int) (REST_MS * loopHz / 1000 / every), (int)
                        ((REST_MS + stepMs * 2 / 3) * loopHz / 1000 / every));
        final RunOutcome outcome = session.run(
                new RunPlan(
                        Configurations.of(limits, loopHz, every, stability, 0, 1, 0, -70, Optional.empty()),
                        List.of(new Current(0, (float) stepPa, (float) REST_MS, (float) stepMs + 1, 0, 0, 0, 0, 0)),
                        Optional.empty(),
                        (int) (totalMs * loopHz / 1000),
                        0,
                        InjectedConductance.NONE),
                mean);
        if (!outcome.complete())
            throw new DeviceException("The input resistance was not measured: " + outcome.sentence());
        // mV / pA = GOhm
        final double mohm = 1000 * mean.difference() / stepPa;
        if (!(mohm > 0 && mohm < 1e6))
            throw new DeviceException("The step of " + stepPa + " pA gives an input resistance of " + mohm
                    + " MOhm: one above 0 was expected, V must rest before and after.");
        return mohm;
    }

    /**
     * The input conductance of the cell alone.
     *
     * @param session with the device
     * @param stability of the rig; its series resistance is taken off
     * @param stepPa as for {@link #mohm}
     * @param stepMs as for {@link #mohm}
     * @param limitPa as for {@link #mohm}
     * @return conductance in nS
     * @throws InputException as for {@link #mohm}
     */
    public static double cellNs(
            final Session session,
            final StabilityLimit stability,
            final double stepPa,
            final double stepMs,
            final double limitPa) {
        return 1000 / (mohm(session, stability, stepPa, stepMs, limitPa) - stability.seriesMohm());
    }

    /** Means of V before the step and at its end. */
    private static final class Mean implements RunListener {

        private final int restFrom;
        private final int restTo;
        private final int stepFrom;
        private final double[] sum = new double[2];
        private final int[] n = new int[2];
        private int at;

        Mean(final int restFrom, final int restTo, final int stepFrom) {
            this.restFrom = restFrom;
            this.restTo = restTo;
            this.stepFrom = stepFrom;
        }

        @Override
        public void began(final long tick) {
            at = 0;
        }

        @Override
        public void samples(final float[][] samples, final int length) {
            for (int i = 0; i < length; i++, at++) {
                final int part = at >= stepFrom ? 1 : at >= restFrom && at < restTo ? 0 : -1;
                if (part < 0 || Float.isNaN(samples[0][i])) continue;
                sum[part] += samples[0][i];
                n[part]++;
            }
        }

        @Override
        public void happened(final double timeS, final String text) {
            // the outcome says it
        }

        double difference() {
            return sum[1] / n[1] - sum[0] / n[0];
        }
    }
}
