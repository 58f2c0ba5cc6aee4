package org.eibalance.format.abf;

import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Unit;

/**
 * An output to an amplifier.
 *
 * @param name its name; an output without one was never set up
 * @param unit the unit of its levels
 * @param holding level outside of any protocol; NaN if unknown
 * @param source what it played in episodic mode
 * @param keepsLastLevel whether it stays between sweeps at the level of the last epoch, instead of the holding level
 * @param levelAfterTrain level after a conditioning train; NaN if there was none
 * @param epochs its epochs in order
 * @param list values that replace one parameter of its epochs from sweep to sweep
 * @param stimulus the waveform that it played from a file
 */
record AbfOutput(
        String name,
        Unit unit,
        double holding,
        Source source,
        boolean keepsLastLevel,
        double levelAfterTrain,
        List<Epoch> epochs,
        Optional<UserList> list,
        Optional<Stimulus> stimulus) {

    /** What an output plays. */
    enum Source {
        HOLDING,
        EPOCHS,
        FILE;

        static Source of(final int enabled, final int source) {
            if (enabled == 0) return HOLDING;
            return source == 1 ? EPOCHS : source == 2 ? FILE : HOLDING;
        }
    }

    /** No program writes more; a larger number is damage. */
    static final int MAX_EPOCHS = 50;

    boolean exists() {
        return !name.isEmpty();
    }

    /**
     * Part of a command. Durations in samples of one channel.
     *
     * @param number its place, 0 for A
     * @param type 0 off, 1 step, 2 ramp, 3 pulses, 4 triangles, 5 cosine, 6 resistance, 7 biphasic
     * @param level its level in the first sweep
     * @param levelStep what is added in each further sweep
     * @param duration its duration in the first sweep
     * @param durationStep what is added in each further sweep
     * @param period of a train
     * @param width of one pulse of a train
     */
    record Epoch(
            int number,
            int type,
            double level,
            double levelStep,
            long duration,
            long durationStep,
            long period,
            long width) {}

    /** What a user list varies. */
    enum Parameter {
        LEVEL,
        DURATION,
        PERIOD,
        WIDTH
    }

    /**
     * Values of one parameter of one epoch, one for each sweep.
     *
     * @param parameter which
     * @param epoch number of the epoch
     * @param values the values; never empty
     * @param repeats whether the list starts over; else its last value stays
     */
    record UserList(Parameter parameter, int epoch, double[] values, boolean repeats) {

        /** The first code for the parameters of epochs. */
        private static final int FIRST_CODE = 11;

        /**
         * Understands a list.
         *
         * @param code code of the parameter
         * @param epochs epochs for which this version has codes: 10 or 50
         * @param text values between commas
         * @param repeats whether it starts over
         * @return the list; empty if it varies something that is no part of the command or has no values
         */
        static Optional<UserList> parse(final int code, final int epochs, final String text, final boolean repeats) {
            // the first group of codes is that of the digital patterns
            final int group = (code - FIRST_CODE) / epochs - 1;
            if (code < FIRST_CODE || group < 0 || group >= Parameter.values().length) return Optional.empty();
            final double[] values = values(text);
            if (values.length == 0) return Optional.empty();
            return Optional.of(new UserList(Parameter.values()[group], (code - FIRST_CODE) % epochs, values, repeats));
        }

        private static double[] values(final String text) {
            final String[] fields = text.split(",");
            final double[] values = new double[fields.length];
            int count = 0;
            for (final String field : fields) {
                try {
                    if (!field.isBlank()) values[count++] = Double.parseDouble(field.strip());
                } catch (final NumberFormatException exc) {
                    // the rest of a list cannot be placed without it
                    return java.util.Arrays.copyOf(values, count - 1);
                }
            }
            return java.util.Arrays.copyOf(values, count);
        }

        double value(final int sweep) {
            return values[repeats ? sweep % values.length : Math.min(sweep, values.length - 1)];
        }
    }

    /**
     * A waveform from a file, as the ABF file carries it.
     *
     * @param at byte of the first count; 0 if the file does not carry it
     * @param episodes how many sweeps it has
     * @param scale user units of one count
     * @param offset user units at count 0
     */
    record Stimulus(long at, long episodes, double scale, double offset) {

        /** Scales counts: (count · calibration + offset) · range / resolution · user units per volt. */
        static Stimulus of(
                final long at,
                final long episodes,
                final double calibrationFactor,
                final double calibrationOffset,
                final double range,
                final double resolution,
                final double unitsPerVolt) {
            final double volts = range / resolution;
            final double factor = calibrationFactor == 0 ? 1 : calibrationFactor;
            return new Stimulus(at, episodes, factor * volts * unitsPerVolt, calibrationOffset * volts * unitsPerVolt);
        }
    }
}
