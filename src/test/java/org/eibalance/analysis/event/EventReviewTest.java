package org.eibalance.analysis.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.EventVerdict;
import org.eibalance.annotation.Region;
import org.eibalance.recording.Quantity;
import org.junit.jupiter.api.Test;

/** A person's verdicts outlast a new detection. */
class EventReviewTest {

    private static SynapticEvent event(final int sweep, final double timeMs, final Rejection rejection) {
        return new SynapticEvent(sweep, timeMs, -5, Optional.empty(), rejection);
    }

    private static final EventResult DETECTED = new EventResult(
            null,
            "pA",
            2,
            Optional.empty(),
            List.of(event(0, 10.2, Rejection.NONE), event(0, 40, Rejection.SMALL), event(1, 10.2, Rejection.NONE)));

    /** Two sweeps of a second. */
    private static final EventInput INPUT = input();

    private static EventInput input() {
        final double[] samples = new double[(int) SyntheticEvents.RATE_HZ];
        samples[0] = 1;
        return SyntheticEvents.input(Quantity.CURRENT, samples, samples.clone());
    }

    @Test
    void eventsInAnArtefactDoNotCountAndNeitherDoesItsTime() {
        final Annotations annotations = Annotations.none()
                .withRegions(List.of(
                        new Region(0, 0, 20, "Artefact of the pump"),
                        new Region(0, 15, 30, "artefact"),
                        new Region(1, 0, 500, "drug"),
                        new Region(1, 900, 2000, "artefact")));
        final EventReview review = EventReview.of(INPUT, DETECTED, annotations, 0, 1);
        assertEquals(
                List.of(Rejection.ARTEFACT, Rejection.SMALL, Rejection.NONE),
                review.result().events().stream().map(SynapticEvent::rejection).toList());
        assertEquals(1, review.inArtefacts());
        assertEquals(130, review.artefactsMs(), 1e-9);
        assertEquals(1.87, review.result().durationS(), 1e-12);
        final EventReview judged = EventReview.of(
                INPUT, DETECTED, annotations.withEvents(List.of(new EventVerdict(0, 0, 10, true))), 0, 1);
        assertEquals(Rejection.NONE, judged.result().events().get(0).rejection());
    }

    @Test
    void anArtefactInsideAnotherCoversNoMoreTime() {
        final Annotations annotations = Annotations.none()
                .withRegions(List.of(
                        new Region(0, 0, 30, "artefact"),
                        new Region(0, 5, 10, "artefact"),
                        new Region(0, 20, 35, "artefact")));
        assertEquals(35, EventReview.of(INPUT, DETECTED, annotations, 0, 1).artefactsMs(), 1e-9);
    }

    @Test
    void anEventAtTheStartOfAnArtefactLiesInItAndOneAtItsEndDoesNot() {
        final Annotations annotations = Annotations.none()
                .withRegions(List.of(new Region(0, 10.2, 20, "artefact"), new Region(1, 5, 10.2, "artefact")));
        assertEquals(
                List.of(Rejection.ARTEFACT, Rejection.SMALL, Rejection.NONE),
                EventReview.of(INPUT, DETECTED, annotations, 0, 1).result().events().stream()
                        .map(SynapticEvent::rejection)
                        .toList());
    }

    @Test
    void onlyTheTimeThatWasSearchedIsTakenOff() {
        // The window is from 100 to 200 ms of the sweep.
        final double[] samples = new double[2000];
        samples[0] = 1;
        final EventInput window = new EventInput(
                "synthetic.abf", "IN 0", Quantity.CURRENT, 20_000, List.of(new EventSweep(0, 2000, samples)));
        final EventResult none = new EventResult(null, "pA", 0.1, Optional.empty(), List.of());
        final Annotations annotations = Annotations.none()
                .withRegions(List.of(new Region(0, 50, 110, "artefact"), new Region(0, 170, 300, "artefact")));
        final EventReview review = EventReview.of(window, none, annotations, 0, 1);
        assertEquals(10 + 30, review.artefactsMs(), 1e-9);
        assertEquals(0.06, review.result().durationS(), 1e-12);
    }

    @Test
    void aVerdictCountsMoreThanTheLimitsAndLeavesTheOthersAsTheyAre() {
        final Annotations annotations = Annotations.none()
                .withEvents(List.of(
                        new EventVerdict(2, 0, 10, false),
                        new EventVerdict(2, 0, 40.5, true),
                        new EventVerdict(2, 1, 5, false),
                        new EventVerdict(0, 1, 10.2, false)));
        final EventReview review = EventReview.of(INPUT, DETECTED, annotations, 2, 1);
        assertEquals(
                List.of(Rejection.BY_HAND, Rejection.NONE, Rejection.NONE),
                review.result().events().stream().map(SynapticEvent::rejection).toList());
        assertEquals(1, review.accepted());
        assertEquals(1, review.rejected());
        assertEquals(1, review.lost());
        assertEquals(1, review.result().rateHz());
    }

    @Test
    void withoutVerdictsNothingChanges() {
        assertEquals(
                new EventReview(DETECTED, 0, 0, 0, 0, 0), EventReview.of(INPUT, DETECTED, Annotations.none(), 0, 1));
    }
}
