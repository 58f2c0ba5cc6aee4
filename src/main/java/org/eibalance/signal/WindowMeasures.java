package org.eibalance.signal;

/**
 * Measures of a stretch of a trace. Missing samples (NaN) are left out; without any sample all is NaN.
 *
 * @param samples how many samples there are
 * @param first value of the first
 * @param last value of the last
 * @param mean their mean
 * @param sd standard deviation about the mean, with n - 1
 * @param least the least value
 * @param leastMs when, from the start of the stretch
 * @param greatest the greatest value
 * @param greatestMs when, from the start of the stretch
 * @param slopePerMs slope of the straight line of least squares, per ms
 * @param areaMs sum of the samples times the interval between them: unit times ms
 */
public record WindowMeasures(
        int samples,
        double first,
        double last,
        double mean,
        double sd,
        double least,
        double leastMs,
        double greatest,
        double greatestMs,
        double slopePerMs,
        double areaMs) {

    /**
     * Measures a stretch.
     *
     * @param values the samples
     * @param stepMs interval between two
     * @return the measures
     */
    public static WindowMeasures of(final double[] values, final double stepMs) {
        int n = 0;
        int first = -1;
        int last = -1;
        int least = -1;
        int greatest = -1;
        double sum = 0;
        double places = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) continue;
            if (first < 0) first = i;
            last = i;
            if (least < 0 || values[i] < values[least]) least = i;
            if (greatest < 0 || values[i] > values[greatest]) greatest = i;
            sum += values[i];
            places += i;
            n++;
        }
        if (n == 0)
            return new WindowMeasures(
                    0,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        final double mean = sum / n;
        final double middle = places / n;
        double squares = 0;
        double products = 0;
        double spread = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) continue;
            squares += (values[i] - mean) * (values[i] - mean);
            products += (values[i] - mean) * (i - middle);
            spread += (i - middle) * (i - middle);
        }
        return new WindowMeasures(
                n,
                values[first],
                values[last],
                mean,
                n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)),
                values[least],
                least * stepMs,
                values[greatest],
                greatest * stepMs,
                n < 2 ? Double.NaN : products / spread / stepMs,
                sum * stepMs);
    }
}
