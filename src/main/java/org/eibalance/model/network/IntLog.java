package org.eibalance.model.network;

import java.util.Arrays;

/** Integers one after another, growing as needed. */
final class IntLog {

    int[] values = new int[1024];
    int size;

    void add(final int value) {
        ensure(1);
        values[size++] = value;
    }

    /** Makes room for more values at the end. */
    void ensure(final int more) {
        if (size + more > values.length) values = Arrays.copyOf(values, Math.max(2 * values.length, size + more));
    }
}
