package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.Region;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;
import org.eibalance.result.InputFiles;

/** What one run uses from the annotations of its recordings, and the remarks about it that go with the results. */
public final class AnnotationUse {

    private final AnnotationStore store = AnnotationStore.ofUser();
    private final InputFiles inputs;
    /** What was read, so that one run sees one state of each file. */
    private final Map<Path, Annotations> known = new HashMap<>();

    private final List<String> remarks = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    /** @param inputs the files of the run, which know the digests of its recordings */
    AnnotationUse(final InputFiles inputs) {
        this.inputs = inputs;
    }

    /**
     * The annotations of a recording.
     *
     * @param file where it lies
     * @return what a person added; empty annotations if there are none
     */
    public Annotations of(final Path file) {
        return known.computeIfAbsent(file, this::read);
    }

    private Annotations read(final Path file) {
        store.find(file).ifPresent(files::add);
        return store.read(file, () -> inputs.digest(file));
    }

    /** Adds a sentence to the results and to the provenance. */
    public void remark(final String sentence) {
        remarks.add(sentence);
    }

    /**
     * The sweeps to use.
     *
     * @param recording the recording, open
     * @param file where it lies
     * @param named the sweeps that the person asked for; empty for all
     * @return 0-based sweeps; empty for all
     */
    public List<Integer> choose(final Recording recording, final Path file, final List<Integer> named) {
        return choose(recording, file, named, region -> true);
    }

    /**
     * The sweeps to use, for an analysis that says itself what it does with some regions.
     *
     * @param recording the recording, open
     * @param file where it lies
     * @param named the sweeps that the person asked for; empty for all
     * @param mentioned the regions to mention here
     * @return 0-based sweeps; empty for all
     */
    public List<Integer> choose(
            final Recording recording, final Path file, final List<Integer> named, final Predicate<Region> mentioned) {
        final List<Integer> chosen = withoutExcluded(recording, file, named);
        final List<Region> marked = of(file).regions().stream()
                .filter(r -> chosen.isEmpty() || chosen.contains(r.sweep()))
                .filter(mentioned)
                .toList();
        if (!marked.isEmpty())
            remarks.add(recording.name() + ": regions in its annotations, in sweeps that were used: "
                    + marked.stream().map(AnnotationUse::words).collect(Collectors.joining("; ")) + ".");
        return chosen;
    }

    private static String words(final Region region) {
        return String.format(
                Locale.ROOT,
                "'%s' in sweep %d, %.1f to %.1f ms",
                region.label(),
                region.sweep(),
                region.fromMs(),
                region.toMs());
    }

    private List<Integer> withoutExcluded(final Recording recording, final Path file, final List<Integer> named) {
        final Set<Integer> excluded = of(file).excludedSweeps();
        final int count = recording.sweeps().size();
        final List<Integer> all = IntStream.range(0, count).boxed().toList();
        final String list = (named.isEmpty() ? all : named)
                .stream().filter(excluded::contains).map(String::valueOf).collect(Collectors.joining(", "));
        if (list.isEmpty()) return named;
        if (!named.isEmpty()) {
            remarks.add(recording.name() + ": excluded in its annotations, but used because it was named: sweep " + list
                    + ".");
            return named;
        }
        final List<Integer> left =
                all.stream().filter(sweep -> !excluded.contains(sweep)).toList();
        if (left.isEmpty())
            throw new InputException(recording.name() + ": all its " + count + " sweeps are excluded in "
                    + store.find(file).orElseThrow() + ": include one, or name the sweeps to use.");
        remarks.add(recording.name() + ": left out because excluded in its annotations: sweep " + list + ".");
        return left;
    }

    /** The remarks, one sentence each. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The report with the remarks, and with the files of annotations among its inputs. */
    Report addTo(final Report report) {
        return files.isEmpty() ? report : report.withSentences(remarks).from(files);
    }
}
