package org.eibalance.analysis.conductance.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.ReversalPotentials;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.ConductanceResponse;
import org.eibalance.analysis.conductance.decomposition.ConductanceTrace;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.decomposition.LeftOut;
import org.eibalance.analysis.conductance.decomposition.Replicates;
import org.eibalance.analysis.conductance.decomposition.UsedLevel;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Interval;
import org.eibalance.signal.ParallelLoop;
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

    /** The definition of the ratio of peaks. */
    public static final String OF_PEAKS = "peak conductances, g_E / g_I";

    /** Default of the potential at which driving forces are taken. */
    public static final double DEFAULT_REST_MV = -65;

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
        BalancePoint.balancedRatio(restMv, found.settings().reversals());
        final double force = force(found.settings().reversals(), restMv);
        final double spanMv = found.settings().reversals().spanMv();
        final Quantities quantities =
                Quantities.of(found.excitation().ns(), found.inhibition().ns(), found.stepMs());
        final double confidence = found.settings().confidence();
        final List<BalanceMeasure> measures = new ArrayList<>();
        for (final Ratio ratio : RATIOS) {
            final double[] replicates = new double[found.replicates().count()];
            for (int r = 0; r < replicates.length; r++)
                replicates[r] = ratio.value.of(Quantities.of(found.replicates(), r), force, spanMv);
            measures.add(BalanceMeasure.of(
                    ratio.definition,
                    ratio.value.of(quantities, force, spanMv),
                    ratio.unit,
                    Interval.ofReplicates(replicates, confidence)));
        }
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
        final Quantities quantities = Quantities.of(excitatoryNs, inhibitoryNs, stepMs);
        return RATIOS.stream()
                .map(r -> BalanceMeasure.of(
                        r.definition, r.value.of(quantities, force(reversals, restMv), reversals.spanMv()), r.unit))
                .toList();
    }

    private static double force(final ReversalPotentials reversals, final double restMv) {
        return (reversals.excitatoryMv() - restMv) / (restMv - reversals.inhibitoryMv());
    }

    /** What the ratios are made of: peaks in nS, integrals in nS ms. */
    private record Quantities(
            double ePeak, double iPeak, double eArea, double iArea, double correlation, double precision) {

        static Quantities of(final double[] excitatoryNs, final double[] inhibitoryNs, final double stepMs) {
            final Proportion proportion = Proportion.of(excitatoryNs, inhibitoryNs);
            return new Quantities(
                    ConductanceResponse.of(excitatoryNs, 0, stepMs).peakNs(),
                    ConductanceResponse.of(inhibitoryNs, 0, stepMs).peakNs(),
                    ConductanceTrace.area(excitatoryNs, stepMs),
                    ConductanceTrace.area(inhibitoryNs, stepMs),
                    proportion.correlation(),
                    proportion.precision());
        }

        static Quantities of(final Replicates all, final int r) {
            return new Quantities(
                    all.excitatoryPeakNs()[r],
                    all.inhibitoryPeakNs()[r],
                    all.excitatoryArea()[r],
                    all.inhibitoryArea()[r],
                    all.correlation()[r],
                    all.precision()[r]);
        }
    }

    /** Of quantities, the ratio of driving forces at rest, and E_E − E_I. */
    private interface Value {
        double of(Quantities q, double force, double spanMv);
    }

    private record Ratio(String definition, String unit, Value value) {}

    private static final List<Ratio> RATIOS = List.of(
            new Ratio(OF_PEAKS, "", (q, f, span) -> q.ePeak / q.iPeak),
            new Ratio(
                    "excitatory share of peak conductances, g_E / (g_E + g_I)",
                    "",
                    (q, f, span) -> q.ePeak / (q.ePeak + q.iPeak)),
            new Ratio("integrals of conductances, g_E / g_I", "", (q, f, span) -> q.eArea / q.iArea),
            new Ratio(
                    "excitatory share of integrals, g_E / (g_E + g_I)",
                    "",
                    (q, f, span) -> q.eArea / (q.eArea + q.iArea)),
            new Ratio("charge of E, held at E_I", "fC", (q, f, span) -> q.eArea * span),
            new Ratio("charge of I, held at E_E", "fC", (q, f, span) -> q.iArea * span),
            new Ratio("peak currents at rest, |I_E| / |I_I|", "", (q, f, span) -> f * q.ePeak / q.iPeak),
            new Ratio("charges at rest, |Q_E| / |Q_I|", "", (q, f, span) -> f * q.eArea / q.iArea),
            new Ratio("temporal correlation of g_E and g_I", "", (q, f, span) -> q.correlation),
            new Ratio("precision in time, R2 of g_I = k g_E", "", (q, f, span) -> q.precision));

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
                BalanceMeasure.of(
                        "charges, |Q_E| / |Q_I|",
                        ConductanceTrace.area(inward, stepMs) / ConductanceTrace.area(inhibitoryPa, stepMs),
                        ""));
    }

    /**
     * Ratios of the currents that were recorded nearest to E_I and to E_E, averaged over sweeps, without any correction
     * of the currents: as the amplifier shows them. The levels are chosen by the potential of the membrane, so without
     * the junction potential. Sweeps that the decomposition left out do not count here.
     *
     * @param condition sweeps in voltage clamp, and what was found with them
     * @param baseline whose mean current is subtracted
     * @param window where peaks and charges are read
     * @return ratio of peaks and of charges, with bootstrap intervals over sweeps; the names contain the levels as
     *     commanded
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static List<BalanceMeasure> ofLevels(
            final ConditionConductances condition, final TimeWindow baseline, final TimeWindow window) {
        final Conductances found = condition.found();
        final double stepMs = condition.trials().stepMs();
        final UsedLevel nearI = nearest(found, found.settings().reversals().inhibitoryMv());
        final UsedLevel nearE = nearest(found, found.settings().reversals().excitatoryMv());
        final double[][] atI = responses(condition, nearI, baseline, window);
        final double[][] atE = responses(condition, nearE, baseline, window);
        final String levels = " (held at " + Math.rint(nearI.commanded() * 10) / 10 + " and "
                + Math.rint(nearE.commanded() * 10) / 10 + " mV)";
        final int replicates =
                Math.min(atI.length, atE.length) < 2 ? 0 : found.settings().bootstraps();
        final double[][] drawn = new double[2][replicates];
        final SplittableRandom random = new SplittableRandom(found.settings().seed());
        for (int r = 0; r < replicates; r++) {
            ParallelLoop.checkCancelled();
            final List<BalanceMeasure> of = ofCurrents(mean(atI, random), mean(atE, random), stepMs);
            for (int m = 0; m < drawn.length; m++) drawn[m][r] = of.get(m).value();
        }
        final List<BalanceMeasure> measures = new ArrayList<>();
        for (final BalanceMeasure m : ofCurrents(mean(atI, null), mean(atE, null), stepMs))
            measures.add(BalanceMeasure.of(
                    m.definition() + levels,
                    m.value(),
                    m.unit(),
                    Interval.ofReplicates(
                            drawn[measures.size()], found.settings().confidence())));
        return List.copyOf(measures);
    }

    /**
     * The level whose membrane potential lies nearest to a potential, after all corrections.
     *
     * @param found conductances
     * @param potentialMv the potential, such as E_I
     * @return one of its levels
     */
    public static UsedLevel nearest(final Conductances found, final double potentialMv) {
        UsedLevel nearest = found.levels().get(0);
        for (final UsedLevel level : found.levels())
            if (Math.abs(level.leakPotentialMv() - potentialMv) < Math.abs(nearest.leakPotentialMv() - potentialMv))
                nearest = level;
        return nearest;
    }

    /** The current of each used sweep of a level in the window, less that of its baseline. */
    private static double[][] responses(
            final ConditionConductances condition,
            final UsedLevel used,
            final TimeWindow baseline,
            final TimeWindow window) {
        final double stepMs = condition.trials().stepMs();
        final int samples = condition.trials().samples();
        final int first = window.first(stepMs);
        final int end = window.end(stepMs, samples);
        final int from = baseline.first(stepMs);
        final int to = baseline.end(stepMs, samples);
        final Set<Integer> leftOut =
                condition.found().leftOut().stream().map(LeftOut::sweep).collect(Collectors.toSet());
        return condition.trials().levels().stream()
                .filter(level -> level.level() == used.commanded())
                .flatMap(level -> level.sweeps().stream())
                .filter(sweep -> !leftOut.contains(sweep.index()))
                .map(sweep -> {
                    final double before = Statistics.sum(sweep.recorded(), from, to) / (to - from);
                    final double[] response = new double[end - first];
                    for (int i = 0; i < response.length; i++) response[i] = sweep.recorded()[first + i] - before;
                    return response;
                })
                .toArray(double[][]::new);
    }

    /** The mean over sweeps: of all, or of as many that are drawn with replacement. */
    private static double[] mean(final double[][] sweeps, final SplittableRandom random) {
        final double[] mean = new double[sweeps[0].length];
        for (int k = 0; k < sweeps.length; k++) {
            final double[] sweep = sweeps[random == null ? k : random.nextInt(sweeps.length)];
            for (int i = 0; i < mean.length; i++) mean[i] += sweep[i] / sweeps.length;
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
}
