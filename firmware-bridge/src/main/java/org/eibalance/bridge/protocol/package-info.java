/**
 * What goes over the wire between the desktop and the dynamic clamp (PROTOCOL.md has every byte): commands and reports
 * as records, frames around them, a checksum, and stuffing so that a zero byte ends a frame.
 *
 * <pre>{@code
 * byte[] wire = Messages.frame(new Command.Stop(), session, seq++).toWire();
 *
 * FrameReader reader = new FrameReader();
 * reader.accept(bytes, 0, n, frame -> handle(Messages.report(frame)));
 * }</pre>
 */
package org.eibalance.bridge.protocol;
