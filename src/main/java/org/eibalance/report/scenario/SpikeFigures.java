package org.eibalance.report.scenario;

import java.util.List;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Spikes;
import org.eibalance.result.Table;

/** Panels and tables of spikes that several scenarios show. */
public final class SpikeFigures {

    private static final int MAX_POINTS = 20_000;

    private SpikeFigures() {}

    /** Spikes of some neurons as dots. */
    public static Panel raster(
            final String title,
            final Spikes spikes,
            final Population.Part part,
            final double fromMs,
            final double toMs,
            final Role role) {
        final double[] x = new double[MAX_POINTS];
        final double[] y = new double[MAX_POINTS];
        int size = 0;
        final int first = part.population().first() + part.from();
        for (int k = 0; k < spikes.count() && size < MAX_POINTS; k++) {
            final double ms = spikes.steps()[k] * spikes.stepMs();
            final int neuron = spikes.neurons()[k] - first;
            if (ms < fromMs || ms >= toMs || neuron < 0 || neuron >= part.neurons()) continue;
            x[size] = ms;
            y[size++] = neuron;
        }
        return Panel.of(
                title,
                Axis.of("time (ms)", fromMs, toMs),
                Axis.of("neuron", 0, part.neurons()),
                new Series(
                        "spikes",
                        java.util.Arrays.copyOf(x, size),
                        java.util.Arrays.copyOf(y, size),
                        role,
                        Series.Style.POINTS));
    }

    /** Population rate in bins. */
    public static Panel rate(
            final Spikes spikes,
            final Population.Part part,
            final double fromMs,
            final double toMs,
            final double binMs) {
        final double[] bins = spikes.histogram(part, fromMs, toMs, binMs);
        final double[] x = new double[bins.length];
        for (int i = 0; i < bins.length; i++) {
            x[i] = fromMs + (i + 0.5) * binMs;
            bins[i] *= 1000 / binMs / part.neurons();
        }
        return Panel.of(
                "",
                Axis.of("time (ms)", fromMs, toMs),
                Axis.of("rate (Hz)"),
                Series.line("rate", x, bins, Role.RESULT));
    }

    /** Spikes of some neurons as a table. */
    public static Table table(final Spikes spikes, final Population.Part part, final double toMs) {
        final double[] times = new double[spikes.count()];
        final double[] neurons = new double[spikes.count()];
        int size = 0;
        final int first = part.population().first() + part.from();
        for (int k = 0; k < spikes.count(); k++) {
            final int neuron = spikes.neurons()[k] - first;
            // Steps are tenths of ms or coarser: the product is rounded to what it means.
            final double ms = Math.round(spikes.steps()[k] * spikes.stepMs() * 1e6) / 1e6;
            if (neuron < 0 || neuron >= part.neurons() || ms >= toMs) continue;
            times[size] = ms;
            neurons[size++] = neuron;
        }
        return Table.ofNumbers(
                List.of("time_ms", "neuron"),
                java.util.Arrays.copyOf(times, size),
                java.util.Arrays.copyOf(neurons, size));
    }
}
