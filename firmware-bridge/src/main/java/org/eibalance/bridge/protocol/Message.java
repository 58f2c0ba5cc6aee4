package org.eibalance.bridge.protocol;

import java.util.Optional;

/**
 * A message of the protocol. Each record owns its type code and its bytes: {@link #encode} and the static
 * {@code decode} beside it are the only places that know its layout (PROTOCOL.md, section 3).
 */
public sealed interface Message permits Command, DeviceReport {

    /** Major version of the protocol that this program speaks; a device with another one is refused. */
    int MAJOR = 1;

    /** Minor version. */
    int MINOR = 1;

    /**
     * The type code of the frame.
     *
     * @return 0 to 255
     */
    int type();

    /**
     * The flags of the frame.
     *
     * @return 0 unless the message says otherwise
     */
    default int flags() {
        return 0;
    }

    /**
     * Writes the payload.
     *
     * @param to takes the fields in the order of the wire
     */
    void encode(PayloadWriter to);

    /**
     * The payload.
     *
     * @return its bytes
     */
    default byte[] payload() {
        return written().bytes();
    }

    /**
     * The frame that carries this message.
     *
     * @param session of the HELLO_ACK; 0 for HELLO and its answer
     * @param seq the sender's count, of which the low 16 bits count
     * @return the frame
     */
    default Frame frame(final int session, final int seq) {
        return new Frame(type(), flags(), session, seq & 0xffff, payload());
    }

    /**
     * The field at an offset of the payload, as the encoding has it: what a device means that refuses the value at this
     * offset.
     *
     * @param offset in bytes from the beginning of the payload
     * @return the field; empty behind the end
     */
    default Optional<PayloadField> fieldAt(final int offset) {
        return written().fieldAt(offset);
    }

    private PayloadWriter written() {
        final PayloadWriter to = new PayloadWriter();
        encode(to);
        return to;
    }
}
