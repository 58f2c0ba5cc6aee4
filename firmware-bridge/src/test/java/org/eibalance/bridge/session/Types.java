package org.eibalance.bridge.session;

/** Type codes as PROTOCOL.md has them, for tests that look at frames. */
final class Types {

    static final int CONFIG = 0x02;
    static final int ARM = 0x04;
    static final int START = 0x05;
    static final int STOP = 0x06;
    static final int ABORT = 0x07;
    static final int HEARTBEAT = 0x08;
    static final int CHUNK = 0x20;
    static final int CREDIT = 0x41;
    static final int EVENT = 0x42;
    static final int HELLO_ACK = 0x81;
    static final int ACK = 0x82;
    static final int CAL = 0x83;

    private Types() {}
}
