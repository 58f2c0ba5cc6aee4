package org.eibalance.analysis.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.analysis.quality.TestPulseSearch.Step;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.signal.ParallelLoop;

/**
 * Checks the quality of a recording: the membrane test of its channels in voltage clamp, and baseline, noise, hum,
 * saturation and missing samples of all.
 */
public final class QualityCheck {

    /** Baseline and noise come from at most this much of a sweep. */
    private static final double MAX_QUIET_S = 10;

    /** At the holding level less will do, without hum, rather than a longer stretch at another level. */
    private static final double MIN_HOLDING_MS = 20;

    /** After a change of the command this much of a quiet stretch is left out. */
    private static final double SETTLING_MS = 50;

    /** At most this share of a quiet stretch is left out. */
    private static final int SETTLING_SHARE = 4;

    private static final String SEARCHED = "one of " + (int) TestPulseSearch.MIN_MV + " to "
            + (int) TestPulseSearch.MAX_MV + " mV and at least " + (int) TestPulseSearch.MIN_STEP_MS
            + " ms was expected";

    private QualityCheck() {}

    /**
     * The channels that are checked where none is named: every current in voltage clamp and every potential that
     * follows a current; where there is neither, every potential; else every current of which the mode is not known.
     *
     * @param recording the recording
     * @return at least one
     * @throws InputException if no channel is a current or a potential
     */
    public static List<Channel> channels(final Recording recording) {
        List<Channel> chosen = recording.channels().stream()
                .filter(c -> isCurrent(c, ClampMode.VOLTAGE_CLAMP) || isCommandedPotential(recording, c))
                .toList();
        if (chosen.isEmpty())
            chosen = recording.channels().stream()
                    .filter(c -> c.unit().quantity() == Quantity.VOLTAGE)
                    .toList();
        if (chosen.isEmpty())
            chosen = recording.channels().stream()
                    .filter(c -> isCurrent(c, ClampMode.UNKNOWN))
                    .toList();
        if (chosen.isEmpty())
            throw new InputException(recording.name()
                    + " has no channel to check: a current in voltage clamp or a potential was expected, but there is "
                    + recording.channels().stream()
                            .map(c -> c.name() + " ("
                                    + (c.unit().symbol().isEmpty()
                                            ? "unit unknown"
                                            : c.unit().symbol()) + ", "
                                    + c.clampMode().label() + ")")
                            .collect(Collectors.joining(", "))
                    + ".");
        return chosen;
    }

    private static boolean isCurrent(final Channel channel, final ClampMode mode) {
        return channel.unit().quantity() == Quantity.CURRENT && channel.clampMode() == mode;
    }

    /** A person may know of a channel what the file does not say. */
    private static boolean mayHaveTest(final Channel channel) {
        return isCurrent(channel, ClampMode.VOLTAGE_CLAMP) || isCurrent(channel, ClampMode.UNKNOWN);
    }

    private static boolean isCommandedPotential(final Recording recording, final Channel channel) {
        return channel.unit().quantity() == Quantity.VOLTAGE
                && channel.clampMode() == ClampMode.CURRENT_CLAMP
                && recording
                        .command(channel.index())
                        .filter(c -> c.unit().quantity() == Quantity.CURRENT)
                        .isPresent();
    }

    /**
     * Checks channels of a recording in all sweeps.
     *
     * @see #compute(Recording, List, List, QualitySettings, DoubleConsumer)
     */
    public static List<ChannelQuality> compute(
            final Recording recording,
            final List<Channel> channels,
            final QualitySettings settings,
            final DoubleConsumer progress) {
        return compute(recording, channels, List.of(), settings, progress);
    }

    /**
     * Checks channels of a recording.
     *
     * @param recording the recording; not needed afterwards
     * @param channels which
     * @param chosen the 0-based sweeps to check; empty for all
     * @param settings how
     * @param progress given the share that is done, from 0 to 1
     * @return one for each channel
     * @throws InputException if the recording has no sweep, a channel is neither a current nor a potential, a step that
     *     the settings name is in no sweep, or the file cannot be read any more
     * @throws CancellationException if the calling thread is interrupted
     */
    public static List<ChannelQuality> compute(
            final Recording recording,
            final List<Channel> channels,
            final List<Integer> chosen,
            final QualitySettings settings,
            final DoubleConsumer progress) {
        if (recording.sweeps().isEmpty())
            throw new InputException(recording.name() + " has no sweep: at least one was expected.");
        for (final Channel channel : channels) {
            if (channel.unit().quantity() == Quantity.OTHER)
                throw new InputException(
                        recording.name() + ": channel " + channel.index() + " (" + channel.name() + ") is in "
                                + (channel.unit().symbol().isEmpty()
                                        ? "an unknown unit"
                                        : channel.unit().symbol())
                                + ", where a current in A or a potential in V was expected.");
        }
        final Map<Integer, StepSource> sources = new TreeMap<>();
        if (settings.membraneTest())
            channels.stream()
                    .filter(QualityCheck::mayHaveTest)
                    .forEach(c -> sources.put(c.index(), StepSource.of(recording, c, settings)));
        final boolean named =
                settings.stepStartMs().isPresent() || settings.commandChannel().isPresent();
        if (named
                && !sources.isEmpty()
                && sources.values().stream().allMatch(s -> s.steps().isEmpty()))
            throw noStep(recording, channels, settings);
        final Set<Integer> sweeps = chosen.isEmpty()
                ? IntStream.range(0, recording.sweeps().size()).boxed().collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>(chosen);
        final List<ChannelQuality> result = new ArrayList<>();
        for (final Channel channel : channels) {
            result.add(check(recording, channel, sweeps, settings, Optional.ofNullable(sources.get(channel.index()))));
            progress.accept((double) result.size() / channels.size());
        }
        return result;
    }

