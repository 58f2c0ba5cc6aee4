package org.eibalance.window.trace;

import java.util.List;
import org.eibalance.annotation.Annotations;

/**
 * Everything that a picture depends on, except the samples.
 *
 * @param view what is shown
 * @param annotations what a person added
 * @param events detected events and those with a verdict
 * @param selected place of the selected event among them; -1 for none
 * @param palette the colours
 * @param fontSize size of the letters in points
 */
record Scene(
        TraceView view,
        Annotations annotations,
        List<ShownEvent> events,
        int selected,
        Palette palette,
        float fontSize) {

    /** Copies the list. */
    Scene {
        events = List.copyOf(events);
    }

    /** The drawn sweeps that analyses use. */
    List<Integer> included() {
        return view.drawnSweeps().stream()
                .filter(sweep -> !annotations.excludedSweeps().contains(sweep))
                .toList();
    }
}
