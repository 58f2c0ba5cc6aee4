/**
 * What goes over the wire between the desktop and the dynamic clamp: bytes with
 * their checksum, stuffed so that a zero byte ends a frame.
 *
 * <pre>{@code
 * byte[] wire = Cobs.encode(Checksum.append(message));
 * byte[] back = Checksum.strip(Cobs.decode(wire));   // equals message
 * }</pre>
 */
package org.eibalance.bridge.protocol;
