package org.eibalance.analysis.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.eibalance.analysis.pair.input.Artefacts;
import org.eibalance.analysis.pair.input.PairInput;
import org.eibalance.analysis.pair.input.PairSweep;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.RecordingHeader;
import org.eibalance.recording.Sweep;
import org.eibalance.recording.Unit;
import org.junit.jupiter.api.Test;

class PairStudyTest {

    private static final double RATE_HZ = 2000;
    private static final int SAMPLES = 4000;
    private static final int SWEEPS = 6;

    @Test
    void aStepTellsTheTimeConstantsAndTheCouplingOfTwoCells() {
        final Artefacts found = artefacts(12, 6, 0.05, 0);
        assertEquals(12, found.tauAMs(), 0.6);
        assertEquals(6, found.tauBMs(), 0.5);
        assertEquals(0.05, found.fromA().coefficient(), 0.005);
        assertEquals(0, found.fromB().coefficient(), 0.005);
        assertTrue(
                found.remarks().stream().anyMatch(r -> r.contains("coupling coefficient of 0.05")),
                found.remarks().toString());
        assertTrue(
                found.remarks().stream().anyMatch(r -> r.contains("time constants of the two cells differ")),
                found.remarks().toString());
        assertEquals(250, found.skewUs(), 1e-9);
    }

    @Test
    void humCommonToBothCellsIsReported() {
        final Artefacts clean = artefacts(10, 10, 0, 0);
        assertTrue(
                !clean.humShared() && clean.remarks().isEmpty(), clean.remarks().toString());
        final Artefacts found = artefacts(10, 10, 0, 0.5);
        assertTrue(found.humShared());
        assertEquals(50, found.humHz());
        assertTrue(
                found.remarks().stream().anyMatch(r -> r.contains("hum of 50 Hz is common to both cells")),
                found.remarks().toString());
    }

    @Test
    void fastNoiseInBothChannelsIsCrossTalk() {
        final SplittableRandom random = new SplittableRandom(1);
        final PairInput pair = new ColouredPairs(1, RATE_HZ).following(3, 2000, 0.5, 4);
        for (final PairSweep sweep : pair.sweeps()) {
            for (int t = 0; t < SAMPLES; t++) {
                final double noise = 0.3 * random.nextGaussian();
                sweep.cellA()[t] += noise;
                sweep.cellB()[t] += 0.5 * noise;
            }
        }
        final Recording recording = recording(pair, 0);
        final Artefacts found = Artefacts.of(
                recording, recording.channels().get(0), recording.channels().get(1), pair);
        assertTrue(found.crossTalk() > 0.5, "cross-talk " + found.crossTalk());
        assertEquals(0, found.crossTalkLagUs(), 60);
        assertTrue(
                found.remarks().stream().anyMatch(r -> r.contains("share fast noise")),
                found.remarks().toString());
    }

    @Test
    void currentsAndPotentialsOfOnePairingAreNotAveraged() {
        final double[] x = new SplittableRandom(1).doubles(1000).toArray(),
                y = new SplittableRandom(2).doubles(1000).toArray();
        final PairInput pair = new PairInput(
                "A",
                "B",
                RATE_HZ,
                List.of(
                        new PairSweep("one.abf", 0, 0, x, y, -80, 0, ClampMode.CURRENT_CLAMP, ClampMode.CURRENT_CLAMP),
                        new PairSweep(
                                "two.abf", 0, 0, x, y, -80, 0, ClampMode.CURRENT_CLAMP, ClampMode.VOLTAGE_CLAMP)));
        final InputException mixed =
                assertThrows(InputException.class, () -> PairCorrelation.compute(pair, PairSettings.DEFAULT, 1));
        assertTrue(
                mixed.getMessage().startsWith("one.abf, sweep 0 and two.abf, sweep 0 are both of pairing HD"),
                mixed.getMessage());
    }

