package org.eibalance.analysis.pair.input;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Recording;
import org.eibalance.signal.Interval;
import org.eibalance.signal.Statistics;

/**
 * How much of a step in one cell reaches the other without a synapse, from steps of its command while the command of
 * the other rests. In current clamp the coupling coefficient, the change of the other potential over that of the
 * stepped one. In voltage clamp the junctional conductance, -ΔI₂/ΔV₁, where ΔV₁ is the step of the command less what
 * the series resistances take, ΔV₁ - R₁ ΔI₁ + R₂ ΔI₂: Ohm's law for two clamped cells and the junction between them,
 * the membrane of the other cell being large against its series resistance.
 *
 * @param value coefficient, or conductance in nS, by least squares through 0 over all steps; NaN where not measured
 * @param interval 95 % of the value, from the scatter over the steps
 * @param voltageClamp whether it is a conductance
 * @param steps how many steps
 * @param reason why nothing was measured, as the end of a sentence; empty where it was
 */
public record ElectricalCoupling(
        double value, Interval interval, boolean voltageClamp, int steps, Optional<String> reason) {

    /** Smaller coefficients hardly correlate two cells. */
    public static final double COEFFICIENT_TO_REPORT = 0.01;

    /** A few single channels of a gap junction; less is within what leakage between pipettes gives. */
    public static final double CONDUCTANCE_TO_REPORT_NS = 0.05;

    /** At most this much of a step is used. */
    private static final double MAX_MS = 200;

    /** Time before a step that gives the baseline: the last fifth of the rest before it, within these bounds. */
    private static final double MIN_BASELINE_MS = 10;

    private static final double MAX_BASELINE_MS = 50;

    /** Shorter steps are not used. */
    private static final double MIN_MS = 10;

    private static final int MIN_STEPS = 3;
    private static final double CONFIDENCE = 0.95;

    private static ElectricalCoupling not(final String reason) {
        return new ElectricalCoupling(Double.NaN, new Interval(Double.NaN, Double.NaN), false, 0, Optional.of(reason));
    }

    /** Whether there is a number. */
    public boolean measured() {
        return reason.isEmpty();
    }

    /** The coupling coefficient; NaN in voltage clamp and where it was not measured. */
    public double coefficient() {
        return voltageClamp ? Double.NaN : value;
    }

    /** The junctional conductance in nS; NaN in current clamp and where it was not measured. */
    public double conductanceNs() {
        return voltageClamp ? value : Double.NaN;
    }

    /** What is large enough to be reported. */
    public double limit() {
        return voltageClamp ? CONDUCTANCE_TO_REPORT_NS : COEFFICIENT_TO_REPORT;
    }

    /** Whether it is larger than the limit and its interval excludes 0. */
    public boolean found() {
        return measured() && Math.abs(value) > limit() && (interval.low() > 0 || interval.high() < 0);
    }

    /** The number with its interval. */
    public String words() {
        return voltageClamp
                ? String.format(
                        Locale.ROOT,
                        (value < 0 ? "-ΔI/ΔV" : "a junctional conductance") + " of %.3f nS (95 %%: %.3f to %.3f)",
                        value,
                        interval.low(),
                        interval.high())
                : String.format(
                        Locale.ROOT,
                        (value < 0 ? "ΔV/ΔV" : "a coupling coefficient") + " of %.3f (95 %%: %.3f to %.3f)",
                        value,
                        interval.low(),
                        interval.high());
    }

    /**
     * Measures it.
     *
     * @param recording the recording
     * @param from channel of the cell that is stepped
     * @param to channel of the other cell, of the same rate
     * @param sweeps 0-based sweeps
     * @param stepsFrom the command of the first in these sweeps; empty where it is not known
     * @param stepsTo the command of the other
     * @param seriesFrom series resistance of the stepped cell in MOhm, left after compensation; 0 where not known
     * @param seriesTo that of the other
     * @return what was found, or why nothing was
     */
    static ElectricalCoupling of(
            final Recording recording,
            final Channel from,
            final Channel to,
            final List<Integer> sweeps,
            final Optional<List<CommandSteps>> stepsFrom,
            final Optional<List<CommandSteps>> stepsTo,
            final double seriesFrom,
            final double seriesTo) {
        final boolean clamped = from.clampMode() == ClampMode.VOLTAGE_CLAMP;
        if (from.clampMode() == ClampMode.UNKNOWN || to.clampMode() == ClampMode.UNKNOWN)
            return not("what was clamped is not known of both channels");
        if (clamped != (to.clampMode() == ClampMode.VOLTAGE_CLAMP))
            return not("one cell is in voltage clamp and the other in current clamp");
        if (!CellChannels.hasTrueUnit(recording, from) || !CellChannels.hasTrueUnit(recording, to))
            return not("a channel has a unit that cannot be true");
        if (stepsFrom.isEmpty() || stepsTo.isEmpty()) return not("the commands of both cells are not known");
        final double perMs = from.sampleRateHz() / 1000;
        final int least = (int) Math.round(MIN_BASELINE_MS * perMs);
        double xx = 0, xy = 0, yy = 0;
        int count = 0, together = 0;
        for (int k = 0; k < sweeps.size(); k++) {
            final CommandSteps own = stepsFrom.get().get(k),
                    other = stepsTo.get().get(k);
            double[] samplesFrom = {}, samplesTo = {};
            int used = 0;
            for (int run = 1; run < own.runs(); run++) {
                // The end of one response is no baseline of the next: each step is to be independent.
                if (used == run - 1 && used > 0) continue;
                final int at = own.start(run);
                final int length = Math.min(own.length(run), (int) Math.round(MAX_MS * perMs));
                if (own.length(run - 1) < least || length < MIN_MS * perMs) continue;
                final int before =
                        (int) Math.round(Math.max(least, Math.min(MAX_BASELINE_MS * perMs, own.length(run - 1) / 5.0)));
                if (other.movesWithin(at - before, at + length)) {
                    together++;
                    continue;
                }
                if (samplesFrom.length == 0) {
                    samplesFrom = recording.read(from.index(), sweeps.get(k));
                    samplesTo = recording.read(to.index(), sweeps.get(k));
                }
                final double dFrom =
                        change(samplesFrom, at, before, length) * from.unit().toFieldUnit();
                final double y =
                        change(samplesTo, at, before, length) * to.unit().toFieldUnit();
                final double x = clamped ? -(own.change(run) + (seriesTo * y - seriesFrom * dFrom) / 1000) : dFrom;
                if (!Double.isFinite(x + y)) continue;
                used = run;
                count++;
                xx += x * x;
                xy += x * y;
                yy += y * y;
            }
        }
        if (count == 0) return not(together > 0 ? "the commands of both cells step at once" : "no command steps");
        if (count < MIN_STEPS || xx == 0)
            return not("an interval needs " + MIN_STEPS + " steps of one cell while the other rests, and there "
                    + (count == 1 ? "is one" : "are " + count));
        final double slope = xy / xx;
        final double half =
                Statistics.studentT(count - 1, CONFIDENCE) * Math.sqrt(Math.max(0, yy - slope * xy) / (count - 1) / xx);
        if (!clamped && Math.abs(slope) > 1)
            return not("the other cell moves more than the stepped one, so that something else moves it");
        return new ElectricalCoupling(
                slope, new Interval(slope - half, slope + half), clamped, count, Optional.empty());
    }

    /** Mean of the last fifth of a step less that of the time before it. */
    private static double change(final double[] samples, final int at, final int before, final int length) {
        return Arrays.stream(samples, at + length * 4 / 5, at + length)
                        .average()
                        .orElse(Double.NaN)
                - Arrays.stream(samples, at - before, at).average().orElse(Double.NaN);
    }
}
