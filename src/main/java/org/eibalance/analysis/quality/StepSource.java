package org.eibalance.analysis.quality;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eibalance.analysis.quality.TestPulseSearch.Step;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ParallelLoop;
import org.eibalance.signal.Statistics;

/**
 * The voltage step of each sweep of one channel, from the settings, the protocol or a recorded command.
 *
 * @param steps by sweep; empty where none is known
 * @param words where they were found, such as "found in the protocol"
 */
record StepSource(Map<Integer, Step> steps, String words) {

    /** A recorded command is flat along a step, to this share of its height; a membrane potential is not. */
    private static final double FLAT = 0.05;

    private static final double MIN_MV = 0.1;

    static StepSource of(final Recording recording, final Channel channel, final QualitySettings settings) {
        final TestPulseSearch search = new TestPulseSearch(channel.sampleRateHz());
        final StepSource source = settings.stepStartMs().isPresent()
                ? given(recording, channel, settings, search)
                : found(recording, channel, settings, search);
        if (settings.stepMv().isEmpty()) return source;
        final double mv = settings.stepMv().getAsDouble();
        final Map<Integer, Step> steps = new TreeMap<>();
        source.steps.forEach(
                (sweep, s) -> steps.put(sweep, new Step(s.baselineStart(), s.start(), s.end(), s.recoveryEnd(), mv)));
        return new StepSource(steps, source.words);
    }

    /** Height and times of the steps, and where they were found. */
    String describe(final double sampleRateHz) {
        if (steps.isEmpty()) return "";
        final DoubleSummaryStatistics mv =
                steps.values().stream().mapToDouble(Step::mv).summaryStatistics();
        final Step first = steps.values().iterator().next();
        final String height = mv.getMax() - mv.getMin() < MIN_MV
                ? String.format(Locale.ROOT, "%.1f mV", mv.getAverage())
                : String.format(Locale.ROOT, "%.1f to %.1f mV", mv.getMin(), mv.getMax());
        return String.format(
                Locale.ROOT,
                "a step of %s from %.2f to %.2f ms, %s",
                height,
                first.start() * 1000 / sampleRateHz,
                first.end() * 1000 / sampleRateHz,
                words);
    }

    private static StepSource found(
            final Recording recording,
            final Channel channel,
            final QualitySettings settings,
            final TestPulseSearch search) {
        return CommandSearch.find(
                        recording,
                        channel,
                        settings.commandChannel(),
                        protocol -> inProtocol(recording, channel, protocol, search),
                        command -> onChannel(recording, channel, command, settings, search))
                .orElse(new StepSource(Map.of(), ""));
    }

    private static Optional<StepSource> inProtocol(
            final Recording recording,
            final Channel channel,
            final CommandWaveform command,
            final TestPulseSearch search) {
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        for (int k = 0; k < recording.sweeps().size(); k++) {
            ParallelLoop.checkCancelled();
            levels.put(k, CommandLevel.of(command, k, recording.samples(channel.index(), k), search.leastSamples()));
        }
        final Map<Integer, Step> steps = search.find(levels);
        return steps.isEmpty() ? Optional.empty() : Optional.of(new StepSource(steps, "found in the protocol"));
    }

    /** A channel that no person named needs the step in half of the sweeps. */
    private static Optional<StepSource> onChannel(
            final Recording recording,
            final Channel channel,
            final Channel command,
            final QualitySettings settings,
            final TestPulseSearch search) {
        final Map<Integer, Step> steps = recorded(recording, channel, command, search);
        final boolean enough = 2 * steps.size() >= recording.sweeps().size() && !steps.isEmpty();
        return enough || settings.commandChannel().isPresent()
                ? Optional.of(new StepSource(steps, words(command)))
                : Optional.empty();
    }

    private static String words(final Channel command) {
        return "found in the command recorded on channel " + command.index() + " (" + command.name() + ")";
    }

    private static Map<Integer, Step> recorded(
            final Recording recording, final Channel channel, final Channel command, final TestPulseSearch search) {
        final TestPulseSearch own = new TestPulseSearch(command.sampleRateHz());
        final double scale = command.unit().toFieldUnit();
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        for (int k = 0; k < recording.sweeps().size(); k++) {
            ParallelLoop.checkCancelled();
            levels.put(
                    k,
                    CommandLevel.ofRecorded(
                            millivolts(recording, command, k, scale), command.sampleRateHz(), own.leastSamples()));
        }
        final double ratio = channel.sampleRateHz() / command.sampleRateHz();
        final Map<Integer, Step> steps = new TreeMap<>();
        own.findRecorded(levels).forEach((sweep, s) -> {
            final boolean inside = Math.round(s.end() * ratio) <= recording.samples(channel.index(), sweep);
            if (inside && isFlat(recording, command, sweep, s))
                steps.put(
                        sweep,
                        new Step(
                                Math.round(s.baselineStart() * ratio),
                                Math.round(s.start() * ratio),
                                Math.round(s.end() * ratio),
                                Math.round(s.recoveryEnd() * ratio),
                                s.mv()));
        });
        return steps;
    }

