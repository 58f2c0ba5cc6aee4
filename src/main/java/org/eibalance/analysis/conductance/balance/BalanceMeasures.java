package org.eibalance.analysis.conductance.balance;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConductanceResponse;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.trials.ClampLevel;
import org.eibalance.analysis.conductance.trials.ClampSweep;
import org.eibalance.analysis.conductance.trials.ClampTrials;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Statistics;

/**
 * The ratio of excitation to inhibition by every usual definition, each with its name. All ratios are E over I; the
 * balance rule's g_I / g_E is the inverse.
 */
public final class BalanceMeasures {

    /** Where pairs of an excitatory and an inhibitory value come from. */
    public enum Origin {
        /** Conditions, such as stimulus strengths, each averaged over its own trials. */
        CONDITIONS,
        /** Simultaneous recordings of two cells. */
        PAIR,
        /** One trace whose impedance gave both at once. */
        IMPEDANCE,
        /** A simulation. */
        TRUTH,
        /** Single trials at alternating levels: never both in one trial. */
        ALTERNATING_LEVELS
    }

    private BalanceMeasures() {}

    /**
     * All ratios of a decomposition.
     *
     * @param found conductances
     * @param restMv the potential at which driving forces are taken, between E_I and E_E
     * @return the measures, with intervals where there was a bootstrap
     * @throws InputException if the potential does not lie between E_I and E_E
     */
    public static List<BalanceMeasure> of(final Conductances found, final double restMv) {
        final List<BalanceMeasure> measures = new ArrayList<>(of(
                found.excitation().ns(),
                found.inhibition().ns(),
                found.stepMs(),
                found.settings().reversals(),
                restMv));
        measures.add(BalanceMeasure.of("onset of E", found.excitatoryResponse().onsetMs(), "ms"));
        measures.add(BalanceMeasure.of("onset of I", found.inhibitoryResponse().onsetMs(), "ms"));
        measures.add(BalanceMeasure.of(
                "delay of I after E, onsets",
                found.onsetDelay().ms(),
                "ms",
                found.onsetDelay().interval()));
        measures.add(BalanceMeasure.of("peak of E", found.excitatoryResponse().peakMs(), "ms"));
        measures.add(BalanceMeasure.of("peak of I", found.inhibitoryResponse().peakMs(), "ms"));
        measures.add(BalanceMeasure.of(
                "delay of I after E, peaks",
                found.peakDelay().ms(),
                "ms",
                found.peakDelay().interval()));
        return List.copyOf(measures);
    }

    /**
     * All ratios of two conductances over time.
     *
     * @param excitatoryNs g_E
     * @param inhibitoryNs g_I, as long
     * @param stepMs interval of sampling
     * @param reversals E_E and E_I
     * @param restMv the potential at which driving forces are taken
     * @return the measures
     * @throws InputException if the potential does not lie between E_I and E_E
     */
    public static List<BalanceMeasure> of(
            final double[] excitatoryNs,
            final double[] inhibitoryNs,
            final double stepMs,
            final ReversalPotentials reversals,
            final double restMv) {
        BalancePoint.balancedRatio(restMv, reversals);
        final double excitatoryPeak =
                ConductanceResponse.of(excitatoryNs, 0, stepMs).peakNs();
        final double inhibitoryPeak =
                ConductanceResponse.of(inhibitoryNs, 0, stepMs).peakNs();
        final double excitatoryArea = area(excitatoryNs, stepMs);
        final double inhibitoryArea = area(inhibitoryNs, stepMs);
        final double force = (reversals.excitatoryMv() - restMv) / (restMv - reversals.inhibitoryMv());
        final Proportion proportion = Proportion.of(excitatoryNs, inhibitoryNs);
        final List<BalanceMeasure> measures = new ArrayList<>();
        measures.add(BalanceMeasure.of("peak conductances, g_E / g_I", excitatoryPeak / inhibitoryPeak, ""));
        measures.add(BalanceMeasure.of(
                "excitatory share of peak conductances, g_E / (g_E + g_I)",
                excitatoryPeak / (excitatoryPeak + inhibitoryPeak),
                ""));
        measures.add(BalanceMeasure.of("integrals of conductances, g_E / g_I", excitatoryArea / inhibitoryArea, ""));
        measures.add(BalanceMeasure.of(
                "excitatory share of integrals, g_E / (g_E + g_I)",
                excitatoryArea / (excitatoryArea + inhibitoryArea),
                ""));
        measures.add(BalanceMeasure.of("charge of E, held at E_I", excitatoryArea * reversals.spanMv(), "fC"));
        measures.add(BalanceMeasure.of("charge of I, held at E_E", inhibitoryArea * reversals.spanMv(), "fC"));
        measures.add(
                BalanceMeasure.of("peak currents at rest, |I_E| / |I_I|", force * excitatoryPeak / inhibitoryPeak, ""));
        measures.add(BalanceMeasure.of("charges at rest, |Q_E| / |Q_I|", force * excitatoryArea / inhibitoryArea, ""));
        measures.add(BalanceMeasure.of("temporal correlation of g_E and g_I", proportion.correlation(), ""));
        measures.add(BalanceMeasure.of("precision in time, R2 of g_I = k g_E", proportion.precision(), ""));
        return List.copyOf(measures);
    }

