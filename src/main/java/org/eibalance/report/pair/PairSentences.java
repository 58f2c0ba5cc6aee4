package org.eibalance.report.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eibalance.analysis.pair.LagExcess;
import org.eibalance.analysis.pair.PairCorrelogram;
import org.eibalance.analysis.pair.PairStudy;
import org.eibalance.analysis.pair.PairedEvents;
import org.eibalance.analysis.pair.PairingResult;
import org.eibalance.analysis.pair.correlogram.LagBootstrap;
import org.eibalance.analysis.pair.correlogram.PeakIntervals;
import org.eibalance.analysis.pair.input.CellView;
import org.eibalance.analysis.pair.input.Pairing;
import org.eibalance.analysis.pair.significance.SurrogateMethod;
import org.eibalance.check.CheckResult;
import org.eibalance.check.Checks;
import org.eibalance.check.pair.BeyondChance;
import org.eibalance.check.pair.CorrectedLag;
import org.eibalance.check.pair.PairChecks;
import org.eibalance.check.pair.SignOfPairing;
import org.eibalance.check.pair.TwoCells;
import org.eibalance.recording.ClampMode;
import org.eibalance.signal.Interval;

/** The study of a pair in words. */
final class PairSentences {

    private static final double LEVEL = 0.05;

    private final String names;
    private final PairStudy.Result result;

    PairSentences(final String names, final PairStudy.Result result) {
        this.names = names;
        this.result = result;
    }

    List<String> all() {
        final List<String> sentences = new ArrayList<>();
        final Checks ofStudy = PairChecks.ofStudy(result);
        final boolean cells = ofStudy.firstFailed(TwoCells.NAME).isEmpty();
        if (!cells) sentences.add(names + ": " + ofStudy.headline("no correlation is given", "", TwoCells.NAME));
        for (final PairingResult pairing : result.pairings()) {
            if (cells) {
                sentences.add(names + ": " + shows(pairing.correlogram()) + ".");
                correlation(sentences, pairing, ofStudy.and(PairChecks.of(pairing)));
                sentences.addAll(pairing.correlogram().remarks());
            }
        }
        if (PairChecks.of(result).firstFailed(PairChecks.correlation()).isEmpty()) swapped(sentences);
        sentences.addAll(result.remarks());
        return sentences;
    }

    /** What is said of a correlation where no check that it rests on failed; otherwise why nothing is. */
    private void correlation(final List<String> sentences, final PairingResult pairing, final Checks checks) {
        final PairCorrelogram group = pairing.correlogram();
        final Optional<CheckResult> failed = checks.firstFailed(PairChecks.correlation());
        if (failed.isPresent() && failed.get().name().equals(BeyondChance.NAME)) {
            sentences.add(failed.get().explanation());
            chance(sentences, group);
        } else if (chanceIsUnknown(group)
                && failed.map(CheckResult::name)
                        .filter(name -> !name.equals(SignOfPairing.NAME))
                        .isEmpty()) {
            sentences.add("No lag is given: whether there is a correlation beyond chance is not known.");
        } else if (failed.isPresent()) {
            sentences.add(checks.headline("No lag is given", "", PairChecks.correlation()));
        } else {
            sentences.add(peak(group));
            if (group.peak().atEdge()) sentences.add(edge(group));
            if (group.intervals().isEmpty() && result.settings().bootstraps() > 0)
                sentences.add("There is no interval for the lag: its bootstrap needs " + LagBootstrap.MIN_SWEEPS
                        + " sweeps or more, and there "
                        + (group.sweeps().size() == 1 ? "is one." : "are two."));
            chance(sentences, group);
            predictor(sentences, group);
            pairing.excess()
                    .ifPresent(excess -> sentences.add(
                            corrected(checks, excess, group.viewA().mode() == ClampMode.VOLTAGE_CLAMP)));
            events(sentences, pairing);
        }
    }

    /** Surrogates were wanted, and the sweeps do not allow them. */
    private boolean chanceIsUnknown(final PairCorrelogram group) {
        return Double.isNaN(group.pValue()) && result.settings().surrogates().surrogates() > 0;
    }

