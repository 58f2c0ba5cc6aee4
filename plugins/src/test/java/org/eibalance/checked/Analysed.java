package org.eibalance.checked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.conductance.BalanceRatio;
import org.eibalance.command.conductance.DecomposeConductance;
import org.eibalance.command.conductance.EstimateFromFluctuations;
import org.eibalance.command.conductance.ImpedanceConductance;
import org.eibalance.command.conductance.SlopeConductance;
import org.eibalance.command.event.DetectEvents;
import org.eibalance.command.pair.CorrelatePair;
import org.eibalance.command.quality.CheckQuality;
import org.eibalance.command.spike.DescribeSpikes;
import org.eibalance.command.spike.EstimateBranching;
import org.eibalance.format.abf.Abf2Options;
import org.eibalance.format.abf.Abf2Writer;
import org.eibalance.format.nwb.NwbContents;
import org.eibalance.format.nwb.NwbWriter;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;

/** The analyses with checks, and what they say of a clean recording. */
enum Analysed {
    PAIR_HD(CorrelatePair::new, "correlate most at a lag of .*follows excitation", "That is more than chance"),
    PAIR_HH(CorrelatePair::new, "correlate most at a lag of", "That is more than chance"),
    QUALITY(CheckQuality::new, "holding current -?\\d.*R_a \\d.*C_m \\d", "mean -?\\d.*noise \\d"),
    EVENTS(DetectEvents::new, "negative events by .*a second, median amplitude -\\d.*decay \\d"),
    DECOMPOSITION(
            DecomposeConductance::new,
            "apparent somatic conductances peak at \\d",
            "Inhibition peaks \\d",
            "Errors of .* move the peak") {
        @Override
        Map<String, Object> keys() {
            return WINDOWS;
        }
    },
    BALANCE(BalanceRatio::new, "peak conductances have a ratio E/I of \\d") {
        @Override
        Map<String, Object> keys() {
            return WINDOWS;
        }
    },
    SLOPE(SlopeConductance::new, "the baseline is \\d.* nS", "Synapses add up to \\d") {
        @Override
        Map<String, Object> keys() {
            return WINDOWS;
        }
    },
    IMPEDANCE(ImpedanceConductance::new, "at rest \\d.* nS, \\d.* pF", "correlate in time by r = \\+") {
        @Override
        Map<String, Object> keys() {
            return Map.of("potential_channel", 0, "current_channel", 1);
        }
    },
    RELAXATION(EstimateFromFluctuations::new, "relaxation time .*\\d ms.* a conductance of \\d.* nS") {
        @Override
        Map<String, Object> keys() {
            return Map.of("method", "relaxation", "command_channel", 1);
        }
    },
    SPIKES(DescribeSpikes::new, "spikes of 1 train, \\d", "They fire with CV \\d"),
    BRANCHING(EstimateBranching::new, "branching ratio m = 0\\.9");

    private static final Map<String, Object> WINDOWS = Map.of(
            "baseline_start_ms",
            75,
            "baseline_end_ms",
            98,
            "window_start_ms",
            SimulatedCells.WINDOW_FROM_MS,
            "window_end_ms",
            150);

    private static final Pattern REPLACED =
            Pattern.compile("(?i)\\b(no|neither) [^.:]*\\b(is|are) given\\b|no correlation beyond chance");

    private static final double FULL_SCALE = 200;

    private final Supplier<EiCommand> command;
    private final List<Pattern> headlines;

    Analysed(final Supplier<EiCommand> command, final String... headlines) {
        this.command = command;
        this.headlines = Arrays.stream(headlines).map(Pattern::compile).toList();
    }

    /** Keys of the command beside the recording. */
    Map<String, Object> keys() {
        return Map.of();
    }

    /** The command with the keys of this analysis and others; these count more. A value null takes a key away. */
    Report of(final Path recording, final Map<String, Object> more) {
        final EiCommand analysis = command.get();
        final Map<String, String> values = new LinkedHashMap<>();
        keys().forEach((key, value) -> values.put(key, value.toString()));
        more.forEach((key, value) -> values.put(key, value.toString()));
        values.put("recording", recording.toString());
        values.put("output", recording.resolveSibling("output").toString());
        CommandInput.fill(analysis, "test", values);
        return analysis.find();
    }

    /** Why not every headline is said; empty if all are. */
    String missing(final Report report) {
        final String all = String.join("\n", report.sentences());
        for (final String sentence : report.sentences())
            if (REPLACED.matcher(sentence).find()) return sentence;
        for (final Pattern headline : headlines)
            if (!headline.matcher(all).find()) return "nothing with '" + headline + "' in: " + all;
        return "";
    }

    /** A clean recording. */
    Path clean(final Path folder, final long seed) {
        return switch (this) {
            case PAIR_HD -> abf(folder, SimulatedCells.pair("HD", seed, 10));
            case PAIR_HH -> abf(folder, SimulatedCells.pair("HH", seed, 10));
            case QUALITY -> nwb(folder, SimulatedCells.quality(seed));
            case EVENTS -> nwb(folder, SimulatedCells.events(seed));
            case DECOMPOSITION, BALANCE, SLOPE -> nwb(folder, SimulatedCells.levels(seed));
            case IMPEDANCE -> nwb(folder, SingleTraces.impedance(seed));
            case RELAXATION -> nwb(folder, SingleTraces.relaxing(seed));
            case SPIKES ->
                nwb(folder, SimulatedCells.spiking(seed, 4 + new SplittableRandom(seed).nextInt(12), 5, 4000));
            case BRANCHING -> activity(folder, seed, 20_000, bin -> 1);
        };
    }

    static Path abf(final Path folder, final Recording recording) {
        final Path file = folder.resolve("pair.abf");
        Abf2Writer.write(recording, file, Abf2Options.int16(FULL_SCALE, FULL_SCALE));
        return file;
    }

    static Path nwb(final Path folder, final Recording recording) {
        final Path file = folder.resolve("cell.nwb");
        NwbWriter.write(recording, file, new NwbContents("simulated", "simulated", List.of(), List.of()));
        return file;
    }

    /** Spikes in bins of 4 ms: each has 0.95 others in the next bin, beside two from elsewhere times a factor. */
    static Path activity(final Path folder, final long seed, final int bins, final LongFunction<Number> input) {
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder text = new StringBuilder("time_ms,activity\n");
        int active = bins < 1000 ? 0 : 40;
        for (int i = 0; i < bins; i++) {
            active = poisson(0.95 * active + 2 * input.apply(i).doubleValue(), random);
            text.append(String.format(Locale.ROOT, "%d,%d%n", 4 * i, active));
        }
        try {
            return Files.writeString(folder.resolve("activity.csv"), text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int poisson(final double mean, final SplittableRandom random) {
        int count = 0;
        for (double t = -Math.log(1 - random.nextDouble()); t < mean; t -= Math.log(1 - random.nextDouble())) count++;
        return count;
    }
}