    /**
     * Ratios of two currents, one recorded near E_I and one near E_E.
     *
     * @param excitatoryPa synaptic current near E_I, baseline subtracted, inward negative
     * @param inhibitoryPa synaptic current near E_E, baseline subtracted, outward positive
     * @param stepMs interval of sampling
     * @return ratio of peaks and of charges
     */
    public static List<BalanceMeasure> ofCurrents(
            final double[] excitatoryPa, final double[] inhibitoryPa, final double stepMs) {
        final double[] inward = new double[excitatoryPa.length];
        for (int i = 0; i < inward.length; i++) inward[i] = -excitatoryPa[i];
        final double excitatoryPeak = ConductanceResponse.of(inward, 0, stepMs).peakNs();
        final double inhibitoryPeak =
                ConductanceResponse.of(inhibitoryPa, 0, stepMs).peakNs();
        return List.of(
                BalanceMeasure.of("peak currents, |I_E| / |I_I|", excitatoryPeak / inhibitoryPeak, ""),
                BalanceMeasure.of("charges, |Q_E| / |Q_I|", area(inward, stepMs) / area(inhibitoryPa, stepMs), ""));
    }

    /**
     * Ratios of the currents that were recorded nearest to E_I and to E_E, averaged over sweeps, without any
     * correction: as the amplifier shows them.
     *
     * @param trials sweeps in voltage clamp
     * @param baseline whose mean current is subtracted
     * @param window where peaks and charges are read
     * @param reversals E_E and E_I
     * @return ratio of peaks and of charges; the names contain the levels
     */
    public static List<BalanceMeasure> ofLevels(
            final ClampTrials trials,
            final TimeWindow baseline,
            final TimeWindow window,
            final ReversalPotentials reversals) {
        final ClampLevel nearE = nearest(trials, reversals.excitatoryMv());
        final ClampLevel nearI = nearest(trials, reversals.inhibitoryMv());
        final String levels = " (held at " + Math.rint(nearI.level() * 10) / 10 + " and "
                + Math.rint(nearE.level() * 10) / 10 + " mV)";
        return ofCurrents(
                        meanResponse(nearI, trials.stepMs(), baseline, window),
                        meanResponse(nearE, trials.stepMs(), baseline, window),
                        trials.stepMs())
                .stream()
                .map(m -> new BalanceMeasure(m.definition() + levels, m.value(), m.unit(), m.low(), m.high()))
                .toList();
    }

    private static ClampLevel nearest(final ClampTrials trials, final double potentialMv) {
        ClampLevel nearest = trials.levels().get(0);
        for (final ClampLevel level : trials.levels()) {
            if (Math.abs(level.level() - potentialMv) < Math.abs(nearest.level() - potentialMv)) nearest = level;
        }
        return nearest;
    }

    private static double[] meanResponse(
            final ClampLevel level, final double stepMs, final TimeWindow baseline, final TimeWindow window) {
        final int samples = level.sweeps().get(0).recorded().length;
        final int first = window.first(stepMs);
        final double[] mean = new double[window.end(stepMs, samples) - first];
        final int from = baseline.first(stepMs);
        final int to = baseline.end(stepMs, samples);
        for (final ClampSweep sweep : level.sweeps()) {
            final double before = Statistics.sum(sweep.recorded(), from, to) / (to - from);
            for (int i = 0; i < mean.length; i++)
                mean[i] +=
                        (sweep.recorded()[first + i] - before) / level.sweeps().size();
        }
        return mean;
    }

    /**
     * The time course of the excitatory share g_E / (g_E + g_I).
     *
     * @param found conductances
     * @return the share at each sample; NaN where the synaptic conductance is under three standard errors, or its error
     *     is unknown
     */
    public static double[] excitatoryShare(final Conductances found) {
        final double[] share = new double[found.samples()];
        for (int i = 0; i < share.length; i++) {
            final double total = found.excitation().ns()[i] + found.inhibition().ns()[i];
            share[i] = total > 0
                            && total
                                    >= Conductances.ERRORS_FOR_REVERSAL
                                            * found.synaptic().seNs()[i]
                    ? found.excitation().ns()[i] / total
                    : Double.NaN;
        }
        return share;
    }

    /**
     * The ratio of spontaneous or miniature events, rate times amplitude.
     *
     * @param excitatory sEPSCs, recorded near E_I
     * @param inhibitory sIPSCs, recorded near E_E
     * @return the ratio
     * @throws InputException if a rate or an amplitude is not above 0
     */
    public static BalanceMeasure ofEvents(final SpontaneousEvents excitatory, final SpontaneousEvents inhibitory) {
        if (!(excitatory.rateHz() > 0
                && excitatory.amplitudePa() > 0
                && inhibitory.rateHz() > 0
                && inhibitory.amplitudePa() > 0))
            throw new InputException("Rates and amplitudes of events must be above 0.");
        return BalanceMeasure.of(
                "event rate times amplitude, sEPSC / sIPSC",
                excitatory.rateHz() * excitatory.amplitudePa() / (inhibitory.rateHz() * inhibitory.amplitudePa()),
                "");
    }

    /**
     * How inhibition goes with excitation over conditions or trials.
     *
     * @param excitation one value a condition or trial
     * @param inhibition one value for each of them
     * @param origin where the pairs come from
     * @return line, proportion and precision
     * @throws InputException if the pairs are trials at alternating levels, which were never recorded together, or if
     *     there are fewer than three
     */
    public static Proportion inhibitionOnExcitation(
            final double[] excitation, final double[] inhibition, final Origin origin) {
        if (origin == Origin.ALTERNATING_LEVELS)
            throw new InputException("Excitation and inhibition come from different "
                    + "trials at alternating levels, so there is no trial-by-trial relation between them: that "
                    + "needs simultaneous "
                    + "recordings of two cells, an impedance measurement or a simulation.");
        if (excitation.length < 3)
            throw new InputException("A slope of inhibition on excitation needs three pairs of "
                    + "values or more, and there are " + excitation.length + ".");
        return Proportion.of(excitation, inhibition);
    }

    private static double area(final double[] values, final double stepMs) {
        double sum = 0;
        for (final double v : values) sum += Double.isNaN(v) ? 0 : v * stepMs;
        return sum;
    }
}
