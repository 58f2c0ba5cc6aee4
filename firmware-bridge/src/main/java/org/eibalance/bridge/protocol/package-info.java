/**
 * What goes over the wire between the desktop and the dynamic clamp (PROTOCOL.md has every byte). Each message is a
 * record that owns its type code and its bytes; around it go a frame, a checksum, and stuffing so that a zero byte ends
 * a frame.
 *
 * <pre>{@code
 * byte[] wire = new Command.Stop().frame(session, seq++).toWire();
 *
 * FrameReader reader = new FrameReader();
 * reader.accept(bytes, 0, n, frame -> handle(DeviceReport.read(frame)));
 * }</pre>
 *
 * A new message is one record that implements {@link org.eibalance.bridge.protocol.Command} or
 * {@link org.eibalance.bridge.protocol.DeviceReport}, and one line in the table of its decoders there.
 */
package org.eibalance.bridge.protocol;
