package org.eibalance.analysis.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventMatch;

/**
 * Detected events with the verdicts that a person gave on those of an earlier run.
 *
 * @param result the same events; those with a verdict count by it alone
 * @param accepted how many a person accepted
 * @param rejected how many a person rejected
 * @param lost verdicts on events of these sweeps that were not found again
 */
public record EventReview(EventResult result, int accepted, int rejected, int lost) {

	/**
	 * Matches by nearest time.
	 *
	 * @param result what was detected
	 * @param annotations of the recording
	 * @param channel 0-based channel
	 * @param toleranceMs how far an event may have moved
	 * @return the events as judged
	 */
	public static EventReview of(final EventResult result, final Annotations annotations, final int channel,
		final double toleranceMs)
	{
		final Map<Integer, List<SynapticEvent>> sweeps = result.events().stream().collect(Collectors.groupingBy(
			SynapticEvent::sweep, TreeMap::new, Collectors.toList()));
		annotations.events().stream().filter(e -> e.channel() == channel).forEach(e -> sweeps.putIfAbsent(e.sweep(),
			Collections.emptyList()));
		final List<SynapticEvent> events = new ArrayList<>();
		int accepted = 0, rejected = 0, lost = 0;
		for (final Map.Entry<Integer, List<SynapticEvent>> sweep : sweeps.entrySet()) {
			final List<SynapticEvent> found = sweep.getValue();
			final EventMatch match = annotations.match(channel, sweep.getKey(), found.stream().mapToDouble(
				SynapticEvent::timeMs).toArray(), toleranceMs);
			lost += match.lost().size();
			for (int i = 0; i < found.size(); i++) {
				final Optional<Boolean> verdict = match.accepted(i);
				final SynapticEvent event = found.get(i);
				if (verdict.isPresent() && verdict.get()) accepted++;
				if (verdict.isPresent() && !verdict.get()) rejected++;
				events.add(verdict.map(event::reviewed).orElse(event));
			}
		}
		return new EventReview(new EventResult(result.settings(), result.unit(), result.durationS(), result.noise(), events),
			accepted, rejected, lost);
	}
}
