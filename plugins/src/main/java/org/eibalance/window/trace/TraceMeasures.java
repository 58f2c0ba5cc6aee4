package org.eibalance.window.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.report.recording.StretchMeasures;
import org.eibalance.result.Table;

/** Values of the traces at and between the cursors. */
final class TraceMeasures {

    private final TraceData data;
    private final TraceView view;

    TraceMeasures(final TraceData data, final TraceView view) {
        this.data = data;
        this.view = view;
    }

    /** A sentence on the times, and one a channel on the values of the current sweep; empty without cursors. */
    List<String> sentences() {
        final List<String> sentences = new ArrayList<>();
        if (data.recording().sweeps().isEmpty()) return sentences;
        final ShownTime between = view.between();
        if (between != null)
            sentences.add(String.format(
                    Locale.ROOT,
                    "B \u2212 A: %s ms (%s Hz)",
                    number(view.cursorB().getAsDouble() - view.cursorA().getAsDouble()),
                    number(1000 / between.widthMs())));
        if (view.cursorA().isEmpty() && view.cursorB().isEmpty()) return sentences;
        for (final int index : view.channels()) {
            final Channel channel = data.recording().channels().get(index);
            final StringBuilder text = new StringBuilder(channel.name())
                    .append(", sweep ")
                    .append(view.sweep())
                    .append(": ");
            final double a = append(text, "A", channel, view.cursorA());
            if (view.cursorA().isPresent() && view.cursorB().isPresent()) text.append(", ");
            final double b = append(text, "B", channel, view.cursorB());
            if (!Double.isNaN(b - a))
                text.append(", B \u2212 A ")
                        .append(number(b - a))
                        .append(' ')
                        .append(channel.unit().symbol());
            sentences.add(text.toString());
        }
        return sentences;
    }

    private double append(
            final StringBuilder text, final String name, final Channel channel, final OptionalDouble timeMs) {
        if (timeMs.isEmpty()) return Double.NaN;
        final double value = data.valueAt(channel.index(), view.sweep(), timeMs.getAsDouble());
        text.append(name)
                .append(' ')
                .append(
                        Double.isNaN(value)
                                ? "no sample"
                                : number(value) + ' ' + channel.unit().symbol())
                .append(" at ")
                .append(number(timeMs.getAsDouble()))
                .append(" ms");
        return value;
    }

    /** Six digits at most. */
    private static String number(final double value) {
        if (value == 0) return "0";
        final int decimals = Math.max(0, Math.min(9, 5 - (int) Math.floor(Math.log10(Math.abs(value)))));
        final String text = String.format(Locale.ROOT, "%." + Math.min(4, decimals) + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /**
     * Measures the stretch between the cursors, or, without two, the stretch that is shown: a row for each channel and
     * sweep that is drawn.
     *
     * @throws InputException if it is too long
     */
    Table table() {
        final ShownTime window = view.between() != null ? view.between() : view.time();
        return StretchMeasures.table(
                data.recording(), view.channels(), view.drawnSweeps(), window.fromMs(), window.toMs());
    }
}
