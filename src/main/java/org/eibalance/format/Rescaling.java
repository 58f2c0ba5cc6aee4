package org.eibalance.format;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eibalance.recording.InputException;
import org.eibalance.recording.Recording;
import org.eibalance.recording.SampleSource;

/**
 * Factors that a person gives for channels whose unit or conversion is wrong in their file.
 *
 * @param factors by the name or 0-based index of the channel
 */
public record Rescaling(Map<String, Double> factors) {

    /** No channel is rescaled. */
    public static final String NONE = "none";

    /** Takes a copy of the map. */
    public Rescaling {
        factors = Map.copyOf(factors);
    }

    /**
     * Reads what a person wrote.
     *
     * @param text {@value #NONE}, or channel=factor, several of them joined by semicolons
     * @return the factors
     * @throws InputException if it is neither
     */
    public static Rescaling parse(final String text) {
        final Map<String, Double> factors = new LinkedHashMap<>();
        if (text.strip().equals(NONE)) return new Rescaling(factors);
        for (final String part : text.split(";")) {
            final int equals = part.lastIndexOf('=');
            try {
                final double factor = equals < 1
                        ? Double.NaN
                        : Double.parseDouble(part.substring(equals + 1).strip());
                if (Double.isFinite(factor) && factor != 0) {
                    factors.put(part.substring(0, equals).strip(), factor);
                    continue;
                }
            } catch (final NumberFormatException exc) {
                // as for a factor of zero
            }
            throw new InputException("rescale is '" + text
                    + "': it must be none, or channel=factor such as 0=0.001, several " + "joined by semicolons.");
        }
        return new Rescaling(factors);
    }

    /**
     * The recording with its channels rescaled; their units are those of the file.
     *
     * @param recording the recording; closed with the new one
     * @return the same where nothing is to be rescaled
     * @throws InputException if it has no such channel
     */
    public Recording of(final Recording recording) {
        if (factors.isEmpty()) return recording;
        final double[] factor = new double[recording.channels().size()];
        java.util.Arrays.fill(factor, 1);
        factors.forEach((channel, value) -> factor[recording.channel(channel).index()] = value);
        return new Recording(recording.header(), new SampleSource() {

            @Override
            public void read(
                    final int channel,
                    final int sweep,
                    final long from,
                    final double[] into,
                    final int offset,
                    final int length) {
                recording.read(channel, sweep, from, into, offset, length);
                if (factor[channel] != 1) for (int i = offset; i < offset + length; i++) into[i] *= factor[channel];
            }

            @Override
            public void close() {
                recording.close();
            }
        });
    }
}
