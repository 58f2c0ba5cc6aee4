package org.eibalance.command.conductance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eibalance.analysis.conductance.Proportion;
import org.eibalance.analysis.conductance.balance.BalanceMeasure;
import org.eibalance.analysis.conductance.balance.BalancePoint;
import org.eibalance.analysis.conductance.decomposition.Conductances;
import org.eibalance.analysis.conductance.trials.ConditionTrials;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.result.Table;
import org.eibalance.signal.Interval;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The E/I ratio by each common definition, with its name. */
@Plugin(
        type = Command.class,
        menuPath = "Plugins>E/I Balance>Balance Ratio...",
        headless = true,
        description = "Computes the ratio of excitation to inhibition by each common definition, and the delay "
                + "between them.")
public final class BalanceRatio extends DecompositionCommand {

    private static final double HEIGHT_MM = 130;

    @Parameter(
            label = "Resting potential (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Potential for the driving forces; between both reversal potentials.")
    private double rest_mv = -65;

    @Parameter(
            label = "Events of excitation",
            persist = false,
            description = "events.csv from detect-events for the cell near the reversal of inhibition, or its "
                    + "folder. none: the next two numbers.")
    private String sepsc_events = "none";

    @Parameter(
            label = "Rate of sEPSCs (Hz)",
            min = "0",
            max = "10000",
            persist = false,
            description = "Rate of spontaneous excitatory events, from detect-events; 0 if not known.")
    private double sepsc_rate_hz = 0;

    @Parameter(
            label = "Amplitude of sEPSCs (pA)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Mean or median of their amplitudes, as a positive number.")
    private double sepsc_amplitude_pa = 0;

    @Parameter(
            label = "Events of inhibition",
            persist = false,
            description = "events.csv from detect-events for the cell near the reversal of excitation, or its "
                    + "folder. none: the next two numbers.")
    private String sipsc_events = "none";

    @Parameter(
            label = "Rate of sIPSCs (Hz)",
            min = "0",
            max = "10000",
            persist = false,
            description = "Rate of spontaneous inhibitory events.")
    private double sipsc_rate_hz = 0;

    @Parameter(
            label = "Amplitude of sIPSCs (pA)",
            min = "0",
            max = "100000",
            persist = false,
            description = "Mean or median of their amplitudes, as a positive number.")
    private double sipsc_amplitude_pa = 0;

