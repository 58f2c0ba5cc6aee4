package org.eibalance.ij1;

import ij.gui.GenericDialog;
import java.awt.Component;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.window.manual.Manual;

/**
 * The dialog of a command in plain ImageJ, made from its inputs. The same parser as for macros reads what was typed: a
 * text that is not a number is refused, not read as 0.
 */
final class CommandDialog {

    /** With more inputs than these the fields are close together, otherwise the buttons would be below the screen. */
    private static final int MAX_SPACED = 16;

    private static final int NUMBER_COLUMNS = 10;
    private static final int TEXT_COLUMNS = 24;

    private static final Set<String> FIRST = Set.of("folder", "scenario");
    private static final Set<String> LAST = Set.of("output", "settings");
    /**
     * Of use to macros and scripts: they need an error where a person sees the checks. The others are seldom changed,
     * and a dialog with them would be higher than a small screen.
     */
    static final Set<String> NOT_ASKED = Set.of(
            "strict",
            "trigger_timeout_s",
            "calibration_days",
            "shape_spread_percent",
            "leak_change_percent",
            "baseline_pa_per_s",
            "baseline_mv_per_s");

    private final EiCommand command;
    private final List<CommandInput> inputs;

    CommandDialog(final EiCommand command) {
        this.command = command;
        this.inputs = CommandInput.of(command).stream()
                .filter(input -> !NOT_ASKED.contains(input.key()))
                .sorted(Comparator.comparingInt(CommandDialog::place))
                .toList();
    }

    /** First the subject of the command, last the place of its results; the others in the order of declaration. */
    private static int place(final CommandInput input) {
        if (LAST.contains(input.key())) return 1;
        return FIRST.contains(input.key()) || input.kind() == CommandInput.Kind.FILE ? -1 : 0;
    }

    /**
     * Asks for the inputs.
     *
     * @param entry the command, as it stands in the menu
     * @param values initial values, by key
     * @return texts by key, or null if the user cancelled
     */
    Map<String, String> ask(final CommandCatalog.Entry entry, final Map<String, String> values) {
        final GenericDialog dialog = new GenericDialog(entry.label());
        for (final CommandInput input : inputs) {
            if (inputs.size() > MAX_SPACED) dialog.setInsets(0, 0, 0);
            add(dialog, input, values.getOrDefault(input.key(), input.get(command)));
        }
        dialog.addHelp(help(entry));
        dialog.showDialog();
        if (dialog.wasCanceled()) return null;
        final Map<String, String> answers = new LinkedHashMap<>();
        for (final CommandInput input : inputs) answers.put(input.key(), read(dialog, input));
        return answers;
    }

    private static void add(final GenericDialog dialog, final CommandInput input, final String value) {
        switch (input.kind()) {
            case FLAG -> addFlag(dialog, input.label(), Boolean.parseBoolean(value));
            case CHOICE -> dialog.addChoice(input.label(), input.choices().toArray(String[]::new), value);
            case FILE -> dialog.addFileField(input.label(), value, TEXT_COLUMNS);
            case FOLDER -> dialog.addDirectoryField(input.label(), value, TEXT_COLUMNS);
            case WHOLE_NUMBER, NUMBER ->
                dialog.addStringField(input.label(), value, Math.max(NUMBER_COLUMNS, value.length()));
            case TEXT -> dialog.addStringField(input.label(), value, TEXT_COLUMNS);
        }
    }

    /** In the column of the fields; ImageJ would put it at the left edge. */
    private static void addFlag(final GenericDialog dialog, final String label, final boolean value) {
        dialog.addCheckbox(label, value);
        final Component box = (Component) dialog.getCheckboxes().lastElement();
        if (!(dialog.getLayout() instanceof GridBagLayout layout)) return;
        final GridBagConstraints place = layout.getConstraints(box);
        place.gridx = 1;
        place.gridwidth = 1;
        place.insets = new Insets(0, 0, 0, 0);
        layout.setConstraints(box, place);
    }

    private static String read(final GenericDialog dialog, final CommandInput input) {
        return switch (input.kind()) {
            case FLAG -> Boolean.toString(dialog.getNextBoolean());
            case CHOICE -> dialog.getNextChoice();
            default -> dialog.getNextString().strip();
        };
    }

    /** The help: keys and the page of the manual. */
    private String help(final CommandCatalog.Entry entry) {
        final StringBuilder html = new StringBuilder(
                "<html><b>" + escape(entry.label()) + "</b><p>" + escape(entry.description()) + "<dl>");
        for (final CommandInput input : inputs) {
            html.append("<dt><b>")
                    .append(escape(input.label()))
                    .append("</b> (")
                    .append(input.key())
                    .append(", ")
                    .append(escape(input.expected()))
                    .append(")<dd>")
                    .append(escape(input.description()));
        }
        return html.append("</dl><hr>")
                .append(Manual.html(Manual.page(entry.name())))
                .toString();
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
