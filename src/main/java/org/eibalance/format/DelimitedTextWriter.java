package org.eibalance.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * Writes recordings as the text that {@link DelimitedTextFormat} reads, in mV and pA, with the shortest digits that
 * give the same double and an empty field for a missing sample. Commands, starts of sweeps, tags and the date are not
 * kept.
 */
public final class DelimitedTextWriter {

    private static final int BLOCK = 4096;

    private DelimitedTextWriter() {}

    /**
     * Writes a recording; a file that is there is replaced whole, once all is written.
     *
     * @param recording the recording; all channels are potentials or currents of one rate, and of one length in each
     *     sweep
     * @param file where to; not the file of the recording itself
     * @throws InputException if the recording does not fit the format or the file cannot be written; nothing is left
     *     then
     * @throws CancellationException if the thread is interrupted; nothing is left then
     */
    public static void write(final Recording recording, final Path file) {
        final List<Channel> channels = recording.channels();
        for (final Channel channel : channels) {
            if (channel.unit().quantity() == Quantity.OTHER)
                throw new InputException(recording.name() + " cannot be written as text: channel '"
                        + channel.name() + "' has the unit '" + channel.unit().symbol()
                        + "', one of volts or amperes was expected.");
        }
        if (channels.stream().map(Channel::sampleRateHz).distinct().count() != 1
                || recording.sweeps().stream()
                        .anyMatch(s -> s.samples().stream().distinct().count() != 1))
            throw new InputException(recording.name()
                    + " cannot be written as text: its channels differ in rate or, within a sweep, in length, "
                    + "and one of each was "
                    + "expected.");
        WholeFile.write(recording, file, beside -> {
            try (BufferedWriter out = Files.newBufferedWriter(beside, StandardCharsets.UTF_8)) {
                out.write("sweep,time_ms");
                for (final Channel channel : channels) out.write("," + title(channel));
                out.write('\n');
                for (final Sweep sweep : recording.sweeps()) rows(recording, sweep, out);
            }
        });
    }

    private static String title(final Channel channel) {
        final String name = channel.name().replaceAll("\\p{Cntrl}", " ").strip() + "_"
                + (channel.unit().quantity() == Quantity.VOLTAGE ? "mv" : "pa");
        return name.toLowerCase(Locale.ROOT).matches("[a-z0-9_ .-]+") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static void rows(final Recording recording, final Sweep sweep, final BufferedWriter out)
            throws IOException {
        final List<Channel> channels = recording.channels();
        final double rate = channels.get(0).sampleRateHz();
        final double[][] block = new double[channels.size()][BLOCK];
        final long length = sweep.samples().get(0);
        for (long from = 0; from < length; from += BLOCK) {
            if (Thread.currentThread().isInterrupted()) throw new CancellationException();
            final int count = (int) Math.min(BLOCK, length - from);
            for (final Channel channel : channels)
                recording.read(channel.index(), sweep.index(), from, block[channel.index()], 0, count);
            for (int i = 0; i < count; i++) {
                out.write(sweep.index() + "," + (from + i) * 1000 / rate);
                for (final Channel channel : channels) {
                    final double value =
                            block[channel.index()][i] * channel.unit().toFieldUnit();
                    out.write(Double.isNaN(value) ? "," : "," + value);
                }
                out.write('\n');
            }
        }
    }
}
