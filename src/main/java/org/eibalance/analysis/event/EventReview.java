package org.eibalance.analysis.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventMatch;
import org.eibalance.annotation.Region;

/**
 * Detected events with what a person has annotated: verdicts on those of an earlier run, and regions that are
 * artefacts.
 *
 * @param result the same events; those with a verdict are accepted or rejected by it alone; others are rejected where
 *     they begin in an artefact, whose time does not count as searched
 * @param accepted how many a person accepted
 * @param rejected how many a person rejected
 * @param lost verdicts on events of these sweeps that were not found again
 * @param inArtefacts how many begin in an artefact
 * @param artefactsMs how much of the searched time is artefact
 */
public record EventReview(
        EventResult result, int accepted, int rejected, int lost, int inArtefacts, double artefactsMs) {

    /**
     * Matches by nearest time.
     *
     * @param input the sweeps that were searched
     * @param result what was detected
     * @param annotations of the recording
     * @param channel 0-based channel
     * @param toleranceMs how far an event may have moved
     * @return the events as judged
     */
    public static EventReview of(
            final EventInput input,
            final EventResult result,
            final Annotations annotations,
            final int channel,
            final double toleranceMs) {
        final List<SynapticEvent> events = new ArrayList<>();
        int accepted = 0, rejected = 0, lost = 0, inArtefacts = 0;
        double artefactsMs = 0;
        for (final EventSweep sweep : input.sweeps()) {
            final List<SynapticEvent> found = result.events().stream()
                    .filter(e -> e.sweep() == sweep.index())
                    .toList();
            final EventMatch match = annotations.match(
                    channel,
                    sweep.index(),
                    found.stream().mapToDouble(SynapticEvent::timeMs).toArray(),
                    toleranceMs);
            lost += match.lost().size();
            final List<Region> artefacts = annotations.regions().stream()
                    .filter(r -> r.sweep() == sweep.index() && r.isArtefact())
                    .sorted(Comparator.comparingDouble(Region::fromMs))
                    .toList();
            artefactsMs += covered(
                    artefacts,
                    sweep.firstSample() * input.stepMs(),
                    (sweep.firstSample() + sweep.samples().length) * input.stepMs());
            for (int i = 0; i < found.size(); i++) {
                final SynapticEvent event = found.get(i);
                final Optional<Boolean> verdict = match.accepted(i);
                final boolean artefact =
                        artefacts.stream().anyMatch(r -> event.timeMs() >= r.fromMs() && event.timeMs() < r.toMs());
                if (verdict.isPresent()) {
                    if (verdict.get()) accepted++;
                    else rejected++;
                    events.add(event.reviewed(verdict.get()));
                } else {
                    if (artefact) inArtefacts++;
                    events.add(artefact ? event.inArtefact() : event);
                }
            }
        }
        return new EventReview(
                new EventResult(
                        result.settings(),
                        result.unit(),
                        result.durationS() - artefactsMs / 1000,
                        result.noise(),
                        events,
                        result.searched()),
                accepted,
                rejected,
                lost,
                inArtefacts,
                artefactsMs);
    }

    /** How much of a stretch is covered by regions, which are sorted by their starts and may overlap. */
    private static double covered(final List<Region> regions, final double fromMs, final double toMs) {
        double end = fromMs;
        double sum = 0;
        for (final Region region : regions) {
            final double from = Math.max(end, region.fromMs());
            final double to = Math.min(toMs, region.toMs());
            if (to <= from) continue;
            sum += to - from;
            end = to;
        }
        return sum;
    }
}
