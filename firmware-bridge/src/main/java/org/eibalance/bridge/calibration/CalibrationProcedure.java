package org.eibalance.bridge.calibration;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.eibalance.bridge.link.DeviceException;
import org.eibalance.bridge.link.EmbeddedCell;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.bridge.session.InjectedConductance;
import org.eibalance.bridge.session.RunListener;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;

/**
 * Measures a rig on a model cell of known resistance, or on a cell that is used like one: currents at thirteen levels
 * for the resistance and the offset, then short steps, averaged, for electrode, latency and capacitance. No conductance
 * is injected.
 *
 * @param knownMohm resistance of the model cell, its series resistance included
 * @param restMv potential of the model cell without current; 0 for one that goes to ground
 * @param spanMv largest deflection that is made
 * @param settleMs time at each level, whose last third is averaged; fifteen times the time constant of the model cell
 * @param steps how many are averaged
 */
public record CalibrationProcedure(double knownMohm, double restMv, double spanMv, int settleMs, int steps) {

    /** On a model cell of 200 MOhm that rests at −70 mV, as the embedded one. */
    public static final CalibrationProcedure DEFAULT = new CalibrationProcedure(200, -70, 20, 300, 20);

    /** In a cell of about 200 MOhm, with currents that it answers linearly; offsets are not used, so rest is 0. */
    public static final CalibrationProcedure IN_CELL = new CalibrationProcedure(200, 0, 5, 400, 50);

    /** A cell of the embedded device has no noise: few steps are enough. */
    private static final int EMBEDDED_STEPS = 5;

    private static final int LEVELS = 13;
    private static final double STEP_MS = 20;
    private static final double BEFORE_MS = 5;

    /** The current limit of a calibration, and what is asked for: the scaling is what is being found out. */
    private static final double HEADROOM = 1.25;

    /** A level is taken for settled after fifteen time constants; a membrane slower than this was not. */
    private static final double MAX_MEMBRANE_SHARE = 0.2;

    /** Checks the ranges. */
    public CalibrationProcedure {
        if (!(knownMohm >= 1 && knownMohm <= 10_000))
            throw new InputException(
                    "The model cell has " + knownMohm + " MOhm: a resistance from 1 to 10000 MOhm was expected.");
        if (!(spanMv >= 1 && spanMv <= 50))
            throw new InputException("The span is " + spanMv + " mV: 1 to 50 mV were expected.");
        if (settleMs < 20 || steps < 1) throw new IllegalArgumentException(settleMs + " ms, " + steps + " steps");
    }

    /**
     * For a passive cell of the embedded device, whose values are known.
     *
     * @param cell the cell
     * @return the procedure
     */
    public static CalibrationProcedure of(final EmbeddedCell cell) {
        return new CalibrationProcedure(
                1000 / cell.leakNs(), cell.leakReversalMv(), DEFAULT.spanMv, DEFAULT.settleMs, EMBEDDED_STEPS);
    }

    /**
     * Measures.
     *
     * @param session with the device; nothing may be running
     * @param input line of V that a meter gave; {@link LineFit#NONE} for none
     * @param output line of the current that a meter gave
     * @param today date to note
     * @param progress is given the share that is done
     * @return what was found; {@link RigCalibration#objection} says whether it is right
     * @throws DeviceException if the device ends a run, telemetry is missing, or the answer to a step is not that of an
     *     electrode and a membrane
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public RigCalibration measure(
            final Session session,
            final LineFit input,
            final LineFit output,
            final LocalDate today,
            final DoubleConsumer progress) {
        final int loopHz = session.device().loopHz();
        final double largestPa =
                Math.min(spanMv / knownMohm * 1000, 0.9 * session.device().hardLimitPa());
        final double[] pa = new double[LEVELS];
        final double[] mv = new double[LEVELS];
        double noise = 0;
        for (int k = 0; k < LEVELS; k++) {
            final double asked = largestPa * (2.0 * k / (LEVELS - 1) - 1);
            final Trace trace =
                    record(session, Current.constant(asked), settleMs, Math.max(1, loopHz / 10_000), largestPa, 0);
            final int from = trace.length * 2 / 3;
            mv[k] = mean(trace.mv, from, trace.length);
            if (k == 0) checkSettled(trace, from, mv[0]);
            pa[k] = mean(trace.commandPa, from, trace.length);
            if (k == LEVELS / 2) noise = deviation(trace.mv, from, trace.length, mv[k]);
            progress.accept(0.7 * (k + 1) / LEVELS);
        }
        final LineFit resistance = LineFit.of(pa, mv);
        final StepFit step = step(session, loopHz, largestPa, resistance.slope() * 1000, noise);
        progress.accept(1);
        final double tickUs = 1e6 / loopHz;
        final double measuredMohm = resistance.slope() * 1000;
        return new RigCalibration(
                session.device().board(),
                session.device().serialText(),
                today.toString(),
                session.calibration().crc(),
                input,
                output,
                resistance,
                knownMohm,
                measuredMohm,
                (resistance.intercept() - restMv) / resistance.slope(),
                step.seriesMohm(),
                step.electrodeUs(),
                step.delayUs() + tickUs,
                step.membraneMs() * 1000 / step.membraneMohm(),
                noise);
    }

    /** At the first level, which is the furthest from rest. */
    private void checkSettled(final Trace trace, final int from, final double mv) {
        final int middle = (from + trace.length) / 2;
        final double drift = Math.abs(mean(trace.mv, middle, trace.length) - mean(trace.mv, from, middle));
        if (drift > 0.005 * spanMv + 0.05)
            throw new DeviceException("After " + settleMs
                    + " ms of a steady current V still moves: a longer settle_ms was expected, fifteen "
                    + "time constants of the model cell.");
    }

