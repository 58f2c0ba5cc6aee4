package org.eibalance.format.hdf5;

/**
 * The samples of one channel in one sweep: numbers along one dimension of a dataset, scaled by a polynomial.
 *
 * @param data the dataset
 * @param dimension the dimension of time
 * @param start place of the first sample in all dimensions
 * @param samples how many there are
 * @param coefficients of the powers of a stored number, from the first power on
 * @param offset value of a stored 0
 */
public record Hdf5Trace(
        Hdf5Dataset data, int dimension, long[] start, long samples, double[] coefficients, double offset) {

    /** A trace whose stored numbers times a factor are its values; the factor 1 keeps every bit. */
    public static Hdf5Trace scaled(final Hdf5Dataset data, final double factor) {
        return new Hdf5Trace(data, 0, new long[1], data.count(), new double[] {factor}, 0);
    }

    /**
     * Reads values.
     *
     * @param from first sample, 0-based
     * @param into where they go
     * @param at place of the first there
     * @param length how many
     */
    public void read(final long from, final double[] into, final int at, final int length) {
        final long[] place = start.clone();
        place[dimension] += from;
        data.read(dimension, place, into, at, length, this::scale);
    }

    private void scale(final double[] values, final int from, final int to) {
        if (coefficients.length == 1 && offset == 0) {
            final double factor = coefficients[0];
            if (factor != 1) for (int i = from; i < to; i++) values[i] *= factor;
            return;
        }
        for (int i = from; i < to; i++) {
            double value = 0;
            for (int power = coefficients.length - 1; power >= 0; power--)
                value = (value + coefficients[power]) * values[i];
            values[i] = value + offset;
        }
    }
}
