package org.eibalance.bridge.protocol;

/** Looks up a constant by the number that the wire carries. */
final class Named {

    private Named() {}

    static <E extends Enum<E>> E of(final E[] values, final int number) {
        if (number < 0 || number >= values.length) {
            throw new IllegalArgumentException(
                    values[0].getDeclaringClass().getSimpleName() + " " + number + " is unknown");
        }
        return values[number];
    }
}
