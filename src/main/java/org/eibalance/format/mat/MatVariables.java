package org.eibalance.format.mat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eibalance.recording.InputException;

/** The variables of a file, of either version. Safe in threads once arrays were taken from it. */
interface MatVariables extends AutoCloseable {

    /** How many variables a sentence names. */
    int MAX_NAMED = 20;

    /** Numbers of several dimensions, the first of them fastest. */
    interface Numbers {

        /** Sizes of the dimensions as MATLAB shows them. */
        long[] sizes();

        /**
         * Reads along one dimension.
         *
         * @param dimension the dimension
         * @param start place of the first number, from 0
         * @param into where they go
         * @param offset place of the first there
         * @param length how many
         */
        void read(int dimension, long[] start, double[] into, int offset, int length);
    }

    /** A step from a variable to what is in it. */
    record Step(String field, int cell) {}

    /**
     * The numbers that a path leads to.
     *
     * @param name of the variable
     * @param steps into it
     * @return null if there are none
     */
    Numbers find(String name, List<Step> steps);

    /** Variables with their sizes, for a sentence. */
    List<String> describe();

    @Override
    void close();

    /** The numbers that a path such as {@code data{1}.current} leads to; null if there are none. */
    default Numbers find(final String path) {
        final Matcher whole = Pattern.compile("([A-Za-z]\\w*)((?:\\{\\d{1,9}\\}|\\.[A-Za-z]\\w*)*)")
                .matcher(path.strip());
        if (!whole.matches())
            throw new InputException("The variable '" + path.replaceAll("\\p{Cntrl}", " ")
                    + "' of a layout was expected to be a name, followed by {number} of a cell or .field.");
        final List<Step> steps = Pattern.compile("\\{(\\d+)\\}|\\.(\\w+)")
                .matcher(whole.group(2))
                .results()
                .map(step -> step.group(2) != null
                        ? new Step(step.group(2), 0)
                        : new Step(null, Integer.parseInt(step.group(1))))
                .toList();
        return find(whole.group(1), steps);
    }
}
