package org.eibalance.analysis.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.signal.ParallelLoop;

/**
 * Detection of spontaneous synaptic events and the measurement of their course.
 *
 * <p>A score says at each sample how strongly an event of the template's shape begins there; its peaks beyond the
 * threshold are events, and their place is the onset. The deconvolution is linear and separates events that overlap;
 * for the methods that slide a template the decay of one event lies in the baseline of the next, and they miss some of
 * those.
 */
public final class EventDetection {

    /**
     * Share of the progress: the score takes most of the time in long recordings, the fits of decays where there are
     * many events.
     */
    private static final double SHARE_OF_SCORE = 0.5;

    /** Least number of samples in a standard deviation, in time, of the Gaussian. */
    private static final double LOW_PASS_PER_RATE = 0.25;

    /** Events of a pass; cancellation is checked between passes. */
    private static final int EVENTS_OF_A_PASS = 64;

    private EventDetection() {}

    /**
     * Detects and measures events.
     *
     * @param input the sweeps
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @return accepted and rejected events
     * @throws InputException if a sweep is shorter than the template, or sampled too coarsely for it or for the
     *     low-pass
     * @throws CancellationException if the calling thread is interrupted
     */
    public static EventResult compute(final EventInput input, final EventSettings settings, final int threads) {
        return compute(input, settings, threads, done -> {});
    }

    /**
     * Detects and measures events, and reports progress.
     *
     * @param input the sweeps
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1, by the calling thread
     * @return accepted and rejected events
     * @throws InputException if a sweep is shorter than the template, or sampled too coarsely for it or for the
     *     low-pass
     * @throws CancellationException if the calling thread is interrupted
     */
    public static EventResult compute(
            final EventInput input, final EventSettings settings, final int threads, final DoubleConsumer progress) {
        final List<double[]> scores =
                scores(input, settings, threads, share -> progress.accept(SHARE_OF_SCORE * share));
        final Optional<NoiseLevel> noise = settings.method() == DetectionMethod.DECONVOLUTION
                ? Optional.of(NoiseLevel.of(scores))
                : Optional.empty();
        final double centre = noise.map(NoiseLevel::centre).orElse(0.0);
        final double unit = noise.map(NoiseLevel::deviation).orElse(1.0);
        final double stepMs = input.stepMs();
        final PeakPicker picker = new PeakPicker(
                settings.threshold(), settings.polarity(), (int) Math.round(settings.refractoryMs() / stepMs), (int)
                        Math.round(settings.sideLobeMs() / stepMs));
        final PeakPicker other = new PeakPicker(
                picker.threshold(),
                settings.polarity() == Polarity.POSITIVE ? Polarity.NEGATIVE : Polarity.POSITIVE,
                picker.refractory(),
                picker.sideLobe());
        final double[] heights = new double[2];
        final int[] peaks = new int[2];
        int spikes = 0;
        int following = 0;
        final List<SynapticEvent> events = new ArrayList<>();
        for (int k = 0; k < scores.size(); k++) {
            ParallelLoop.checkCancelled();
            final EventSweep sweep = input.sweeps().get(k);
            final double[] score = scores.get(k);
            for (int t = 0; t < score.length; t++) score[t] = (score[t] - centre) / unit;
            final int[] onsets = picker.of(score);
            add(score, onsets, 0, peaks, heights);
            if (settings.polarity() != Polarity.BOTH) {
                final int[] others = other.of(score);
                add(score, others, 1, peaks, heights);
                following += following(score, onsets, others, Math.round(settings.templateMs() / stepMs));
            }
            if (input.quantity() == Quantity.VOLTAGE) spikes += ActionPotentials.count(sweep.samples(), stepMs);
            final SynapticEvent[] measured = new SynapticEvent[onsets.length];
            ParallelLoop.run((onsets.length + EVENTS_OF_A_PASS - 1) / EVENTS_OF_A_PASS, threads, pass -> {
                final int end = Math.min(onsets.length, (pass + 1) * EVENTS_OF_A_PASS);
                for (int i = pass * EVENTS_OF_A_PASS; i < end; i++) {
                    measured[i] = measure(sweep, stepMs, onsets, i, score[onsets[i]], settings);
                }
            });
            events.addAll(List.of(measured));
            progress.accept(SHARE_OF_SCORE + (1 - SHARE_OF_SCORE) * (k + 1) / scores.size());
        }
        return new EventResult(
                settings,
                input.unit(),
                input.durationS(),
                noise,
                events,
                new SearchedTrace(
                        input.sweeps().size(),
                        spikes,
                        peaks[0],
                        heights[0],
                        peaks[1],
                        heights[1],
                        following,
                        // an event of amplitude 1 becomes a Gaussian whose spectrum is the gain of the low-pass
                        noise.isEmpty()
                                ? Double.NaN
                                : unit / (settings.lowPassHz() * Math.sqrt(2 * Math.PI) * stepMs / 1000)));
    }

