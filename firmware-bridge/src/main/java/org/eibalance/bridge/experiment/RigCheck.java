package org.eibalance.bridge.experiment;

import java.util.List;
import java.util.Locale;
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
import org.eibalance.signal.Statistics;

/**
 * A run of its own before the one that was asked for: small hyperpolarising pulses in open loop, limited by the device
 * to {@link #LIMIT_PA}. V must answer with the right sign, and with the resistance that the seal test of this cell
 * showed. An amplifier with another gain than in the calibration, or with reversed leads, is found before a conductance
 * flows.
 *
 * <p>The resistance is the mean, over the pulses, of V at the end of a pulse less V before it, divided by the current
 * asked for; it includes what is left of the electrode's. A pulse lasts five time constants of the slowest cell that
 * would pass.
 */
public final class RigCheck {

    /** The device lets no more than this through in the check run. */
    public static final double LIMIT_PA = 20;

    /** By which factor the resistance may differ from the expected one, either way. */
    public static final double FACTOR = 1.5;

    /** The key of the expected resistance. */
    public static final String KEY = "expected_resistance_mohm";

    /** A cell is deflected by about this at most. */
    private static final double DEFLECTION_MV = 10;

    /** A cell is taken for this large, or for what is known of it where that is more. */
    private static final double CELL_PF = 150;

    private static final double TIME_CONSTANTS = 5;
    private static final double SHORTEST_MS = 100;
    private static final double LONGEST_MS = 3000;
    private static final double SERIES_MS = 2000;
    private static final int MOST_PULSES = 20;

    /** Two standard errors of the mean may be this share of the expected resistance: then the sign is no chance. */
    private static final double UNCERTAINTY = 1.0 / 3;

    private RigCheck() {}

    /**
     * Runs the check.
     *
     * @param session with the device; nothing may be running
     * @param stability of the rig, with its cell
     * @param expectedMohm resistance that the seal test showed, electrode included; 0 for none
     * @return the resistance that was found, in MOhm
     * @throws InputException if no resistance is given, or one outside 1 to 10000 MOhm; nothing is armed then
     * @throws DeviceException if V does not answer as expected, or the device ends the run; no current flows then
     */
    public static double mohm(final Session session, final StabilityLimit stability, final double expectedMohm) {
        if (expectedMohm == 0)
            throw new InputException(
                    KEY + " is not given: give the resistance that the seal test of this cell showed. A "
                            + "pulse of at most " + (int) LIMIT_PA + " pA must confirm it before anything is armed.");
        if (!(expectedMohm >= 1 && expectedMohm <= 10_000))
            throw new InputException(KEY + " is " + expectedMohm + ": 1 to 10000 MOhm were expected.");
        final double pa = -Math.min(LIMIT_PA, DEFLECTION_MV / expectedMohm * 1000);
        // MOhm times pF are us.
        final double tauMs = FACTOR * expectedMohm * Math.max(CELL_PF, stability.capacitancePf()) / 1000;
        final int ms = (int) Math.ceil(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, TIME_CONSTANTS * tauMs)));
        final int pulses = (int) Math.max(2, Math.min(MOST_PULSES, SERIES_MS / (2 * ms)));
        final double[] mohm = pulses(session, stability, pa, ms, pulses);
        final double mean = Statistics.mean(mohm);
        final double error = Statistics.sd(mohm) / Math.sqrt(pulses);
        judge(mean, error, expectedMohm, pa);
        return mean;
    }

    private static void judge(final double mohm, final double error, final double expectedMohm, final double pa) {
        final String found = String.format(
                Locale.ROOT,
                "Pulses of %.0f pA found %.4g MOhm (standard error %.2g) where %s says %.4g: ",
                pa,
                mohm,
                error,
                KEY,
                expectedMohm);
        final String remedy = " Nothing else was injected. Check the cell, the amplifier's gains and its leads against "
                + "those of the calibration, and run calibrate-device again where they have changed.";
        // Written so that what is no number is refused.
        if (!(2 * error <= UNCERTAINTY * expectedMohm))
            throw new DeviceException(found + "V is too unsteady to tell: a quieter cell, or one of larger "
                    + "resistance, was expected." + remedy);
        if (!(mohm > 0))
            throw new DeviceException(found + "V answers with the wrong sign, as with reversed leads." + remedy);
        if (!(mohm <= FACTOR * expectedMohm && mohm >= expectedMohm / FACTOR))
            throw new DeviceException(found + "a factor of at most " + FACTOR + " was expected." + remedy);
    }

    /** The resistance that each pulse shows, MOhm. */
    private static double[] pulses(
            final Session session, final StabilityLimit stability, final double pa, final int ms, final int pulses) {
        final int loopHz = session.device().loopHz();
        final double hardPa = session.device().hardLimitPa();
        final int every = Math.max(1, loopHz / 10_000);
        final double seconds = 2.0 * ms * pulses / 1000;
        final double limitPa = Math.min(LIMIT_PA, hardPa);
        final SafetyLimits limits = SafetyLimits.defaults(1, 0, seconds, hardPa)
                .withLimitPa(limitPa, hardPa)
                .withChargePc(limitPa * Math.max(1, seconds));
        final float current = (float) Math.max(pa, -limitPa);
        final Trace trace = new Trace((int) ((long) 2 * ms * pulses * loopHz / 1000 / every) + 1);
        final RunOutcome outcome = session.run(
                new RunPlan(
                        Configurations.of(limits, loopHz, every, stability, 0, 1, 0, -70, Optional.empty()),
                        List.of(new Current(0, current, ms, ms, 2 * ms, 0, 0, 0, 0)),
                        Optional.empty(),
                        (int) ((long) 2 * ms * pulses * loopHz / 1000),
                        0,
                        InjectedConductance.NONE),
                trace);
        if (!outcome.complete())
            throw new DeviceException(
                    "The check run before the injection did not go on to its end, and nothing else was injected: "
                            + outcome.sentence());
        final double perMs = loopHz / 1000.0 / every;
        final double[] mohm = new double[pulses];
        for (int k = 0; k < pulses; k++) {
            final double from = 2.0 * ms * k;
            final double before = trace.mean((from + ms * 2.0 / 3) * perMs, (from + ms) * perMs);
            final double at = trace.mean((from + ms * 5.0 / 3) * perMs, (from + 2 * ms) * perMs);
            mohm[k] = 1000 * (at - before) / current;
        }
        return mohm;
    }

    /** V of the run. */
    private static final class Trace implements RunListener {

        private final float[] mv;
        private int length;

        Trace(final int samples) {
            mv = new float[samples];
        }

        @Override
        public void began(final long tick) {
            length = 0;
        }

        @Override
        public void samples(final float[][] samples, final int n) {
            final int taken = Math.min(n, mv.length - length);
            System.arraycopy(samples[0], 0, mv, length, taken);
            length += taken;
        }

        @Override
        public void happened(final double timeS, final String text) {
            // the outcome says it
        }

        /** Mean of the samples that came; NaN where none did. */
        double mean(final double from, final double to) {
            double sum = 0;
            int n = 0;
            for (int i = (int) from; i < Math.min(length, (int) to); i++) {
                if (Float.isNaN(mv[i])) continue;
                sum += mv[i];
                n++;
            }
            return sum / n;
        }
    }
}
