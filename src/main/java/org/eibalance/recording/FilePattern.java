package org.eibalance.recording;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a recording that lies in several files, one for each channel, each sweep, or both:
 * {@code cells/B6_{channel}_IDRest_{sweep}.ibw}. The file name has {@code {channel}}, which stands for any text,
 * {@code {sweep}}, which stands for a number, or both, each once.
 */
public final class FilePattern {

    private static final String CHANNEL = "{channel}";
    private static final String SWEEP = "{sweep}";

    /**
     * One of the files.
     *
     * @param path where it lies
     * @param channel what stands for the channel; empty if the pattern has none
     * @param sweep the number of the sweep; 0 if the pattern has none
     */
    public record Member(Path path, String channel, long sweep) {}

    private FilePattern() {}

    /**
     * Whether a path stands for several files.
     *
     * @param path any path
     * @return true if its name is a pattern, and no file has that very name
     */
    public static boolean isPattern(final Path path) {
        final String name = String.valueOf(path.getFileName());
        return (name.contains(CHANNEL) || name.contains(SWEEP)) && !Files.exists(path);
    }

    /**
     * The files that a pattern stands for.
     *
     * @param pattern a path for which {@link #isPattern} is true
     * @return the files, by sweep, then by channel: numbers by value, others by letter
     * @throws InputException if there is none, or the folder cannot be read
     */
    public static List<Member> members(final Path pattern) {
        final Pattern expression = expression(pattern);
        final boolean channels = pattern.getFileName().toString().contains(CHANNEL);
        final boolean sweeps = pattern.getFileName().toString().contains(SWEEP);
        final Path parent = pattern.toAbsolutePath().getParent();
        final List<Member> members = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
            for (final Path file : files) {
                final Matcher name = expression.matcher(file.getFileName().toString());
                if (name.matches())
                    members.add(new Member(
                            pattern.resolveSibling(file.getFileName()),
                            channels ? name.group("channel") : "",
                            sweeps ? Long.parseLong(name.group("sweep")) : 0));
            }
        } catch (final IOException | java.nio.file.DirectoryIteratorException exc) {
            throw new InputException(
                    pattern + " stands for files of a folder that cannot be read: an existing one was expected.", exc);
        }
        if (members.isEmpty())
            throw new InputException(pattern
                    + " stands for files of which there is none: names that differ in place of "
                    + "{channel} and {sweep} were expected.");
        members.sort(Comparator.comparingLong(Member::sweep).thenComparing(Member::channel, FilePattern::compare));
        return members;
    }

    /**
     * The files behind a path.
     *
     * @param path a file or a pattern
     * @return the path itself, or the files that it stands for
     */
    public static List<Path> files(final Path path) {
        return isPattern(path) ? members(path).stream().map(Member::path).toList() : List.of(path);
    }

    private static Pattern expression(final Path pattern) {
        final String name = pattern.getFileName().toString();
        for (final String part : new String[] {CHANNEL, SWEEP}) {
            if (name.indexOf(part) != name.lastIndexOf(part))
                throw new InputException(pattern + " has " + part + " more than once, once was expected.");
        }
        final String quoted = Pattern.quote(name)
                .replace(CHANNEL, "\\E(?<channel>.+?)\\Q")
                .replace(SWEEP, "\\E(?<sweep>\\d{1,18})\\Q");
        return Pattern.compile(quoted);
    }

    /** 2 before 10, Ch2 before Ch10. */
    private static int compare(final String a, final String b) {
        final String textA = a.replaceAll("\\d+$", ""), textB = b.replaceAll("\\d+$", "");
        if (!textA.equals(textB) || a.length() > textA.length() + 18 || b.length() > textB.length() + 18)
            return a.compareTo(b);
        return Long.compare(number(a, textA), number(b, textB));
    }

    private static long number(final String text, final String start) {
        return text.length() == start.length() ? -1 : Long.parseLong(text.substring(start.length()));
    }
}