    private StepFit step(
            final Session session, final int loopHz, final double pa, final double totalMohm, final double noiseMv) {
        final double periodMs = STEP_MS + settleMs;
        final Trace trace = record(
                session,
                new Current(0, (float) pa, (float) BEFORE_MS, (float) STEP_MS, (float) periodMs, 0, 0, 0, 0),
                (int) Math.round((steps + 1) * periodMs),
                1,
                pa,
                pa * loopHz / 1000);
        final int period = (int) Math.round(periodMs * loopHz / 1000);
        final int before = (int) Math.round(BEFORE_MS * loopHz / 1000);
        final double[] mean = new double[(int) Math.round(STEP_MS * loopHz / 1000)];
        final int periods = trace.length / period;
        // The first still has the end of the last level in it.
        for (int p = 1; p < periods; p++) {
            final int from = p * period + before;
            final double rest = mean(trace.mv, from - before / 2, from);
            for (int i = 0; i < mean.length; i++) mean[i] += (trace.mv[from + i] - rest) / (periods - 1);
        }
        final double asked = mean(trace.commandPa, before + 1, before + mean.length / 2);
        return StepFit.of(
                mean,
                1e6 / loopHz,
                asked,
                totalMohm,
                noiseMv / Math.sqrt(Math.max(1, periods - 1)),
                MAX_MEMBRANE_SHARE * settleMs);
    }

    /** What a run gave. */
    private static final class Trace implements RunListener {

        private float[] mv = new float[1024];
        private float[] commandPa = new float[1024];
        private int length;

        @Override
        public void began(final long tick) {
            length = 0;
        }

        @Override
        public void samples(final float[][] samples, final int n) {
            if (length + n > mv.length) {
                mv = Arrays.copyOf(mv, 2 * (length + n));
                commandPa = Arrays.copyOf(commandPa, 2 * (length + n));
            }
            System.arraycopy(samples[0], 0, mv, length, n);
            System.arraycopy(samples[2], 0, commandPa, length, n);
            length += n;
        }

        @Override
        public void happened(final double timeS, final String text) {
            // the outcome says it
        }
    }

    private static Trace record(
            final Session session,
            final Current current,
            final int ms,
            final int every,
            final double largestPa,
            final double paPerMs) {
        final int loopHz = session.device().loopHz();
        final double hardLimitPa = session.device().hardLimitPa();
        final double limitPa = Math.min(HEADROOM * largestPa, hardLimitPa);
        final SafetyLimits limits = SafetyLimits.defaults(1, paPerMs, ms / 1000.0, hardLimitPa)
                .withLimitPa(limitPa, hardLimitPa)
                .withChargePc(limitPa * Math.max(1, ms / 1000.0));
        final float tickUs = (float) (1e6 / loopHz);
        final Configure configuration = Configurations.of(
                limits, loopHz, every, new StabilityLimit(0, 0, tickUs, 100), 0, 1, 0, -70, Optional.empty());
        final Trace trace = new Trace();
        final RunOutcome outcome = session.run(
                new RunPlan(
                        configuration,
                        List.of(current),
                        Optional.empty(),
                        (int) ((long) ms * loopHz / 1000),
                        0,
                        InjectedConductance.NONE),
                trace);
        if (!outcome.complete()) throw new DeviceException("The calibration was broken off: " + outcome.sentence());
        if (outcome.missing() > 0)
            throw new DeviceException("The calibration was broken off: " + outcome.missing()
                    + " samples did not come, a faster line to the device was expected.");
        return trace;
    }

    private static double mean(final float[] values, final int from, final int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += values[i];
        return sum / (to - from);
    }

    private static double deviation(final float[] values, final int from, final int to, final double mean) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += (values[i] - mean) * (values[i] - mean);
        return Math.sqrt(sum / (to - from));
    }
}
