package org.eibalance.analysis.pair.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;

/**
 * Which channels of a recording can be two cells: by their units, names, values, clamp modes and commands. A channel
 * that a person names is always taken; what speaks against it is said.
 *
 * @param a channel of cell A
 * @param b channel of cell B
 */
public record CellChannels(Channel a, Channel b) {

    /** A choice that leaves the channel to the program. */
    public static final String AUTO = "auto";

    /** No cell rests beyond this. */
    private static final double MAX_MV = 500;

    /** No pipette carries more. */
    private static final double MAX_PA = 1e6;

    /** Longer than an artefact, and few enough that this stays fast. */
    private static final int SAMPLES = 1024;

    /** Signals beside cells, as laboratories name them; ABF cuts names after a few letters. */
    private static final Pattern NO_CELL = Pattern.compile("light|photod|diode|laser|shutter|lumin|trigger|camera"
            + "|pressure|piezo|wheel|whisker|stimulus|(?<![a-z])"
            + "(ttl|led|trig|sync|clock|frame|lamp|lfp|eeg|ecog|ecg|ekg|emg|cmd|command|ao|dac|stim|opto|temp|bath)"
            + "(?![a-z])");

    /** What tells a potential from a current of one amplifier, and names neither. */
    private static final Pattern QUANTITY =
            Pattern.compile("membrane|memb|voltage|potential|current|scaled|primary|secondary"
                    + "|(?<![a-z0-9])x?10* ?(?=[vi])|(?<![a-z])(v|vm|i|im|mv|pa|na)(?![a-z])");

    /**
     * What speaks against a channel or a pair.
     *
     * @param certain whether it cannot be a cell; otherwise a person should look
     * @param sentence which channel, and why
     */
    public record Doubt(boolean certain, String sentence) {}

    /**
     * Finds the channels.
     *
     * @param recording the recording
     * @param cellA name or index of the channel of cell A; auto: the first of the first two channels that can be two
     *     cells. They are of one quantity, so that a current and a potential, which may be two signals of one cell, are
     *     a pair only where a person says so
     * @param cellB the same of cell B; auto: the second of them, whatever cell A is
     * @return two channels
     * @throws InputException if a named channel does not exist, or no channels can be two cells
     */
    public static CellChannels of(final Recording recording, final String cellA, final String cellB) {
        final Optional<Channel> a = named(recording, cellA), b = named(recording, cellB);
        if (a.isPresent() && b.isPresent()) return new CellChannels(a.get(), b.get());
        final CellChannels first = firstTwo(recording);
        return new CellChannels(a.orElse(first.a()), b.orElse(first.b()));
    }

    private static CellChannels firstTwo(final Recording recording) {
        final List<Channel> cells = cells(recording);
        for (final Channel one : cells) {
            for (final Channel other : cells) {
                if (one.index() < other.index()
                        && one.unit().quantity() == other.unit().quantity()) return new CellChannels(one, other);
            }
        }
        throw new InputException(recording.name() + ": no two of its channels are two cells for certain ("
                + recording.channels().stream()
                        .map(c -> c.index() + " '" + c.name() + "' "
                                + noCell(recording, c)
                                        .or(() -> noAmplifier(recording, c))
                                        .orElse(
                                                c.unit().quantity() == Quantity.VOLTAGE
                                                        ? "is a potential"
                                                        : "is a current"))
                        .collect(Collectors.joining("; "))
                + "): two potentials or two currents were expected. Name both cells with cell_a and cell_b.");
    }

    private static Optional<Channel> named(final Recording recording, final String nameOrIndex) {
        return nameOrIndex.equals(AUTO) ? Optional.empty() : Optional.of(recording.channel(nameOrIndex));
    }

    /** Where nothing in a file tells which channel an amplifier has, all that can be cells are taken. */
    private static List<Channel> cells(final Recording recording) {
        final List<Channel> sure = recording.channels().stream()
                .filter(c -> noCell(recording, c).isEmpty()
                        && noAmplifier(recording, c).isEmpty())
                .toList();
        if (!sure.isEmpty()) return sure;
        return recording.channels().stream()
                .filter(c -> noCell(recording, c).isEmpty())
                .toList();
    }

    /**
     * What speaks against two cells.
     *
     * @param recording the recording
     * @return a doubt about each channel and one about both together, as far as there are any
     */
    public List<Doubt> doubts(final Recording recording) {
        // Where a laboratory gave a command its unit in one channel only, the other has no amplifier.
        final boolean one =
                noAmplifier(recording, a).isEmpty() != noAmplifier(recording, b).isEmpty();
        final List<Doubt> doubts = new ArrayList<>();
        doubt(recording, a, one).ifPresent(doubts::add);
        doubt(recording, b, one).ifPresent(doubts::add);
        oneCell().ifPresent(doubts::add);
        return doubts;
    }

