package org.eibalance.analysis.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The mean course of isolated events, aligned where each crosses half of its rise. Noise falls with the root of their
 * number, so that two exponentials can be distinguished in the decay where a single event does not allow it.
 *
 * @param events how many went into it
 * @param timesMs times from the crossing
 * @param course mean deflection from the baseline of each, in pA or mV
 * @param kinetics of the mean course; empty where they cannot be measured
 */
public record AverageEvent(int events, double[] timesMs, double[] course, Optional<EventKinetics> kinetics) {

    /**
     * Averages the accepted events of one direction that have no other event, accepted or not, within the window of
     * their kinetics on either side.
     *
     * @param input the sweeps in which they were found
     * @param result the events
     * @param upward upward events or downward ones
     * @param decay the curve that is fitted to the mean decay
     * @return the mean; empty where no event is isolated
     */
    public static Optional<AverageEvent> of(
            final EventInput input, final EventResult result, final boolean upward, final DecayModel decay) {
        final KineticsSettings settings = result.settings().kinetics();
        final double stepMs = input.stepMs();
        final int before =
                (int) Math.ceil((settings.baselineMs() + settings.baselineGapMs() + settings.searchMs()) / stepMs);
        final int after = (int) Math.ceil(settings.windowMs() / stepMs);
        final double[] sum = new double[before + after + 1];
        int count = 0;
        double halfRiseMs = 0;
        for (final EventSweep sweep : input.sweeps()) {
            for (final SynapticEvent event : isolated(result, sweep.index(), upward)) {
                final EventKinetics kinetics = event.kinetics().orElseThrow();
                final long half = Math.round((event.timeMs() + kinetics.halfRiseMs()) / stepMs) - sweep.firstSample();
                if (half < before || half + after >= sweep.samples().length) continue;
                for (int i = 0; i < sum.length; i++)
                    sum[i] += sweep.samples()[(int) half - before + i] - kinetics.baseline();
                halfRiseMs += kinetics.halfRiseMs();
                count++;
            }
        }
        if (count == 0) return Optional.empty();
        final double[] times = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= count;
            times[i] = (i - before) * stepMs;
        }
        final int onset = Math.max(1, Math.min(before, before - (int) Math.round(halfRiseMs / count / stepMs)));
        return Optional.of(new AverageEvent(
                count,
                times,
                sum,
                EventKinetics.measure(sum, stepMs, onset, sum.length, upward, settings.with(decay))));
    }

    private static List<SynapticEvent> isolated(final EventResult result, final int sweep, final boolean upward) {
        final List<SynapticEvent> all =
                result.events().stream().filter(e -> e.sweep() == sweep).toList();
        final double windowMs = result.settings().kinetics().windowMs();
        final List<SynapticEvent> isolated = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            final SynapticEvent event = all.get(i);
            final boolean clearBefore =
                    i == 0 || event.timeMs() - all.get(i - 1).timeMs() >= windowMs;
            final boolean clearAfter = i == all.size() - 1 || all.get(i + 1).timeMs() - event.timeMs() >= windowMs;
            final boolean measured = event.kinetics()
                    .filter(k -> Double.isFinite(k.halfRiseMs()))
                    .isPresent();
            if (clearBefore && clearAfter && measured && event.accepted() && event.upward() == upward)
                isolated.add(event);
        }
        return isolated;
    }
}
