package org.eibalance.command.event;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.analysis.event.BiexponentialShape;
import org.eibalance.analysis.event.DecayModel;
import org.eibalance.analysis.event.DetectionMethod;
import org.eibalance.analysis.event.EventDetection;
import org.eibalance.analysis.event.EventInput;
import org.eibalance.analysis.event.EventLimits;
import org.eibalance.analysis.event.EventResult;
import org.eibalance.analysis.event.EventReview;
import org.eibalance.analysis.event.EventSettings;
import org.eibalance.analysis.event.EventSweep;
import org.eibalance.analysis.event.KineticsSettings;
import org.eibalance.analysis.event.Polarity;
import org.eibalance.command.AutoNumber;
import org.eibalance.command.Choice;
import org.eibalance.command.EiCommand;
import org.eibalance.command.RecordingPaths;
import org.eibalance.command.SweepList;
import org.eibalance.format.Formats;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Counts;
import org.eibalance.report.Report;
import org.eibalance.report.event.DetectedEvents;
import org.eibalance.report.event.EventReport;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Spontaneous synaptic events: where, how large, how fast. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Detect Events...",
        headless = true,
        description = "Finds spontaneous synaptic events in a trace and measures amplitude, rise, decay and charge of "
                + "each.")
public final class DetectEvents extends EiCommand {

    private static final Choice<Polarity> POLARITY = Choice.of("polarity", Polarity.class, Polarity::label);
    private static final Choice<DetectionMethod> METHOD =
            Choice.of("method", DetectionMethod.class, DetectionMethod::label);
    private static final Choice<DecayModel> DECAY = Choice.of("decay", DecayModel.class, DecayModel::label);

    private static final String AUTO = "auto";
    /** An event with a verdict is recognised within this time, or within the refractory time if that is longer. */
    private static final double LEAST_TOLERANCE_MS = 1;

    @Parameter(
            label = "Recording",
            persist = false,
            description = "The recording. The events of several, joined by semicolons, are compared.")
    private File recording;

    @Parameter(label = "Channel", persist = false, description = "Name or 0-based index of the channel.")
    private String channel = "0";

    @Parameter(
            label = "Polarity",
            choices = {"negative", "positive", "both"},
            persist = false,
            description = "Direction of the events: negative (inward currents), positive (outward currents, EPSPs) or "
                    + "both.")
    private String polarity = "negative";

    @Parameter(
            label = "Method",
            choices = {"deconvolution", "clements-bekkers", "sliding-correlation"},
            persist = false,
            description = "How events are separated from noise.")
    private String method = "deconvolution";

    @Parameter(
            label = "Threshold",
            persist = false,
            description = "deconvolution: standard deviations of the noise (auto: 4). clements-bekkers: criterion "
                    + "(auto: 4). sliding-correlation: correlation (auto: 0.6).")
    private String threshold = AUTO;

    @Parameter(
            label = "Rise time constant of the template (ms)",
            min = "0.001",
            max = "1000",
            persist = false,
            description = "Rise time constant of the expected event.")
    private double template_rise_ms = EventSettings.DEFAULT.shape().riseTauMs();

    @Parameter(
            label = "Decay time constant of the template (ms)",
            min = "0.001",
            max = "10000",
            persist = false,
            description = "Decay time constant of the expected event.")
    private double template_decay_ms = EventSettings.DEFAULT.shape().decayTauMs();

    @Parameter(
            label = "Length of the template (ms)",
            persist = false,
            description = "For the methods that slide a template. auto: four decay time constants.")
    private String template_length_ms = AUTO;

    @Parameter(
            label = "Refractory time (ms)",
            min = "0",
            max = "1000",
            persist = false,
            description = "Of two detections within this time only the stronger counts.")
    private double refractory_ms = EventSettings.DEFAULT.refractoryMs();

    @Parameter(
            label = "Low-pass (Hz)",
            min = "1",
            max = "100000",
            persist = false,
            description = "Corner of the Gaussian low-pass of the deconvolution. Lower: smaller events are "
                    + "found. Higher: closer events are separated.")
    private double low_pass_hz = EventSettings.DEFAULT.lowPassHz();

    @Parameter(
            label = "High-pass (Hz)",
            min = "0",
            max = "100",
            persist = false,
            description = "Corner of the high-pass of the deconvolution, which removes drift; 0 for none.")
    private double high_pass_hz = EventSettings.DEFAULT.highPassHz();

    @Parameter(
            label = "Decay of each event",
            choices = {"mono", "bi"},
            persist = false,
            description = "mono: one exponential. bi: two, and their weighted time constant. The average event always "
                    + "gets two.")
    private String decay = "mono";

    @Parameter(
            label = "Minimum amplitude (pA or mV)",
            min = "0",
            max = "1e6",
            persist = false,
            description = "Smaller events of either direction are rejected; 0 for no limit.")
    private double min_amplitude = EventLimits.NONE.minAmplitude();

    @Parameter(
            label = "Maximum 10-90 % rise (ms)",
            min = "0",
            max = "1e6",
            persist = false,
            description = "Events that rise more slowly are rejected; 0 for no limit.")
    private double max_rise_ms = 0;