    @Override
    protected Report compute() {
        final Optional<SpontaneousEvents> sepscs =
                SpontaneousEvents.of("sepsc", sepsc_events, sepsc_rate_hz, sepsc_amplitude_pa, "negative");
        final Optional<SpontaneousEvents> sipscs =
                SpontaneousEvents.of("sipsc", sipsc_events, sipsc_rate_hz, sipsc_amplitude_pa, "positive");
        if (sepscs.isPresent() != sipscs.isPresent())
            throw new InputException("There are events of "
                    + (sepscs.isPresent() ? "excitation but none of inhibition" : "inhibition but none of excitation")
                    + ": a ratio needs both.");
        final Input input = read();
        final Map<String, Conductances> found = decompose(input);
        final Table.Builder table =
                Table.withColumns("recording", "condition", "definition", "value", "unit", "ci_low", "ci_high");
        final String name = input.path().getFileName().toString();
        found.forEach((condition, c) -> {
            for (final BalanceMeasure m : org.eibalance.analysis.conductance.balance.BalanceRatio.of(c, rest_mv))
                table.row(name, condition, m.definition(), m.value(), m.unit(), m.low(), m.high());
        });
        for (final ConditionTrials condition : input.conditions()) {
            if (condition.trials().mode() != ClampMode.VOLTAGE_CLAMP) continue;
            for (final BalanceMeasure m : org.eibalance.analysis.conductance.balance.BalanceRatio.ofLevels(
                    condition.trials(), input.baseline(), input.window(), reversals()))
                table.row(name, condition.condition(), m.definition(), m.value(), m.unit(), m.low(), m.high());
        }
        final List<String> sentences = new ArrayList<>();
        final List<Path> inputs = new ArrayList<>(List.of(input.path()));
        if (sepscs.isPresent()) addEvents(sepscs.get(), sipscs.get(), table, name, sentences, inputs);
        found.forEach((condition, c) -> sentences.add(String.format(
                Locale.ROOT,
                "%s (%s): peak conductances have a ratio E/I of %.3g; at %.1f mV the balance rule wants g_I / "
                        + "g_E of %.3g.",
                name,
                condition,
                c.excitatoryResponse().peakNs() / c.inhibitoryResponse().peakNs(),
                rest_mv,
                BalancePoint.balancedRatio(rest_mv, reversals()))));
        if (found.size() >= 3) addSlope(found, table, name, sentences);
        sentences.add("Excitation and inhibition come from different trials at alternating levels: no trial-by-trial "
                + "relation is told.");
        sentences.add(ConductanceFindings.APPARENT);
        found.values().forEach(c -> sentences.addAll(c.remarks()));
        sentences.addAll(input.remarks());
        final Conductances first = found.values().iterator().next();
        final double[] timesMs = ConductanceFindings.times(first);
        final Panel traces = Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of("conductance (nS)"),
                Series.line("excitation", timesMs, first.excitation().ns(), Role.EXCITATION),
                Series.line("inhibition", timesMs, first.inhibition().ns(), Role.INHIBITION));
        final Panel share = Panel.of(
                "",
                Axis.of("time (ms)"),
                Axis.of("g_E / (g_E + g_I)", 0, 1),
                Series.line(
                        "share",
                        timesMs,
                        org.eibalance.analysis.conductance.balance.BalanceRatio.excitatoryShare(first),
                        Role.RESULT));
        return Report.of(
                        sentences,
                        table.build(),
                        Figure.stacked(
                                name + ": balance of excitation and inhibition",
                                HEIGHT_MM,
                                Figure.row(1, traces),
                                Figure.row(1, share)))
                .withTables(Map.of(
                        "share.csv",
                        Table.ofNumbers(
                                List.of("time_ms", "excitatory_share"),
                                timesMs,
                                org.eibalance.analysis.conductance.balance.BalanceRatio.excitatoryShare(first))))
                .from(inputs)
                .withSeed(seed());
    }

    private static void addEvents(
            final SpontaneousEvents sepscs,
            final SpontaneousEvents sipscs,
            final Table.Builder table,
            final String name,
            final List<String> sentences,
            final List<Path> inputs) {
        final BalanceMeasure ratio = org.eibalance.analysis.conductance.balance.BalanceRatio.ofEvents(
                sepscs.rateHz(), sepscs.amplitudePa(), sipscs.rateHz(), sipscs.amplitudePa());
        table.row(name, "all", ratio.definition(), ratio.value(), ratio.unit(), null, null);
        sentences.add(String.format(
                Locale.ROOT,
                "Spontaneous events: %.3g sEPSCs a second of %.3g pA on average, %.3g sIPSCs a second of %.3g "
                        + "pA, rate times amplitude %.3g.",
                sepscs.rateHz(),
                sepscs.amplitudePa(),
                sipscs.rateHz(),
                sipscs.amplitudePa(),
                ratio.value()));
        inputs.addAll(sepscs.files());
        inputs.addAll(sipscs.files());
    }

    /** The slope of I on E over conditions, each an average of its own trials. */
    private static void addSlope(
            final Map<String, Conductances> found,
            final Table.Builder table,
            final String name,
            final List<String> sentences) {
        final double[] excitation = found.values().stream()
                .mapToDouble(c -> c.excitatoryResponse().peakNs())
                .toArray();
        final double[] inhibition = found.values().stream()
                .mapToDouble(c -> c.inhibitoryResponse().peakNs())
                .toArray();
        final Proportion p = org.eibalance.analysis.conductance.balance.BalanceRatio.inhibitionOnExcitation(
                excitation, inhibition, org.eibalance.analysis.conductance.balance.BalanceRatio.Origin.CONDITIONS);
        final Interval interval = p.slopeInterval(0.95);
        table.row(
                name,
                "all conditions",
                "slope of peak I on peak E over conditions",
                p.slope(),
                "",
                interval.low(),
                interval.high());
        table.row(name, "all conditions", "proportion k of I = k E over conditions", p.ratio(), "", null, null);
        table.row(name, "all conditions", "precision over conditions, R2 of I = k E", p.precision(), "", null, null);
        sentences.add(String.format(
                Locale.ROOT,
                "Over %d conditions inhibition goes with excitation by a slope of %.3g.",
                p.points(),
                p.slope()));
    }
}
