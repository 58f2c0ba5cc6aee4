package org.eibalance.bridge.link;

/**
 * A link to a device whose time is virtual: it stands still until somebody lets it go by. Hours take seconds, and every
 * run of a seed is the same.
 */
public interface VirtualLink extends Link {

    /**
     * Lets time go by, at least the time asked for and less than a tick more.
     *
     * @param ns nanoseconds
     */
    void pass(long ns);

    /**
     * The time that has gone by.
     *
     * @return nanoseconds since the device was powered up
     */
    long nowNs();
}
