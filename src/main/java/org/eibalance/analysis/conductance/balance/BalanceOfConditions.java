package org.eibalance.analysis.conductance.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.TimeWindow;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.signal.Interval;

/**
 * The balance of excitation and inhibition in the conditions of an experiment, by every usual definition.
 *
 * @param restMv the potential at which driving forces are taken
 * @param conditions the conductances
 * @param measures one number for each condition and definition; then those of events and those over conditions
 * @param events rates and sizes of sEPSCs and sIPSCs, where they are known
 * @param overConditions how peaks of g_I go with peaks of g_E over conditions; empty with fewer than three
 */
public record BalanceOfConditions(
        double restMv,
        List<ConditionConductances> conditions,
        List<ConditionMeasure> measures,
        Optional<Events> events,
        Optional<Proportion> overConditions) {

    private static final int MIN_CONDITIONS = 3;
    private static final double CONFIDENCE = 0.95;
    private static final String ALL = "all conditions";

    /**
     * A number on the balance in a condition.
     *
     * @param condition its name; "all" and "all conditions" for numbers that belong to no single condition
     * @param measure the number
     */
    public record ConditionMeasure(String condition, BalanceMeasure measure) {}

    /**
     * The events of one cell.
     *
     * @param excitatory sEPSCs, recorded near E_I
     * @param inhibitory sIPSCs, recorded near E_E
     */
    public record Events(SpontaneousEvents excitatory, SpontaneousEvents inhibitory) {}

    /** Takes copies of the lists. */
    public BalanceOfConditions {
        conditions = List.copyOf(conditions);
        measures = List.copyOf(measures);
    }

    /**
     * Calculates the numbers of all definitions.
     *
     * @param conditions conductances of one condition or several
     * @param restMv the potential at which driving forces are taken, between E_I and E_E
     * @param baseline its mean current is subtracted from the currents as recorded
     * @param window where peaks and charges of the currents as recorded are read
     * @param events rates and sizes of spontaneous events; empty where they are not known
     * @return the numbers
     * @throws InputException if the potential does not lie between E_I and E_E, or a rate or size is not above 0
     */
    public static BalanceOfConditions compute(
            final List<ConditionConductances> conditions,
            final double restMv,
            final TimeWindow baseline,
            final TimeWindow window,
            final Optional<Events> events) {
        final List<ConditionMeasure> measures = new ArrayList<>();
        for (final ConditionConductances c : conditions)
            addAll(measures, c.condition(), BalanceMeasures.of(c.found(), restMv));
        for (final ConditionConductances c : conditions) {
            if (c.trials().mode() != ClampMode.VOLTAGE_CLAMP) continue;
            addAll(measures, c.condition(), BalanceMeasures.ofLevels(c, baseline, window));
        }
        events.ifPresent(e ->
                measures.add(new ConditionMeasure("all", BalanceMeasures.ofEvents(e.excitatory(), e.inhibitory()))));
        final Optional<Proportion> overConditions =
                conditions.size() < MIN_CONDITIONS ? Optional.empty() : Optional.of(proportion(conditions));
        overConditions.ifPresent(p -> addAll(measures, ALL, measures(p)));
        return new BalanceOfConditions(restMv, conditions, measures, events, overConditions);
    }

    private static void addAll(
            final List<ConditionMeasure> all, final String condition, final List<BalanceMeasure> measures) {
        for (final BalanceMeasure measure : measures) all.add(new ConditionMeasure(condition, measure));
    }

    private static Proportion proportion(final List<ConditionConductances> conditions) {
        return BalanceMeasures.inhibitionOnExcitation(
                of(conditions, c -> c.excitatoryResponse().peakNs()),
                of(conditions, c -> c.inhibitoryResponse().peakNs()),
                BalanceMeasures.Origin.CONDITIONS);
    }

    private static double[] of(
            final List<ConditionConductances> conditions, final ToDoubleFunction<Conductances> value) {
        return conditions.stream()
                .map(ConditionConductances::found)
                .mapToDouble(value)
                .toArray();
    }

    private static List<BalanceMeasure> measures(final Proportion p) {
        final Interval interval = p.slopeInterval(CONFIDENCE);
        return List.of(
                BalanceMeasure.of("slope of peak I on peak E over conditions", p.slope(), "", interval),
                BalanceMeasure.of("proportion k of I = k E over conditions", p.ratio(), ""),
                BalanceMeasure.of("precision over conditions, R2 of I = k E", p.precision(), ""));
    }
}
