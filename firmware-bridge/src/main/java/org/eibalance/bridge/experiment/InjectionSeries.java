package org.eibalance.bridge.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.bridge.session.Session;

/**
 * Runs that follow each other in one session. All are checked before the first, so that none is refused in the middle
 * of an experiment, and none follows one that did not go on to its end.
 *
 * @param injections what run k injects, counted from 0; the same whenever it is asked
 * @param runs how many, at least 1
 * @param intervalMs pause between two runs, without current; 0 or more
 */
public record InjectionSeries(IntFunction<Injection> injections, int runs, int intervalMs) {

    /** Checks the numbers. */
    public InjectionSeries {
        if (runs < 1) throw new IllegalArgumentException(runs + " runs");
        if (intervalMs < 0) throw new IllegalArgumentException(intervalMs + " ms between runs");
    }

    /**
     * The same injection several times.
     *
     * @param injection what each run injects
     * @param runs how many
     * @param intervalMs pause between two runs
     * @return the series
     */
    public static InjectionSeries repeated(final Injection injection, final int runs, final int intervalMs) {
        return new InjectionSeries(run -> injection, runs, intervalMs);
    }

    /**
     * The two sinusoids of the impedance method together with conductances, and turned over in every second run: half
     * the difference of such a pair has no synaptic noise.
     *
     * @param plain the conductances
     * @param firstHz frequency of the slower sinusoid
     * @param secondHz frequency of the faster one
     * @param amplitudePa of each
     * @param pairs of runs
     * @return the series, two runs a pair
     */
    public static InjectionSeries probes(
            final Injection plain,
            final double firstHz,
            final double secondHz,
            final double amplitudePa,
            final int pairs) {
        return new InjectionSeries(
                run -> {
                    final double pa = run % 2 == 0 ? amplitudePa : -amplitudePa;
                    return plain.withSines(new Injection.Sine(firstHz, pa), new Injection.Sine(secondHz, pa));
                },
                2 * pairs,
                0);
    }

    /**
     * Checks every run against the device and the stability limit. Nothing is sent.
     *
     * @param session with the device
     * @param stability of the rig
     * @throws org.eibalance.recording.InputException if the device cannot do one of them
     */
    public void check(final Session session, final StabilityLimit stability) {
        Injection last = null;
        for (int run = 0; run < runs; run++) {
            final Injection next = injections.apply(run);
            if (next != last) next.plan(session.device(), stability);
            last = next;
        }
    }

    /**
     * Runs the series, up to its end or to the first run that does not go on to its own.
     *
     * @param session with the device
     * @param stability of the rig
     * @param recorder takes the runs, one sweep each
     * @param ended is given each run's outcome and its number when it has ended
     * @return how the runs went, one at least
     * @throws org.eibalance.recording.InputException if the device cannot do one of them; no run was begun then
     */
    public List<RunOutcome> run(
            final Session session,
            final StabilityLimit stability,
            final ClampRecorder recorder,
            final ObjIntConsumer<RunOutcome> ended) {
        check(session, stability);
        final List<RunOutcome> outcomes = new ArrayList<>();
        Injection last = null;
        RunPlan plan = null;
        for (int run = 0; run < runs; run++) {
            if (run > 0) session.pause(intervalMs);
            final Injection next = injections.apply(run);
            if (next != last) plan = next.plan(session.device(), stability);
            last = next;
            recorder.playing(next);
            final RunOutcome outcome = session.run(plan, recorder);
            outcomes.add(outcome);
            ended.accept(outcome, run);
            if (!outcome.complete()) break;
        }
        return List.copyOf(outcomes);
    }
}