    private static double[] millivolts(
            final Recording recording, final Channel channel, final int sweep, final double scale) {
        final double[] mv = recording.read(channel.index(), sweep);
        for (int i = 0; i < mv.length; i++) mv[i] *= scale;
        return mv;
    }

    private static boolean isFlat(final Recording recording, final Channel command, final int sweep, final Step step) {
        final double[] mv = new double[(int) (step.end() - step.start())];
        recording.read(command.index(), sweep, step.start(), mv);
        final int quarter = mv.length / 4;
        return Math.abs(Statistics.mean(mv, quarter, 2 * quarter) - Statistics.mean(mv, mv.length - quarter, mv.length))
                        * command.unit().toFieldUnit()
                <= FLAT * Math.abs(step.mv());
    }

    private static StepSource given(
            final Recording recording,
            final Channel channel,
            final QualitySettings settings,
            final TestPulseSearch search) {
        final double perMs = channel.sampleRateHz() / 1000;
        final long start = Math.round(settings.stepStartMs().getAsDouble() * perMs);
        final long end = Math.round(settings.stepEndMs().getAsDouble() * perMs);
        final long most = search.longestBaseline(end - start);
        final Map<Integer, Step> steps = new TreeMap<>();
        boolean known = settings.stepMv().isPresent();
        for (int k = 0; k < recording.sweeps().size(); k++) {
            final long samples = recording.samples(channel.index(), k);
            if (start < 1 || end > samples || end <= start) continue;
            final long baseline = Math.max(0, start - most);
            double mv = settings.stepMv().orElse(Double.NaN);
            if (settings.stepMv().isEmpty()) {
                mv = height(recording, channel, settings, k, baseline, start, end);
                known |= !Double.isNaN(mv);
                if (!(Math.abs(mv) >= MIN_MV)) continue;
            }
            // the command after a given step is not known
            steps.put(k, new Step(baseline, start, end, end, mv));
        }
        if (!known)
            throw new InputException(recording.name() + ", channel " + channel.index() + " (" + channel.name()
                    + "): the step from "
                    + settings.stepStartMs().getAsDouble() + " to "
                    + settings.stepEndMs().getAsDouble()
                    + (longest(recording, channel) < end
                            ? " ms ends after the sweeps do: give times within them."
                            : " ms has no height, because the file holds no command: give the height in mV too."));
        return new StepSource(steps, "as given");
    }

    private static long longest(final Recording recording, final Channel channel) {
        long longest = 0;
        for (int k = 0; k < recording.sweeps().size(); k++)
            longest = Math.max(longest, recording.samples(channel.index(), k));
        return longest;
    }

    /** Mean command of the step, minus that before; NaN where the file holds none. */
    private static double height(
            final Recording recording,
            final Channel channel,
            final QualitySettings settings,
            final int sweep,
            final long baseline,
            final long start,
            final long end) {
        final double[] mv = new double[(int) (end - baseline)];
        if (settings.commandChannel().isPresent()) {
            final Channel command = CommandSearch.named(
                    recording, channel, settings.commandChannel().orElseThrow());
            if (command.sampleRateHz() != channel.sampleRateHz())
                throw new InputException(recording.name() + ": channels " + channel.index() + " and " + command.index()
                        + " differ in sampling rate: give the height of the step in mV.");
            recording.read(command.index(), sweep, baseline, mv);
            return height(mv, start - baseline) * command.unit().toFieldUnit();
        }
        final Optional<CommandWaveform> command = CommandSearch.protocol(recording, channel);
        if (command.isEmpty()) return Double.NaN;
        command.get().read(sweep, baseline, mv, 0, mv.length);
        return height(mv, start - baseline) * command.get().unit().toFieldUnit();
    }

    /** Of the level just before the step, because earlier levels may differ. */
    private static double height(final double[] mv, final long start) {
        final int before = (int) Math.max(0, start - Math.max(1, start / 10));
        return Statistics.mean(mv, (int) start, mv.length) - Statistics.mean(mv, before, (int) start);
    }
}
