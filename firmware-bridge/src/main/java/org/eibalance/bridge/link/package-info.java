/**
 * Ways to a device. The embedded one needs neither port nor board:
 *
 * <pre>{@code
 * try (WasmDevice device = new WasmDevice(EmbeddedCell.passive(), 100_000, 1)) {
 * 	byte[] hello = new Command.Hello(42, Message.MAJOR, Message.MINOR).frame(0, 0).toWire();
 * 	device.write(hello, 0, hello.length);
 * 	device.advance(100);                          // 1 ms
 * 	int n = device.read(bytes, 0, bytes.length, 0); // HELLO_ACK
 * }
 * }</pre>
 */
package org.eibalance.bridge.link;
