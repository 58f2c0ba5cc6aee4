package org.eibalance.analysis.quality;

import java.util.ArrayList;
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
 * @param levels of the command, in samples of the channel, by sweep; empty where it is not known
 */
record StepSource(Map<Integer, Step> steps, String words, Map<Integer, List<CommandLevel>> levels) {

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
        return new StepSource(steps, source.words, source.levels);
    }

    /**
     * The levels of the command that the file gives for a channel.
     *
     * @return by sweep; empty where it gives none
     */
    static Map<Integer, List<CommandLevel>> levels(final Recording recording, final Channel channel, final int least) {
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        recording.command(channel.index()).ifPresent(command -> {
            for (int k = 0; k < recording.sweeps().size(); k++) {
                ParallelLoop.checkCancelled();
                levels.put(
                        k,
                        CommandLevel.ofCommand(
                                command, k, recording.samples(channel.index(), k), channel.sampleRateHz(), least));
            }
        });
        return levels;
    }

    /** The level before the step of a sweep; NaN where it is not known. */
    double levelBefore(final int sweep) {
        final Step step = steps.get(sweep);
        return levels.getOrDefault(sweep, List.of()).stream()
                .filter(l -> l.end() == step.start())
                .mapToDouble(CommandLevel::mv)
                .findFirst()
                .orElse(Double.NaN);
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
        final Map<Integer, List<CommandLevel>> protocol =
                settings.commandChannel().isEmpty()
                                && CommandSearch.protocol(recording, channel).isPresent()
                        ? levels(recording, channel, search.leastSamples())
                        : Map.of();
        return CommandSearch.find(
                        recording,
                        channel,
                        settings.commandChannel(),
                        command -> inProtocol(protocol, search),
                        command -> onChannel(recording, channel, command, settings))
                .orElse(new StepSource(Map.of(), "", protocol));
    }

    private static Optional<StepSource> inProtocol(
            final Map<Integer, List<CommandLevel>> protocol, final TestPulseSearch search) {
        final Map<Integer, Step> exact = search.find(protocol);
        final Map<Integer, Step> close = search.findRecorded(protocol);
        final Map<Integer, Step> steps = close.size() > exact.size() ? close : exact;
        return steps.isEmpty()
                ? Optional.empty()
                : Optional.of(new StepSource(steps, "found in the protocol", protocol));
    }

    /** A channel that no person named needs the step in half of the sweeps. */
    private static Optional<StepSource> onChannel(
            final Recording recording, final Channel channel, final Channel command, final QualitySettings settings) {
        final StepSource source = recorded(recording, channel, command);
        final boolean enough = 2 * source.steps.size() >= recording.sweeps().size() && !source.steps.isEmpty();
        return enough || settings.commandChannel().isPresent() ? Optional.of(source) : Optional.empty();
    }

    private static String words(final Channel command) {
        return "found in the command recorded on channel " + command.index() + " (" + command.name() + ")";
    }

    private static StepSource recorded(final Recording recording, final Channel channel, final Channel command) {
        final TestPulseSearch own = new TestPulseSearch(command.sampleRateHz());
        final double scale = command.unit().toFieldUnit();
        final double ratio = channel.sampleRateHz() / command.sampleRateHz();
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        final Map<Integer, List<CommandLevel>> ofChannel = new TreeMap<>();
        for (int k = 0; k < recording.sweeps().size(); k++) {
            ParallelLoop.checkCancelled();
            final long samples = recording.samples(channel.index(), k);
            levels.put(
                    k,
                    CommandLevel.ofRecorded(
                            millivolts(recording, command, k, scale), command.sampleRateHz(), own.leastSamples()));
            ofChannel.put(
                    k,
                    levels.get(k).stream()
                            .map(l -> new CommandLevel(
                                    Math.round(l.start() * ratio),
                                    Math.min(samples, Math.round(l.end() * ratio)),
                                    l.mv()))
                            .filter(l -> l.end() > l.start())
                            .toList());
        }
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
        return new StepSource(steps, words(command), ofChannel);
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
        return new StepSource(steps, "as given", givenLevels(recording, channel, steps, search));
    }

    /** Of a step that is given where the file holds no command, what lies before and behind it. */
    private static Map<Integer, List<CommandLevel>> givenLevels(
            final Recording recording,
            final Channel channel,
            final Map<Integer, Step> steps,
            final TestPulseSearch search) {
        if (CommandSearch.protocol(recording, channel).isPresent())
            return levels(recording, channel, search.leastSamples());
        final Map<Integer, List<CommandLevel>> levels = new TreeMap<>();
        steps.forEach((sweep, step) -> {
            final List<CommandLevel> around = new ArrayList<>();
            around.add(new CommandLevel(0, step.start(), Double.NaN));
            final long samples = recording.samples(channel.index(), sweep);
            if (samples > step.end()) around.add(new CommandLevel(step.end(), samples, Double.NaN));
            levels.put(sweep, around);
        });
        return levels;
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
            if (recording.samples(command.index(), sweep) < end) return Double.NaN;
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