    private static String edge(final PairCorrelogram group) {
        return String.format(
                Locale.ROOT,
                "The extremum of pairing %s lies at the edge of the window, %.1f ms: the true one may lie outside.",
                group.pairing().label(),
                group.peak().lagMs());
    }

    private String shows(final PairCorrelogram group) {
        if (group.pairing() == Pairing.UNKNOWN)
            return "at what level cell A (" + result.input().cellA() + ") and cell B ("
                    + result.input().cellB() + ") are held is not known, so neither is what they show";
        final int sign = group.viewA().expectedSign(group.viewB());
        return shows("cell A (" + result.input().cellA() + ")", group.viewA()) + ", "
                + shows("cell B (" + result.input().cellB() + ")", group.viewB())
                + (sign == 0
                        ? ""
                        : "; inputs that grow together correlate with " + (sign > 0 ? "positive" : "negative")
                                + " sign");
    }

    private static String shows(final String cell, final CellView view) {
        return cell + " is held " + (view.level().orElseThrow().label().equals("H") ? "hyperpolarised" : "depolarised")
                + " and shows its "
                + (view.level().orElseThrow().label().equals("H") ? "excitation" : "inhibition") + " (" + view.shows()
                + ")";
    }

    private static String peak(final PairCorrelogram group) {
        return String.format(
                Locale.ROOT,
                "Over %d %s their fluctuations correlate most at a lag of %+.2f ms%s, with r = %+.3f (at lag 0: "
                        + "%+.3f), normalised %s%s.",
                group.sweeps().size(),
                group.sweeps().size() == 1 ? "sweep" : "sweeps",
                group.peak().lagMs(),
                interval(group.intervals().map(PeakIntervals::lagMs), "%+.2f"),
                group.peak().r(),
                group.zeroLagR(),
                group.normalisation().label(),
                follows(group));
    }

    private static String interval(final Optional<Interval> interval, final String format) {
        return interval.filter(i -> !Double.isNaN(i.low()))
                .map(i -> String.format(Locale.ROOT, " (95 %%: " + format + " to " + format + ")", i.low(), i.high()))
                .orElse("");
    }

    private static String follows(final PairCorrelogram group) {
        final double lagMs = group.iAfterEMs();
        if (Double.isNaN(lagMs)) return "";
        return String.format(
                Locale.ROOT,
                lagMs < 0 ? ": inhibition leads excitation by %.2f ms" : ": inhibition follows excitation by %.2f ms",
                Math.abs(lagMs));
    }

    private static void chance(final List<String> sentences, final PairCorrelogram group) {
        group.surrogates()
                .ifPresent(s -> sentences.add(String.format(
                        Locale.ROOT,
                        "%s: p = %.4g, two-sided, over all lags, by %d %s (of %s distinct ones%s, so "
                                + "that p cannot be below %.4g), seed %d%s.",
                        s.pValue() <= LEVEL
                                ? "That is more than chance"
                                : s.leastP() > LEVEL ? "Too few surrogates exist" : "Chance gives as much",
                        s.pValue(),
                        s.count(),
                        s.method().label(),
                        s.distinct() < 1e9
                                ? String.format(Locale.ROOT, "%.0f", s.distinct())
                                : String.format(Locale.ROOT, "%.1e", s.distinct()),
                        s.method() == SurrogateMethod.SHIFTS ? " whose windows do not overlap" : "",
                        s.leastP(),
                        s.seed(),
                        s.method() == SurrogateMethod.PAIRINGS
                                        || s.method() == SurrogateMethod.FLIPS
                                                && group.predictor().isPresent()
                                ? "; the curve and each surrogate less their shift predictors"
                                : "")));
    }

    private static void predictor(final List<String> sentences, final PairCorrelogram group) {
        group.predictor().ifPresent(p -> {
            final int at = largest(p.raw());
            sentences.add(String.format(
                    Locale.ROOT,
                    "Normalised %s, r = %+.3f at its extremum; there the shift predictor is %+.3f and the "
                            + "corrected correlation %+.3f.",
                    p.normalisation().label(),
                    p.raw()[at],
                    p.predictor()[at],
                    p.corrected()[at]));
        });
    }

