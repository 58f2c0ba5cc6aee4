package org.eibalance.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.figure.Figure;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;

/**
 * A result as a person gets it: sentences, tables and a figure, before anything is written anywhere. Immutable.
 *
 * @param sentences what was found, in plain words, the most important first
 * @param summary the table summary.csv
 * @param measures the numbers of the summary together with what is expected of them; empty where the summary is another
 *     table
 * @param tables further tables by file name
 * @param files further files by name, written when the report is
 * @param figure the figure
 * @param inputs files that were read, for the provenance
 * @param seed of all random numbers; empty where none was drawn
 * @param checks whether the result may be believed
 * @param error why the work did not do what it was asked for, though there is a result; empty where it did
 */
public record Report(
        List<String> sentences,
        Table summary,
        List<Measure> measures,
        Map<String, Table> tables,
        Map<String, FileMaker> files,
        Figure figure,
        List<Path> inputs,
        OptionalLong seed,
        Checks checks,
        Optional<String> error) {

    /** Writes a file that is neither table nor figure. */
    @FunctionalInterface
    public interface FileMaker {

        /** @param file where to write; does not exist yet */
        void write(Path file);
    }

    /** Takes copies. */
    public Report {
        sentences = List.copyOf(sentences);
        measures = List.copyOf(measures);
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        inputs = List.copyOf(inputs);
    }

    /**
     * A report of sentences, one table and a figure.
     *
     * @param sentences what was found
     * @param summary the table summary.csv
     * @param figure the figure
     * @return the report, without further tables, files, inputs or seed
     */
    public static Report of(final List<String> sentences, final Table summary, final Figure figure) {
        return new Report(
                sentences,
                summary,
                List.of(),
                Map.of(),
                Map.of(),
                figure,
                List.of(),
                OptionalLong.empty(),
                Checks.NONE,
                Optional.empty());
    }

    /**
     * A report whose summary is a list of measures.
     *
     * @param sentences what was found
     * @param measures its numbers, with what is expected of them
     * @param tables further tables by file name
     * @param figure the figure
     * @return the report, without files, inputs or seed
     */
    public static Report ofMeasures(
            final List<String> sentences,
            final List<Measure> measures,
            final Map<String, Table> tables,
            final Figure figure) {
        return new Report(
                sentences,
                Measure.table(measures),
                measures,
                tables,
                Map.of(),
                figure,
                List.of(),
                OptionalLong.empty(),
                Checks.NONE,
                Optional.empty());
    }

    /**
     * The value of a measure.
     *
     * @param name its name
     * @return the value
     * @throws IllegalArgumentException if there is no measure of that name
     */
    public double value(final String name) {
        return measures.stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no measure " + name + " in " + measures))
                .value();
    }

    /** The same with further sentences at the end. */
    public Report withSentences(final List<String> more) {
        final List<String> all = new ArrayList<>(sentences);
        all.addAll(more);
        return new Report(all, summary, measures, tables, files, figure, inputs, seed, checks, error);
    }

    /** The same with other sentences in place of its own. */
    public Report saying(final List<String> others) {
        return new Report(others, summary, measures, tables, files, figure, inputs, seed, checks, error);
    }

    /** The same with other measures, and a summary of them. */
    public Report withMeasures(final List<Measure> others) {
        return new Report(sentences, Measure.table(others), others, tables, files, figure, inputs, seed, checks, error);
    }

    /** The same with one more table, at the end. */
    public Report withTable(final String name, final Table table) {
        return withTables(Map.of(name, table));
    }

    /** The same with further tables at the end, in the order of the map. */
    public Report withTables(final Map<String, Table> more) {
        final Map<String, Table> all = new LinkedHashMap<>(tables);
        all.putAll(more);
        return new Report(sentences, summary, measures, all, files, figure, inputs, seed, checks, error);
    }

    /** The same with further files at the end, in the order of the map. */
    public Report withFiles(final Map<String, FileMaker> more) {
        final Map<String, FileMaker> all = new LinkedHashMap<>(files);
        all.putAll(more);
        return new Report(sentences, summary, measures, tables, all, figure, inputs, seed, checks, error);
    }

    /** The same with further files that were read, at the end. */
    public Report from(final List<Path> more) {
        final List<Path> all = new ArrayList<>(inputs);
        all.addAll(more);
        return new Report(sentences, summary, measures, tables, files, figure, all, seed, checks, error);
    }

    /** The same with the seed of its random numbers. */
    public Report withSeed(final long drawn) {
        return new Report(
                sentences, summary, measures, tables, files, figure, inputs, OptionalLong.of(drawn), checks, error);
    }

    /** The same with further checks; of one that both have the worse state is kept. */
    public Report withChecks(final Checks more) {
        return new Report(sentences, summary, measures, tables, files, figure, inputs, seed, checks.and(more), error);
    }

    /** The same with the reason why it is not what was asked for: the command ends with it as an error. */
    public Report withError(final String sentence) {
        return new Report(
                sentences, summary, measures, tables, files, figure, inputs, seed, checks, Optional.of(sentence));
    }

    /**
     * The summary with the columns checks_failed and checks_doubtful at its end, the same in each row; as it is where
     * it has them already, as that of many files has.
     */
    public Table checkedSummary() {
        if (summary.columns().contains("checks_failed")) return summary;
        return summary.withText("checks_failed", checks.names(CheckState.FAILED))
                .withText("checks_doubtful", checks.names(CheckState.DOUBTFUL));
    }

    /** The figure with a note for each check that failed or is doubtful, the former first. */
    public Figure checkedFigure() {
        final List<Figure.Note> notes = new ArrayList<>(figure.notes());
        for (final CheckResult check : checks.with(CheckState.FAILED))
            notes.add(new Figure.Note(Figure.Note.Sign.CROSS, check.sentence()));
        for (final CheckResult check : checks.with(CheckState.DOUBTFUL))
            notes.add(new Figure.Note(Figure.Note.Sign.TRIANGLE, check.sentence()));
        return figure.withNotes(notes);
    }
}