    @Test
    void theAverageOnEventsOfTheLeadingCellFollowsByTheLag() {
        final PairInput pair = new ColouredPairs(5, RATE_HZ).following(10, 3000, 0.8, 6);
        final PairStudy.Result report = new PairStudy(PairSettings.DEFAULT, PairPreparation.NONE, 500, 10, 10)
                .compute(
                        List.of(new PairStudy.Part("pair", "mV", "mV", pair, pair, artefacts(10, 10, 0, 0), List.of())),
                        2,
                        d -> {});
        final PairingResult details = report.pairings().get(0);
        assertTrue(details.onEventsOfA().events() > 50, details.onEventsOfA().events() + " events");
        // EPSPs up in A, IPSPs down in B, 6 ms later than in A.
        final double delay = timeOfExtremum(details.onEventsOfA(), -1) - timeOfExtremum(details.onEventsOfB(), 1);
        assertEquals(12, delay, 5);
        assertTrue(
                details.onEventsOfA().amplitudeR() > 0.3,
                "amplitudes " + details.onEventsOfA().amplitudeR());
        assertEquals(11 * 10, details.sliding().size());
        assertEquals(
                -0.8,
                details.sliding().stream()
                        .mapToDouble(SlidingCorrelation::peakLagR)
                        .average()
                        .orElseThrow(),
                0.1);
    }

    private static double timeOfExtremum(final PairedEvents events, final int sign) {
        int best = 0;
        for (int i = 0; i < events.average().length; i++) {
            if (sign * events.average()[i] > sign * events.average()[best]) best = i;
        }
        return events.timesMs()[best];
    }

    private static Artefacts artefacts(
            final double tauAMs, final double tauBMs, final double coupling, final double hum) {
        final SplittableRandom random = new SplittableRandom(9);
        final PairInput pair = new ColouredPairs(3, RATE_HZ).independent(SWEEPS, 2000, 0, 1);
        for (final PairSweep sweep : pair.sweeps()) {
            final double phase = 7 * random.nextDouble();
            for (int t = 0; t < SAMPLES; t++) {
                final double a = sweep.sweep() % 2 == 0 ? step(t, tauAMs) : 0,
                        b = sweep.sweep() % 2 == 1 ? step(t, tauBMs) : 0;
                final double line = hum * Math.sin(2 * Math.PI * 50 * t / RATE_HZ + phase);
                sweep.cellA()[t] = 0.05 * sweep.cellA()[t] + a + line;
                sweep.cellB()[t] = 0.05 * sweep.cellB()[t] + b + coupling * a + line;
            }
        }
        final Recording recording = recording(pair, 50);
        return Artefacts.of(
                recording, recording.channels().get(0), recording.channels().get(1), pair);
    }

    /** 10 mV downward from 500 ms to 700 ms. */
    private static double step(final int t, final double tauMs) {
        final double ms = t * 1000 / RATE_HZ - 500;
        if (ms < 0) return 0;
        return -10
                * (ms < 200 ? 1 - Math.exp(-ms / tauMs) : (1 - Math.exp(-200 / tauMs)) * Math.exp(-(ms - 200) / tauMs));
    }

    /** The command of cell A steps in even sweeps, that of cell B in odd ones. */
    private static Recording recording(final PairInput pair, final double stepPa) {
        final double[][][] samples = new double[2][pair.sweeps().size()][];
        final List<Sweep> sweeps = new ArrayList<>();
        for (int k = 0; k < pair.sweeps().size(); k++) {
            samples[0][k] = pair.sweeps().get(k).cellA();
            samples[1][k] = pair.sweeps().get(k).cellB();
            sweeps.add(Sweep.uniform(k, 2.0 * k, samples[0][k].length, 2));
        }
        final List<Channel> channels = List.of(
                new Channel(0, "A", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, RATE_HZ, 0),
                new Channel(1, "B", Unit.MILLIVOLT, ClampMode.CURRENT_CLAMP, RATE_HZ, 1));
        return Recording.inMemory(
                new RecordingHeader(
                        "pair.abf",
                        Optional.empty(),
                        "test",
                        channels,
                        sweeps,
                        List.of(command(stepPa, 0), command(stepPa, 1)),
                        List.of(),
                        Optional.empty(),
                        List.of()),
                samples);
    }

    private static CommandWaveform command(final double stepPa, final int odd) {
        return new CommandWaveform() {

            @Override
            public String name() {
                return "I";
            }

            @Override
            public Unit unit() {
                return Unit.PICOAMPERE;
            }

            @Override
            public double holding() {
                return 0;
            }

            @Override
            public void read(
                    final int sweep, final long from, final double[] into, final int offset, final int length) {
                for (int i = 0; i < length; i++) {
                    final double ms = (from + i) * 1000 / RATE_HZ;
                    into[offset + i] = sweep % 2 == odd && ms >= 500 && ms < 700 ? -stepPa : 0;
                }
            }
        };
    }
}
