package org.eibalance.format.hdf5;

/** Checksum of the format: hashlittle of Bob Jenkins' lookup3 (2006, public domain), with 0 to begin with. */
final class Lookup3 {

    private Lookup3() {}

    static int of(final byte[] bytes, final int length) {
        int a = 0xdeadbeef + length;
        int b = a;
        int c = a;
        int at = 0;
        for (int left = length; left > 12; left -= 12, at += 12) {
            a += word(bytes, at, length);
            b += word(bytes, at + 4, length);
            c += word(bytes, at + 8, length);
            a = a - c ^ Integer.rotateLeft(c, 4);
            c += b;
            b = b - a ^ Integer.rotateLeft(a, 6);
            a += c;
            c = c - b ^ Integer.rotateLeft(b, 8);
            b += a;
            a = a - c ^ Integer.rotateLeft(c, 16);
            c += b;
            b = b - a ^ Integer.rotateLeft(a, 19);
            a += c;
            c = c - b ^ Integer.rotateLeft(b, 4);
            b += a;
        }
        if (at == length) return c;
        a += word(bytes, at, length);
        b += word(bytes, at + 4, length);
        c += word(bytes, at + 8, length);
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    /** Four bytes, zeros behind the end. */
    private static int word(final byte[] bytes, final int at, final int length) {
        int word = 0;
        for (int i = Math.min(3, length - at - 1); i >= 0; i--) word = word << 8 | bytes[at + i] & 0xff;
        return word;
    }
}
