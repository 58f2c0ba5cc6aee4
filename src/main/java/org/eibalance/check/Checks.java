package org.eibalance.check;

import static org.eibalance.result.Column.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eibalance.result.Table;

/**
 * What all checks of one result found. Immutable.
 *
 * @param results one a check, in the order in which they were put; no name occurs twice
 */
public record Checks(List<CheckResult> results) {

    /** No check was put. */
    public static final Checks NONE = new Checks(List.of());

    /** Takes a copy. */
    public Checks {
        results = List.copyOf(results);
        if (results.stream().map(CheckResult::name).distinct().count() != results.size())
            throw new IllegalArgumentException("one check twice: " + results);
    }

    /**
     * Puts checks to a result.
     *
     * @param result what an analysis found
     * @param checks the checks
     * @param <R> the result
     * @return what they found, in the same order
     */
    public static <R> Checks of(final R result, final List<? extends Check<? super R>> checks) {
        final List<CheckResult> results = new ArrayList<>();
        for (final Check<? super R> check : checks) results.add(check.of(result));
        return new Checks(results);
    }

    /**
     * These and others. A check that both have is kept once, with the worse state: of a study with several parts the
     * worst part counts.
     *
     * @param others further checks
     * @return all, these first
     */
    public Checks and(final Checks others) {
        final Map<String, CheckResult> all = new LinkedHashMap<>();
        results.forEach(r -> all.put(r.name(), r));
        others.results.forEach(r -> all.merge(r.name(), r, (a, b) -> b.state().compareTo(a.state()) > 0 ? b : a));
        return new Checks(List.copyOf(all.values()));
    }

    /** The same, the sentences beginning with the name of the part of a study that they are about. */
    public Checks in(final String part) {
        return new Checks(results.stream().map(r -> r.in(part)).toList());
    }

    /** The check of a name. */
    public Optional<CheckResult> find(final String name) {
        return results.stream().filter(r -> r.name().equals(name)).findFirst();
    }

    /** The first of these checks that failed. */
    public Optional<CheckResult> firstFailed(final String... names) {
        return Arrays.stream(names)
                .flatMap(name -> find(name).stream())
                .filter(CheckResult::failed)
                .findFirst();
    }

    /** The checks that found a state, in order. */
    public List<CheckResult> with(final CheckState state) {
        return results.stream().filter(r -> r.state() == state).toList();
    }

    /** The names of the checks that found a state, joined by semicolons. */
    public String names(final CheckState state) {
        return with(state).stream().map(CheckResult::name).collect(Collectors.joining(";"));
    }

    /**
     * A headline, unless a check that it rests on failed.
     *
     * @param instead what is said in its place, without a full stop, such as {@code no lag is given}
     * @param headline the headline
     * @param restsOn names of the checks that it rests on; those that were not put are passed over
     * @return the headline; or {@code instead} with the reason and what to do
     */
    public String headline(final String instead, final String headline, final String... restsOn) {
        return firstFailed(restsOn)
                .map(failed -> instead + ": " + lowerFirst(failed.explanation()))
                .orElse(headline);
    }

    /** A sentence after a colon: an abbreviation such as EPSC or E/I keeps its capitals. */
    private static String lowerFirst(final String sentence) {
        final boolean word =
                sentence.length() > 1 && Character.isLowerCase(sentence.charAt(1)) || sentence.startsWith("A ");
        return word ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1) : sentence;
    }

    /** The table checks.csv: check, state, value, limit, unit, sentence, remedy; one row a check. */
    public Table table() {
        return Table.of(
                results,
                column("check", "", CheckResult::name),
                column("state", "", r -> r.state().label()),
                column("value", "", CheckResult::value),
                column("limit", "", CheckResult::limit),
                column("unit", "", CheckResult::unit),
                column("sentence", "", CheckResult::sentence),
                column("remedy", "", CheckResult::remedy));
    }
}
