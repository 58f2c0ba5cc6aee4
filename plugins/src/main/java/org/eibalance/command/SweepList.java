package org.eibalance.command;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.recording.InputException;

/** The input {@code sweeps}: {@code all}, or numbers and ranges such as {@code 0-4,7}. */
public final class SweepList {

    /** Nine digits always fit into an int. */
    private static final String RANGE = "\\d{1,9}(-\\d{1,9})?";

    private static final int MAX_SWEEPS = 1_000_000;

    private SweepList() {}

    /**
     * Reads the list.
     *
     * @param text what a person wrote
     * @return 0-based sweeps, in the order given; empty for all
     * @throws InputException if the text is not such a list
     */
    public static List<Integer> parse(final String text) {
        if (text.strip().equals("all")) return List.of();
        final List<Integer> sweeps = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final String range = part.strip();
            if (!range.matches(RANGE)) throw wrong(text);
            final int dash = range.indexOf('-');
            final int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            final int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            if (last < first || last - first > MAX_SWEEPS) throw wrong(text);
            for (int sweep = first; sweep <= last; sweep++) sweeps.add(sweep);
        }
        return sweeps;
    }

    /**
     * Sweeps as a person writes them.
     *
     * @param sweeps 0-based, rising
     * @return such as 0-4,7; empty for none
     */
    public static String text(final List<Integer> sweeps) {
        final List<String> parts = new ArrayList<>();
        for (int from = 0; from < sweeps.size(); ) {
            int to = from;
            while (to + 1 < sweeps.size() && sweeps.get(to + 1) == sweeps.get(to) + 1) to++;
            parts.add(to == from ? sweeps.get(from).toString() : sweeps.get(from) + "-" + sweeps.get(to));
            from = to + 1;
        }
        return String.join(",", parts);
    }

    private static InputException wrong(final String text) {
        return new InputException(
                "sweeps is '" + text + "': it must be all, or sweeps counted from 0 such as " + "0-4,7.");
    }
}