    @Parameter(
            label = "Maximum decay (ms)",
            min = "0",
            max = "1e6",
            persist = false,
            description = "Events that decay more slowly are rejected; 0 for no limit.")
    private double max_decay_ms = 0;

    @Parameter(
            label = "Sweeps",
            persist = false,
            description = "The sweeps to search, counted from 0, such as 0-4,7; or all.")
    private String sweeps = "all";

    @Parameter(
            label = "Start of the window (ms)",
            min = "0",
            max = "1e9",
            persist = false,
            description = "In each sweep, events are searched from here on.")
    private double start_ms = 0;

    @Parameter(
            label = "End of the window (ms)",
            min = "0",
            max = "1e9",
            persist = false,
            description = "In each sweep, events are searched up to here; 0 for the end of the sweep.")
    private double end_ms = 0;

    @Parameter(
            label = "Conditions",
            persist = false,
            description = "One name for each recording, joined by semicolons, such as control;control;drug. "
                    + "auto: each recording is a condition.")
    private String conditions = AUTO;

    @Override
    protected List<Path> recordings() {
        return RecordingPaths.of(recording);
    }

    @Override
    protected Report compute() {
        final List<Path> paths = RecordingPaths.of(recording);
        final List<String> names = conditions(paths);
        final EventSettings settings = settings();
        final List<DetectedEvents> detected = new ArrayList<>();
        final List<String> remarks = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            final double before = i;
            try (Recording opened = Formats.open(paths.get(i))) {
                final Channel found = opened.channel(channel);
                final EventInput input = EventInput.from(
                        opened,
                        found,
                        sweeps(opened, paths.get(i), sweeps),
                        start_ms,
                        end_ms == 0 ? Double.POSITIVE_INFINITY : end_ms);
                final EventResult result = judged(
                        paths.get(i),
                        found,
                        input,
                        EventDetection.compute(
                                input, settings, threads(), done -> progress((before + done) / paths.size())));
                detected.addAll(DetectedEvents.of(
                        paths.get(i).getFileName().toString(), names.get(i), found.index(), input, result));
                if (opened.sweeps().size() > 1) remarks.add(searched(opened, input));
                opened.remarks().forEach(remark -> remarks.add(opened.name() + ": " + remark));
            }
        }
        return EventReport.of(settings, detected, remarks).from(paths);
    }

    /** Which sweeps were searched: by sweeps, and by what is excluded in the annotations, not all may have been. */
    private static String searched(final Recording opened, final EventInput input) {
        final int all = opened.sweeps().size();
        final List<Integer> sweeps =
                input.sweeps().stream().map(EventSweep::index).toList();
        return opened.name() + ": "
                + (sweeps.size() == all
                        ? "all " + all + " sweeps were searched."
                        : (sweeps.size() == 1 ? "sweep " : "sweeps ") + SweepList.text(sweeps)
                                + (sweeps.size() == 1 ? " was" : " were") + " searched, " + sweeps.size() + " of " + all
                                + ".");
    }

    /** Verdicts on the events of an earlier run count in this one. */
    private EventResult judged(final Path path, final Channel found, final EventInput input, final EventResult result) {
        final EventReview review = EventReview.of(
                input, result, annotations().of(path), found.index(), Math.max(LEAST_TOLERANCE_MS, refractory_ms));
        if (review.artefactsMs() > 0)
            annotations()
                    .remark(String.format(
                            Locale.ROOT,
                            "%s: annotated as artefact and not searched: %.1f ms. Events left out there: %d.",
                            path.getFileName(),
                            review.artefactsMs(),
                            review.inArtefacts()));
        if (review.accepted() + review.rejected() + review.lost() > 0)
            annotations()
                    .remark(path.getFileName() + ": verdicts in its annotations: "
                            + Counts.of(review.accepted(), "event") + " accepted, " + review.rejected() + " rejected, "
                            + review.lost() + " not found again.");
        return review.result();
    }

    private EventSettings settings() {
        final BiexponentialShape shape = new BiexponentialShape(template_rise_ms, template_decay_ms);
        final EventSettings usual = EventSettings.of(METHOD.parse(method), POLARITY.parse(polarity), shape);
        return usual.withThreshold(AutoNumber.parse("threshold", threshold).orElse(usual.threshold()))
                .withTemplateMs(AutoNumber.parse("template_length_ms", template_length_ms)
                        .orElse(usual.templateMs()))
                .withRefractoryMs(refractory_ms)
                .withPassBand(high_pass_hz, low_pass_hz)
                .with(KineticsSettings.of(shape).with(DECAY.parse(decay)))
                .with(new EventLimits(min_amplitude, orAny(max_rise_ms), orAny(max_decay_ms)));
    }

    private static double orAny(final double limit) {
        return limit == 0 ? Double.POSITIVE_INFINITY : limit;
    }

    private List<String> conditions(final List<Path> paths) {
        if (conditions.equals(AUTO))
            return paths.stream().map(p -> p.getFileName().toString()).toList();
        final List<String> names =
                Arrays.stream(conditions.split(";", -1)).map(String::strip).toList();
        if (names.size() != paths.size() || names.contains(""))
            throw new InputException("conditions is '" + conditions + "': it must be "
                    + paths.size()
                    + (paths.size() == 1
                            ? " name, or auto."
                            : " names joined by semicolons, one for each recording, or auto."));
        return names;
    }
}
