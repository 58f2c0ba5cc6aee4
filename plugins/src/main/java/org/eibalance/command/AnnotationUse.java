package org.eibalance.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.annotation.AnnotationStore;
import org.eibalance.annotation.Annotations;
import org.eibalance.annotation.Region;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.report.Report;

/**
 * What a run takes from the annotations of its recordings, and what is to be said of it with the results. One for each
 * run.
 */
public final class AnnotationUse {

    private final AnnotationStore store = AnnotationStore.ofUser();
    private final List<String> remarks = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    /**
     * The annotations of a recording.
     *
     * @param file where it lies
     * @return what a person added; none where there is nothing
     */
    public Annotations of(final Path file) {
        final Optional<Path> beside = store.find(file);
        if (beside.isPresent() && !files.contains(beside.get())) files.add(beside.get());
        return store.read(file);
    }

    /** Has something said with the results and in the provenance. */
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
        final List<Integer> chosen = withoutExcluded(recording, file, named);
        final List<Region> marked = of(file).regions().stream()
                .filter(r -> chosen.isEmpty() || chosen.contains(r.sweep()))
                .toList();
        if (!marked.isEmpty())
            remarks.add(recording.name() + ": marked in its annotations, in sweeps that were used: "
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
            remarks.add(recording.name() + ": excluded in its annotations, but used because asked for by number: sweep "
                    + list + ".");
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

    /** What was left out, a sentence a recording. */
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The report with what was left out, and with the files of annotations among its inputs. */
    Report addTo(final Report report) {
        return files.isEmpty() ? report : report.withSentences(remarks).from(files);
    }
}
