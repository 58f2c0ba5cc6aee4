package org.eibalance.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairPreparation;
import org.eibalance.analysis.pair.PairSettings;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairedEvents;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.SlidingCorrelation;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.analysis.pair.significance.SurrogateSettings;
import org.eibalance.analysis.pair.significance.Surrogates;
import org.eibalance.recording.Recording;
import org.eibalance.rig.PairExperiment;
import org.junit.jupiter.api.Test;

/** What the whole analysis of a pair tells of a simulated one, and of two cells that have nothing in common. */
class PairAnalysisOnTheRigTest {

    private static final PairSettings SETTINGS =
            PairSettings.DEFAULT.withSignificance(SurrogateSettings.of(200, 1), 200);

    private static Recording record(final long seed) {
        return PairExperiment.standard(PairExperiment.HYPERPOLARISING_PA, PairExperiment.DEPOLARISING_PA, seed)
                .withSweeps(2000, 20)
                .run("pair")
                .recording();
    }

    private static PairStudy.Result study(final PairStudy.Part part) {
        return new PairStudy(SETTINGS, PairPreparation.NONE, 500, 8.3, 8.3).compute(List.of(part), 2, done -> {});
    }

    private static PairStudy.Part read(final Recording recording) {
        return new PairStudy(SETTINGS, PairPreparation.NONE, 500, 8.3, 8.3)
                .read(
                        recording,
                        recording.channels().get(0),
                        recording.channels().get(1),
                        List.of());
    }

    @Test
    void aPairIsSignificantAndItsLagIsWithinItsInterval() {
        final PairStudy.Result report = study(read(record(11)));
        final PairCorrelogram hd = report.pairings().get(0).correlogram();
        assertEquals(Pairing.HD, hd.pairing());
        final Surrogates surrogates = hd.surrogates().orElseThrow();
        assertEquals(surrogates.leastP(), surrogates.pValue());
        // Eight runs of 200 s of an independent program: -.695 at 7.9 ms.
        final PeakIntervals intervals = hd.intervals().orElseThrow();
        assertTrue(
                intervals.lagMs().low() < 7.9 && intervals.lagMs().high() > 7.9,
                intervals.lagMs().toString());
        assertTrue(
                intervals.lagMs().high() - intervals.lagMs().low() < 3,
                intervals.lagMs().toString());
        assertEquals(-0.695, hd.peak().r(), 0.06);
        final double[] predictor = hd.predictor().orElseThrow().predictor();
        assertTrue(Arrays.stream(predictor).map(Math::abs).max().orElseThrow() < 0.06, "there is no stimulus");
        assertEquals(-0.695, hd.predictor().orElseThrow().corrected()[(predictor.length - 1) / 2 + 79], 0.06);
    }

    @Test
    void eventsOfOneCellMeetThoseOfTheOtherAndSoDoTheirSizes() {
        final PairingResult details = study(read(record(12))).pairings().get(0);
        final PairedEvents events = details.onEventsOfA();
        assertTrue(events.events() > 100, events.events() + " events in 40 s");
        int least = 0;
        for (int t = 0; t < events.average().length; t++) if (events.average()[t] < events.average()[least]) least = t;
        assertTrue(
                events.average()[least] < -1,
                "IPSPs of cell B around EPSPs of cell A: " + events.average()[least] + " mV");
        assertTrue(
                events.timesMs()[least] > 3 && events.timesMs()[least] < 20, "and later: " + events.timesMs()[least]);
        assertTrue(events.amplitudeR() > 0.2, "r of amplitudes " + events.amplitudeR());
        final double sliding = details.sliding().stream()
                .mapToDouble(SlidingCorrelation::peakLagR)
                .average()
                .orElseThrow();
        assertEquals(-0.695, sliding, 0.1);
    }

    @Test
    void cellsOfTwoPairsHaveNothingInCommon() {
        final PairStudy.Part one = read(record(13));
        final PairStudy.Part other = read(record(14));
        final List<PairSweep> mixed = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            final PairSweep a = one.recorded().sweeps().get(k),
                    b = other.recorded().sweeps().get(k);
            mixed.add(new PairSweep(
                    "mixed", k, 0, a.cellA(), b.cellB(), a.potentialAMv(), b.potentialBMv(), a.modeA(), b.modeB()));
        }
        final PairInput input = new PairInput("A", "B", 10_000, mixed);
        final PairCorrelogram found = study(
                        new PairStudy.Part("mixed", "mV", "mV", input, input, one.artefacts(), List.of()))
                .pairings()
                .get(0)
                .correlogram();
        assertTrue(
                found.surrogates().orElseThrow().pValue() > 0.05,
                "p = " + found.surrogates().orElseThrow().pValue());
        assertTrue(Math.abs(found.peak().r()) < 0.2, "r = " + found.peak().r());
    }
}