    private static InputException noStep(
            final Recording recording, final List<Channel> channels, final QualitySettings settings) {
        if (settings.stepStartMs().isPresent())
            return new InputException(recording.name() + ": the step from "
                    + settings.stepStartMs().getAsDouble() + " to "
                    + settings.stepEndMs().getAsDouble()
                    + " ms is in no sweep: the sweeps are too short for it, or the command does not change there.");
        return new InputException(recording.name() + ": the command on channel "
                + settings.commandChannel().orElseThrow() + " has no voltage step for a membrane test on "
                + channels.stream()
                        .filter(QualityCheck::mayHaveTest)
                        .map(c -> "channel " + c.index() + " (" + c.name() + ")")
                        .collect(Collectors.joining(", "))
                + ": " + SEARCHED + "; give its start, end and height, or choose no membrane test.");
    }

    private static ChannelQuality check(
            final Recording recording,
            final Channel channel,
            final Set<Integer> chosen,
            final QualitySettings settings,
            final Optional<StepSource> source) {
        final double scale = channel.unit().toFieldUnit();
        final List<PulseSweep> pulses = new ArrayList<>();
        source.ifPresent(s -> s.steps().forEach((sweep, step) -> {
            if (chosen.contains(sweep)) pulses.add(pulse(recording, channel, sweep, step, scale));
        }));
        final Optional<MembraneTestResult> test = pulses.isEmpty()
                ? Optional.empty()
                : Optional.of(MembraneTest.compute(pulses, channel.sampleRateHz(), settings.definition()));
        final Map<Integer, List<CommandLevel>> levels = source.map(StepSource::levels)
                .orElseGet(() -> StepSource.levels(recording, channel, MembraneTest.MIN_SAMPLES));
        final long[] saturated = Saturation.count(recording, channel.index());
        final List<SweepQuality> sweeps = new ArrayList<>();
        for (final int k : chosen) {
            ParallelLoop.checkCancelled();
            final CommandLevel level = resting(recording, channel, k, levels.getOrDefault(k, List.of()));
            final QuietStretch quiet =
                    QuietStretch.of(quiet(recording, channel, k, level, scale), channel.sampleRateHz());
            final SweepSummary summary = SweepSummary.of(recording, channel.index(), k);
            sweeps.add(new SweepQuality(
                    k,
                    quiet.mean(),
                    quiet.noiseSd(),
                    quiet.hum50(),
                    quiet.hum60(),
                    quiet.humFloor(),
                    saturated[k],
                    summary.missing(),
                    summary.samples(),
                    level.mv()));
        }
        return new ChannelQuality(
                channel,
                sweeps,
                test,
                pulses,
                source.map(s -> s.describe(channel.sampleRateHz())).orElse(""),
                source.isPresent(),
                pulses.stream()
                        .map(p -> source.orElseThrow().levelBefore(p.sweep()))
                        .toList());
    }

    private static PulseSweep pulse(
            final Recording recording, final Channel channel, final int sweep, final Step step, final double scale) {
        final long end = Math.min(step.recoveryEnd(), recording.samples(channel.index(), sweep));
        final double[] currentPa = new double[(int) (end - step.baselineStart())];
        recording.read(channel.index(), sweep, step.baselineStart(), currentPa);
        for (int i = 0; i < currentPa.length; i++) currentPa[i] *= scale;
        return new PulseSweep(
                sweep,
                new TestPulse(
                        0,
                        (int) (step.start() - step.baselineStart()),
                        (int) (Math.min(end, step.end()) - step.baselineStart()),
                        currentPa.length,
                        step.mv()),
                currentPa);
    }

    /** The longest stretch at the holding level; where none is long enough, the longest at any one level. */
    private static CommandLevel resting(
            final Recording recording, final Channel channel, final int sweep, final List<CommandLevel> levels) {
        final double holding = recording
                .command(channel.index())
                .map(c -> c.holding() * c.unit().toFieldUnit())
                .filter(h -> levels.stream().anyMatch(l -> isAt(l, h)))
                .orElse(levels.isEmpty() ? Double.NaN : levels.get(0).mv());
        final Comparator<CommandLevel> byLength = Comparator.comparingLong(CommandLevel::length);
        final Optional<CommandLevel> held =
                levels.stream().filter(l -> isAt(l, holding)).max(byLength);
        return held.filter(l -> l.length() >= MIN_HOLDING_MS * channel.sampleRateHz() / 1000)
                .or(() -> levels.stream().max(byLength))
                .orElse(new CommandLevel(0, recording.samples(channel.index(), sweep), Double.NaN));
    }

    private static boolean isAt(final CommandLevel level, final double holding) {
        return Double.isNaN(holding) || Math.abs(level.mv() - holding) < CommandLevel.SAME_MV;
    }

    /** Its samples in pA or mV, the settling after a step left out. */
    private static double[] quiet(
            final Recording recording,
            final Channel channel,
            final int sweep,
            final CommandLevel level,
            final double scale) {
        final long settling = level.start() == 0
                ? 0
                : Math.min(level.length() / SETTLING_SHARE, Math.round(SETTLING_MS * channel.sampleRateHz() / 1000));
        final long start = level.start() + settling;
        final double[] quiet =
                new double[(int) Math.min(level.end() - start, Math.round(MAX_QUIET_S * channel.sampleRateHz()))];
        recording.read(channel.index(), sweep, start, quiet);
        for (int i = 0; i < quiet.length; i++) quiet[i] *= scale;
        return quiet;
    }
}