    private static int largest(final double[] curve) {
        int largest = 0;
        for (int i = 1; i < curve.length; i++) if (Math.abs(curve[i]) > Math.abs(curve[largest])) largest = i;
        return largest;
    }

    /** The lag of the conductances with its interval, or why there is none. */
    private String corrected(final Checks checks, final LagExcess excess, final boolean currents) {
        if (excess.undetermined().isEmpty() && !excess.correctedInterval().isKnown())
            return "No lag of the conductances is given, because no resamples were drawn for its interval.";
        return checks.headline(
                "No lag of the conductances is given",
                currents ? excessOfCurrents(excess) : excess(excess),
                CorrectedLag.NAME);
    }

    private String excess(final LagExcess excess) {
        return String.format(
                Locale.ROOT,
                "Read from these traces the lag exceeds that of the conductances by about %.1f ms: %+.1f ms "
                        + "because cells that are not held at the reversals show some of the other input (EPSPs "
                        + "of the depolarised cell cancel the early part of its IPSPs), %+.1f ms because membranes "
                        + "smear an asymmetric correlogram towards its centroid, %+.1f ms because their time "
                        + "constants differ (cell A %.1f ms, %s; cell B %.1f ms, %s). The lag of the conductances "
                        + "is %.1f ms%s.",
                excess.totalMs(),
                excess.shortOfReversalMs(),
                excess.smearMs(),
                excess.unequalMs(),
                result.tauA().ms(),
                result.tauA().source(),
                result.tauB().ms(),
                result.tauB().source(),
                excess.correctedMs(),
                interval(Optional.of(excess.correctedInterval()), "%.1f"));
    }

    /** Membranes do not smear the currents of a clamp. */
    private static String excessOfCurrents(final LagExcess excess) {
        return String.format(
                Locale.ROOT,
                "Read from these currents the lag exceeds that of the conductances by about %.1f ms, because "
                        + "cells that are not held at the reversals show some of the other input (EPSCs of the "
                        + "depolarised cell cancel the early part of its IPSCs). The lag of the conductances is "
                        + "%.1f ms%s. R_s C of the two pipettes is not taken into it.",
                excess.totalMs(),
                excess.correctedMs(),
                interval(Optional.of(excess.correctedInterval()), "%.1f"));
    }

    private static void events(final List<String> sentences, final PairingResult pairing) {
        final PairedEvents a = pairing.onEventsOfA(), b = pairing.onEventsOfB();
        if (a.events() < 3 && b.events() < 3) return;
        sentences.add(String.format(
                Locale.ROOT,
                "%d events of cell A and %d of cell B: amplitudes of events correlate with what the other cell "
                        + "does within 20 ms, r = %s and %s.",
                a.events(),
                b.events(),
                r(a.amplitudeR()),
                r(b.amplitudeR())));
    }

    private static String r(final double r) {
        return Double.isNaN(r) ? "not known" : String.format(Locale.ROOT, "%+.2f", r);
    }

    /** The experiment and the one with the levels swapped, beside each other. */
    private void swapped(final List<String> sentences) {
        final Optional<PairCorrelogram> hd = result.pairing(Pairing.HD).map(PairingResult::correlogram);
        final Optional<PairCorrelogram> dh = result.pairing(Pairing.DH).map(PairingResult::correlogram);
        if (hd.isEmpty() || dh.isEmpty()) return;
        sentences.add(String.format(
                Locale.ROOT,
                "Levels swapped: inhibition follows excitation by %.2f ms where cell B shows it (HD, r = %+.3f) "
                        + "and by %.2f ms where cell A does (DH, r = %+.3f), on average by %.2f ms; half their "
                        + "difference, %.2f ms, is what the cells themselves differ by.",
                hd.get().iAfterEMs(),
                hd.get().peak().r(),
                dh.get().iAfterEMs(),
                dh.get().peak().r(),
                (hd.get().iAfterEMs() + dh.get().iAfterEMs()) / 2,
                (hd.get().iAfterEMs() - dh.get().iAfterEMs()) / 2));
    }
}
