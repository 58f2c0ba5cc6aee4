package org.eibalance.window.trace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.SweepList;
import org.eibalance.command.recording.ViewRecording;
import org.eibalance.recording.InputException;

/** The inputs of commands that say what part of a recording they are about. */
final class SelectionInputs {

    private static final String RECORDING = "recording";
    private static final String CHANNEL = "channel";
    private static final String CELL_A = "cell_a";
    private static final String CELL_B = "cell_b";
    private static final String SWEEPS = "sweeps";
    private static final String ALL = "all";
    private static final String START = "start_ms";
    private static final String END = "end_ms";

    private SelectionInputs() {}

    /** The commands that take a recording, as they stand in the menu. */
    static List<CommandCatalog.Entry> analyses() {
        return CommandCatalog.load().entries().stream()
                .filter(entry -> !entry.className().equals(ViewRecording.class.getName())
                        && keys(entry).contains(RECORDING))
                .toList();
    }

    private static Set<String> keys(final CommandCatalog.Entry entry) {
        return CommandInput.of(entry.create()).stream().map(CommandInput::key).collect(Collectors.toSet());
    }

    /**
     * What is shown, as inputs of a command.
     *
     * @param entry the command
     * @param recording the file
     * @param scene what is shown
     * @param sweeps how many sweeps the recording has
     * @return texts by key; only keys that the command has
     */
    static Map<String, String> of(
            final CommandCatalog.Entry entry, final Path recording, final Scene scene, final int sweeps) {
        final TraceView view = scene.view();
        final Map<String, String> selection = new LinkedHashMap<>();
        selection.put(RECORDING, recording.toString());
        selection.put(CHANNEL, view.channels().get(0).toString());
        selection.put(CELL_A, view.channels().get(0).toString());
        if (view.channels().size() > 1)
            selection.put(CELL_B, view.channels().get(1).toString());
        selection.put(SWEEPS, sweeps(scene, sweeps));
        final ShownTime between = view.between();
        if (between != null) {
            selection.put(START, Double.toString(Math.max(0, between.fromMs())));
            selection.put(END, Double.toString(between.toMs()));
        }
        selection.keySet().retainAll(keys(entry));
        return selection;
    }

    /** All, if all are shown; the analysis then leaves out excluded ones itself. */
    private static String sweeps(final Scene scene, final int count) {
        final List<Integer> drawn = scene.view().drawnSweeps();
        if (drawn.size() == count) return ALL;
        // An excluded sweep is meant only if nothing else is shown.
        return ranges(scene.included().isEmpty() ? drawn : scene.included());
    }

    /** Ascending numbers as 0-4,7. */
    static String ranges(final List<Integer> numbers) {
        final List<String> parts = new ArrayList<>();
        for (int i = 0; i < numbers.size(); ) {
            int j = i;
            while (j + 1 < numbers.size() && numbers.get(j + 1) == numbers.get(j) + 1) j++;
            parts.add(i == j ? numbers.get(i).toString() : numbers.get(i) + "-" + numbers.get(j));
            i = j + 1;
        }
        return String.join(",", parts);
    }

    /**
     * Reads what {@link #ranges} writes.
     *
     * @param text such as 0-4,7; or all
     * @param count how many sweeps there are
     * @return ascending numbers; empty if the text is not such a list, or names a sweep that does not exist
     */
    static Optional<List<Integer>> parse(final String text, final int count) {
        try {
            final List<Integer> named = SweepList.parse(text);
            final List<Integer> sweeps = named.isEmpty()
                    ? IntStream.range(0, count).boxed().toList()
                    : named.stream().distinct().sorted().toList();
            return sweeps.isEmpty() || sweeps.get(sweeps.size() - 1) >= count ? Optional.empty() : Optional.of(sweeps);
        } catch (final InputException e) {
            return Optional.empty();
        }
    }
}
