package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.junit.jupiter.api.Test;

/** A person's verdicts outlast a new detection. */
class EventReviewTest {

	private static SynapticEvent event(final int sweep, final double timeMs, final Rejection rejection) {
		return new SynapticEvent(sweep, timeMs, -5, Optional.empty(), rejection);
	}

	private static final EventResult DETECTED = new EventResult(null, "pA", 2, Optional.empty(), List.of(event(0, 10.2,
		Rejection.NONE), event(0, 40, Rejection.SMALL), event(1, 10.2, Rejection.NONE)));

	@Test
	void aVerdictCountsMoreThanTheLimitsAndLeavesTheOthersAsTheyAre() {
		final Annotations annotations = Annotations.none().withEvents(List.of(new EventVerdict(2, 0, 10, false),
			new EventVerdict(2, 0, 40.5, true), new EventVerdict(2, 3, 5, false), new EventVerdict(0, 1, 10.2, false)));
		final EventReview review = EventReview.of(DETECTED, annotations, 2, 1);
		assertEquals(List.of(Rejection.BY_HAND, Rejection.NONE, Rejection.NONE), review.result().events().stream().map(
			SynapticEvent::rejection).toList());
		assertEquals(1, review.accepted());
		assertEquals(1, review.rejected());
		assertEquals(1, review.lost());
		assertEquals(1, review.result().rateHz());
	}

	@Test
	void withoutVerdictsNothingChanges() {
		assertEquals(new EventReview(DETECTED, 0, 0, 0), EventReview.of(DETECTED, Annotations.none(), 0, 1));
	}
}