    private static Optional<Doubt> doubt(final Recording recording, final Channel channel, final boolean otherHasOne) {
        final String name = "Channel '" + channel.name() + "' ";
        return noCell(recording, channel)
                .map(why -> new Doubt(true, name + why + "."))
                .or(() -> noAmplifier(recording, channel).map(why -> new Doubt(otherHasOne, name + why + ".")))
                .or(() -> wrongUnit(recording, channel).map(why -> new Doubt(false, name + why + ".")));
    }

    private static Optional<String> noCell(final Recording recording, final Channel channel) {
        if (channel.unit().quantity() == Quantity.OTHER)
            return channel.unit().symbol().isEmpty()
                    ? Optional.empty()
                    : Optional.of("is in " + channel.unit().symbol()
                            + ", which is neither a potential nor a current, so that it is no cell");
        if (NO_CELL.matcher(channel.name().toLowerCase(Locale.ROOT)).find())
            return Optional.of("is no cell by its name");
        if (channel.unit().quantity() == Quantity.VOLTAGE && restsAt(recording, channel) > MAX_MV)
            return Optional.of(
                    String.format(Locale.ROOT, "rests at %.4g mV, where no cell does", restsAt(recording, channel)));
        return Optional.empty();
    }

    private static Optional<String> noAmplifier(final Recording recording, final Channel channel) {
        final boolean twice = channel.unit().quantity() != Quantity.OTHER
                && recording
                        .command(channel.index())
                        .filter(c -> c.unit().quantity() == channel.unit().quantity())
                        .isPresent();
        if (twice)
            return Optional.of(
                    channel.unit().quantity() == Quantity.VOLTAGE
                            ? "and its command are both potentials, as of no amplifier's cell"
                            : "and its command are both currents, as of no amplifier's cell");
        final boolean othersKnown = recording.channels().stream().anyMatch(c -> c.clampMode() != ClampMode.UNKNOWN);
        return channel.clampMode() == ClampMode.UNKNOWN && othersKnown
                ? Optional.of("has no clamp mode, although others have one, so that it may be no cell")
                : Optional.empty();
    }

    private static Optional<String> wrongUnit(final Recording recording, final Channel channel) {
        return hasTrueUnit(recording, channel)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "shows %.2g pA by its unit, which no pipette carries, so that the unit is wrong",
                        restsAt(recording, channel)));
    }

    /** Whether the values of a channel, with its unit, can be those of a cell. */
    static boolean hasTrueUnit(final Recording recording, final Channel channel) {
        return switch (channel.unit().quantity()) {
            case VOLTAGE -> !(restsAt(recording, channel) > MAX_MV);
            case CURRENT -> !(restsAt(recording, channel) > MAX_PA);
            case OTHER -> false;
        };
    }

    /** Median size of the first samples, in mV or pA; NaN where there are none. */
    private static double restsAt(final Recording recording, final Channel channel) {
        if (recording.sweeps().isEmpty()) return Double.NaN;
        final double[] first = new double[(int) Math.min(SAMPLES, recording.samples(channel.index(), 0))];
        recording.read(channel.index(), 0, 0, first);
        final double[] sizes = Arrays.stream(first)
                .filter(Double::isFinite)
                .map(v -> Math.abs(v) * channel.unit().toFieldUnit())
                .sorted()
                .toArray();
        return sizes.length == 0 ? Double.NaN : sizes[sizes.length / 2];
    }

    /** A potential and a current whose names differ in nothing but that are two signals of one cell. */
    private Optional<Doubt> oneCell() {
        final boolean both = a.unit().quantity() != Quantity.OTHER
                && b.unit().quantity() != Quantity.OTHER
                && a.unit().quantity() != b.unit().quantity();
        if (!both || !stem(a).equals(stem(b))) return Optional.empty();
        return Optional.of(new Doubt(
                true,
                "Channels '" + a.name() + "' and '" + b.name()
                        + "' are a current and a potential whose names tell no two cells: they are two signals of "
                        + "one cell."));
    }

    /** What is left of a name without the words for its quantity; twice, for Imemb has two of them in one. */
    private static String stem(final Channel channel) {
        final String once = QUANTITY.matcher(
                        channel.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .replaceAll("");
        return QUANTITY.matcher(once).replaceAll("").replaceAll("[^a-z0-9]", "");
    }
}