    /** How many peaks come within some samples after a higher one among others; both rising. */
    private static int following(final double[] score, final int[] peaks, final int[] others, final long within) {
        int count = 0;
        int from = 0;
        for (final int peak : peaks) {
            while (from < others.length && others[from] < peak - within) from++;
            for (int i = from; i < others.length && others[i] < peak; i++) {
                if (Math.abs(score[others[i]]) <= Math.abs(score[peak])) continue;
                count++;
                break;
            }
        }
        return count;
    }

    private static void add(
            final double[] score, final int[] at, final int direction, final int[] peaks, final double[] heights) {
        peaks[direction] += at.length;
        for (final int peak : at) heights[direction] += Math.abs(score[peak]);
    }

    /**
     * The score alone, at each sample of each sweep: the deconvolved trace in pA or mV, Clements and Bekkers'
     * criterion, or the correlation. It is negative where a downward event begins. The last samples of the methods that
     * slide a template, where it reaches beyond the sweep, are 0.
     *
     * @param input the sweeps
     * @param settings how
     * @param threads how many threads at most; the result does not depend on it
     * @param progress given the share that is done, from 0 to 1, by the calling thread
     * @return new arrays, one a sweep
     * @throws InputException if a sweep is shorter than the template, or sampled too coarsely for it or for the
     *     low-pass
     * @throws CancellationException if the calling thread is interrupted
     */
    public static List<double[]> scores(
            final EventInput input, final EventSettings settings, final int threads, final DoubleConsumer progress) {
        final double stepMs = input.stepMs();
        final int template = check(input, settings);
        final boolean deconvolve = settings.method() == DetectionMethod.DECONVOLUTION;
        final Deconvolution deconvolution =
                deconvolve ? new Deconvolution(settings.shape(), stepMs, settings.lowPassHz()) : null;
        final TemplateMatch match =
                deconvolve ? null : new TemplateMatch(settings.shape().samples(stepMs, template), settings.method());
        final List<double[]> scores = new ArrayList<>();
        for (final EventSweep sweep : input.sweeps()) {
            ParallelLoop.checkCancelled();
            final double[] score;
            if (deconvolve) {
                score = deconvolution.of(sweep.samples(), threads);
                if (settings.highPassHz() > 0) SlowTrend.subtract(score, stepMs, settings.highPassHz());
            } else score = match.of(sweep.samples(), threads);
            scores.add(score);
            progress.accept((double) scores.size() / input.sweeps().size());
        }
        return scores;
    }

    /** The length of the template in samples, which no sweep is shorter than. */
    private static int check(final EventInput input, final EventSettings settings) {
        final long template = Math.round(settings.templateMs() / input.stepMs());
        if (settings.shape().peakTimeMs() < input.stepMs() || template < 3)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s, channel '%s' is sampled every %.4f ms, too coarse for a template of %s ms that peaks "
                            + "at %.4f ms.",
                    input.recording(),
                    input.channel(),
                    input.stepMs(),
                    settings.templateMs(),
                    settings.shape().peakTimeMs()));
        if (settings.method() == DetectionMethod.DECONVOLUTION
                && settings.lowPassHz() > LOW_PASS_PER_RATE * input.sampleRateHz())
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The low-pass is %s Hz: at the %s samples a second of %s it must be at most %s Hz.",
                    settings.lowPassHz(),
                    input.sampleRateHz(),
                    input.recording(),
                    LOW_PASS_PER_RATE * input.sampleRateHz()));
        for (final EventSweep sweep : input.sweeps()) {
            if (sweep.samples().length < template)
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s is %.2f ms long, shorter than the template of %s ms: a shorter template or a longer "
                                + "window is needed.",
                        input.place(sweep),
                        sweep.samples().length * input.stepMs(),
                        settings.templateMs()));
        }
        return (int) template;
    }

    private static SynapticEvent measure(
            final EventSweep sweep,
            final double stepMs,
            final int[] onsets,
            final int i,
            final double score,
            final EventSettings settings) {
        final int samples = sweep.samples().length, onset = onsets[i];
        final int end = i + 1 < onsets.length ? onsets[i + 1] : samples;
        final Optional<EventKinetics> kinetics =
                EventKinetics.measure(sweep.samples(), stepMs, onset, end, score > 0, settings.kinetics());
        final boolean atEdge = onset * stepMs
                        < settings.kinetics().baselineGapMs()
                                + settings.kinetics().baselineMs()
                || (samples - onset) * stepMs < settings.kinetics().searchMs();
        return new SynapticEvent(
                sweep.index(),
                (sweep.firstSample() + onset) * stepMs,
                score,
                kinetics,
                atEdge ? Rejection.AT_THE_EDGE : rejection(kinetics, settings.limits()));
    }

    private static Rejection rejection(final Optional<EventKinetics> measured, final EventLimits limits) {
        if (measured.isEmpty()) return Rejection.NO_DEFLECTION;
        final EventKinetics kinetics = measured.get();
        if (Math.abs(kinetics.amplitude()) < limits.minAmplitude()) return Rejection.SMALL;
        if (kinetics.rise10To90Ms() > limits.maxRiseMs()) return Rejection.SLOW_RISE;
        return kinetics.decayMs() > limits.maxDecayMs() ? Rejection.SLOW_DECAY : Rejection.NONE;
    }
}
