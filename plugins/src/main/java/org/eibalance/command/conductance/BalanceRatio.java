package org.eibalance.command.conductance;

import java.util.List;
import java.util.Optional;
import org.eibalance.analysis.conductance.balance.BalanceMeasures;
import org.eibalance.analysis.conductance.balance.BalanceOfConditions;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.conductance.BalanceReport;
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

    @Parameter(
            label = "Resting potential (mV)",
            min = "-200",
            max = "200",
            persist = false,
            description = "Potential for the driving forces; between both reversal potentials.")
    private double rest_mv = BalanceMeasures.DEFAULT_REST_MV;

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
        final Optional<EventsInput> sepscs =
                EventsInput.of("sepsc", sepsc_events, sepsc_rate_hz, sepsc_amplitude_pa, "negative");
        final Optional<EventsInput> sipscs =
                EventsInput.of("sipsc", sipsc_events, sipsc_rate_hz, sipsc_amplitude_pa, "positive");
        if (sepscs.isPresent() != sipscs.isPresent())
            throw new InputException("There are events of "
                    + (sepscs.isPresent() ? "excitation but none of inhibition" : "inhibition but none of excitation")
                    + ": a ratio needs both.");
        final Input input = read();
        final BalanceOfConditions found = BalanceOfConditions.compute(
                decompose(input),
                rest_mv,
                input.baseline(),
                input.window(),
                sepscs.map(e -> new BalanceOfConditions.Events(
                        e.events(), sipscs.orElseThrow().events())));
        return BalanceReport.of(input.recording(), found)
                .from(sepscs.map(EventsInput::files).orElse(List.of()))
                .from(sipscs.map(EventsInput::files).orElse(List.of()));
    }
}
