package org.eibalance.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.eibalance.recording.Channel;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.Sweep;

/**
 * Writes recordings as ATF 1.0: a column of times, then for each sweep one of each channel, with the shortest digits
 * that give the same double. Names, units and the starts of sweeps are kept; commands, clamp modes, tags and the date
 * are not.
 */
public final class AtfWriter {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** No program opens more columns. */
    private static final int MAX_COLUMNS = 8000;

    private AtfWriter() {}

    /**
     * Writes a recording; a file that is there is replaced whole, once all is written.
     *
     * @param recording the recording; all channels and sweeps are of one length and rate
     * @param file where to; not the file of the recording itself
     * @throws InputException if the recording does not fit the format or the file cannot be written; nothing is left
     *     then
     * @throws CancellationException if the thread is interrupted; nothing is left then
     */
    public static void write(final Recording recording, final Path file) {
        final List<Channel> channels = recording.channels();
        final List<Long> lengths = recording.sweeps().stream()
                .map(Sweep::samples)
                .flatMap(List::stream)
                .distinct()
                .toList();
        final List<Double> rates =
                channels.stream().map(Channel::sampleRateHz).distinct().toList();
        if (lengths.size() != 1 || rates.size() != 1 || lengths.get(0) < 2)
            throw new InputException(recording.name()
                    + " cannot be written as ATF: its sweeps and channels differ in length or rate, one length "
                    + "of at least two samples "
                    + "and one rate were expected.");
        if ((long) channels.size() * recording.sweeps().size() > MAX_COLUMNS)
            throw new InputException(recording.name() + " cannot be written as ATF: it has "
                    + channels.size() + " channels of " + recording.sweeps().size() + " sweeps, at most "
                    + MAX_COLUMNS + " traces were expected.");
        WholeFile.write(recording, file, beside -> {
            try (BufferedWriter out = new BufferedWriter(new java.io.OutputStreamWriter(
                    Files.newOutputStream(beside),
                    WINDOWS_1252.newEncoder().onUnmappableCharacter(CodingErrorAction.REPLACE)))) {
                header(recording, out);
                rows(recording, lengths.get(0), rates.get(0), out);
            }
        });
    }

    private static String plain(final String text) {
        return text.replaceAll("[\",\t\\p{Cntrl}]", "_");
    }

    private static void header(final Recording recording, final BufferedWriter out) throws IOException {
        final String names =
                recording.channels().stream().map(c -> plain(c.name())).collect(Collectors.joining(","));
        final String starts = recording.sweeps().stream()
                .map(s -> Double.toString(s.startS() * 1000))
                .collect(Collectors.joining(","));
        final int traces = recording.channels().size() * recording.sweeps().size();
        out.write("ATF\t1.0\r\n4\t" + (traces + 1) + "\r\n\"AcquisitionMode=Episodic Stimulation\"\r\n"
                + "\"SweepStartTimesMS=" + starts + "\"\r\n\"SignalsExported=" + names + "\"\r\n\"Signals=\"");
        for (final Sweep sweep : recording.sweeps()) {
            for (final Channel channel : recording.channels()) out.write("\t\"" + plain(channel.name()) + "\"");
        }
        out.write("\r\n\"Time (s)\"");
        int trace = 0;
        for (final Sweep sweep : recording.sweeps()) {
            for (final Channel channel : recording.channels())
                out.write("\t\"Trace #" + ++trace + " (" + plain(channel.unit().symbol()) + ")\"");
        }
        out.write("\r\n");
    }

    private static void rows(final Recording recording, final long length, final double rate, final BufferedWriter out)
            throws IOException {
        final int channels = recording.channels().size();
        final int columns = channels * recording.sweeps().size();
        // rows that hold together a few megabytes
        final double[][] block = new double[columns][(int) Math.min(length, Math.max(16, (1 << 19) / columns))];
        for (long from = 0; from < length; from += block[0].length) {
            if (Thread.currentThread().isInterrupted()) throw new CancellationException();
            final int count = (int) Math.min(block[0].length, length - from);
            for (int t = 0; t < columns; t++) recording.read(t % channels, t / channels, from, block[t], 0, count);
            for (int i = 0; i < count; i++) {
                out.write(Double.toString((from + i) / rate));
                for (int t = 0; t < columns; t++) {
                    out.write('\t');
                    out.write(Double.toString(block[t][i]));
                }
                out.write("\r\n");
            }
        }
    }
}
