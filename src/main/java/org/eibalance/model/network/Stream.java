package org.eibalance.model.network;

/** What random numbers are for; each purpose has streams of its own under one seed. */
enum Stream {
    CONNECTIONS,
    DRIVE,
    START,
    CURRENT,
    NOISE;

    /** The stream of one user of this purpose. */
    long of(final long user) {
        return (long) (ordinal() + 1) << 40 | user;
    }
}
