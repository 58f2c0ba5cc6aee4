package org.eibalance.bridge.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.eibalance.bridge.link.Link;
import org.eibalance.bridge.link.VirtualLink;
import org.eibalance.bridge.protocol.Frame;

/**
 * Moves bytes between a conversation and a link: on a link in real time with one
 * thread that reads and one that writes; on virtual time in the thread that waits,
 * and in no other.
 */
abstract class Pump implements AutoCloseable {

	private static final int BYTES = 4096;

	final Conversation conversation;
	final Link link;
	private final byte[] bytes = new byte[BYTES];

	private Pump(final Conversation conversation, final Link link) {
		this.conversation = conversation;
		this.link = link;
	}

	static Pump of(final Conversation conversation, final Link link) {
		return link instanceof VirtualLink virtual ? new Virtual(conversation, virtual) : new Threads(conversation, link);
	}

	/** Time on the host's clock. */
	abstract long nowNs();

	/**
	 * Waits until something is so, or the device is lost. Called with the monitor of the
	 * conversation held.
	 *
	 * @param ns longest wait
	 * @throws InterruptedException if the thread is interrupted
	 */
	abstract void await(BooleanSupplier done, long ns) throws InterruptedException;

	/** Gives the link back. May be called more than once. */
	@Override
	public abstract void close();

	/** Reads once; whether anything came. */
	final int hearOnce(final long timeoutMs) {
		final int n = link.read(bytes, 0, BYTES, timeoutMs);
		if (n > 0) synchronized (conversation) {
			conversation.hear(bytes, n, nowNs());
		}
		return n;
	}

	final String gone() {
		return "The device at " + link.name() + " is gone: it was unplugged, switched off or closed.";
	}

	/** All in one thread. */
	private static final class Virtual extends Pump {

		private static final long STEP_NS = Conversation.MS / 2;
		private static final long SILENCE_NS = 1000 * Conversation.MS;

		private final VirtualLink virtual;

		Virtual(final Conversation conversation, final VirtualLink link) {
			super(conversation, link);
			virtual = link;
		}

		@Override
		long nowNs() {
			return virtual.nowNs();
		}

		@Override
		void await(final BooleanSupplier done, final long ns) throws InterruptedException {
			final long end = nowNs() + ns;
			while (!done.getAsBoolean() && conversation.lost() == null && nowNs() < end) {
				if (Thread.interrupted()) throw new InterruptedException();
				try {
					for (Frame frame; (frame = conversation.next(nowNs())) != null;) {
						final byte[] wire = frame.toWire();
						link.write(wire, 0, wire.length);
					}
				}
				catch (final IOException e) {
					conversation.lost(gone());
					return;
				}
				virtual.pass(STEP_NS);
				int n;
				while ((n = hearOnce(0)) > 0) {
					// all of it
				}
				if (n < 0) conversation.lost(gone());
				if (conversation.device() != null && nowNs() - conversation.heardNs() > SILENCE_NS) conversation.lost(silent(
					conversation, link));
			}
		}

		@Override
		public void close() {
			link.close();
		}
	}

	private static String silent(final Conversation conversation, final Link link) {
		return "The device at " + link.name() + " has fallen silent" + (conversation.foreign() > 20
			? ": another program has opened a session with it." : ": it hangs, or the line is cut.");
	}

	/** A reader and a writer. */
	private static final class Threads extends Pump {

		private static final long READ_MS = 200;

		/** Reads in a row that brought nothing: the device says something every 5 ms. */
		private static final int SILENT_READS = 5;

		private static final long STUCK_NS = 1000 * Conversation.MS;

		/** Frames are written together while there are more, up to this. */
		private static final int BATCH = 2048;

		private final Thread reader;
		private final Thread writer;
		private volatile boolean closed;
		private volatile long writingSinceNs;

		Threads(final Conversation conversation, final Link link) {
			super(conversation, link);
			reader = new Thread(this::read, "clamp-reader");
			writer = new Thread(this::write, "clamp-writer");
			reader.setDaemon(true);
			writer.setDaemon(true);
			reader.start();
			writer.start();
		}

		@Override
		long nowNs() {
			return System.nanoTime();
		}

		private void read() {
			int empty = 0;
			while (!closed) {
				final int n = hearOnce(READ_MS);
				final long since = writingSinceNs;
				String lost = null;
				if (n < 0 && !closed) lost = gone();
				else if (since != 0 && System.nanoTime() - since > STUCK_NS) lost = "The device at " + link.name() +
					" takes no more bytes: it hangs.";
				empty = n == 0 ? empty + 1 : 0;
				synchronized (conversation) {
					if (lost == null && empty >= SILENT_READS && conversation.device() != null) lost = silent(conversation, link);
					if (lost != null) conversation.lost(lost);
				}
				if (lost != null) {
					// Frees a writer that is stuck in the system.
					link.close();
					return;
				}
			}
		}

		private void write() {
			final List<byte[]> batch = new ArrayList<>();
			while (!closed) {
				batch.clear();
				int length = 0;
				synchronized (conversation) {
					for (Frame frame; length < BATCH && (frame = conversation.next(nowNs())) != null;) {
						final byte[] wire = frame.toWire();
						batch.add(wire);
						length += wire.length;
					}
					if (length == 0) {
						if (conversation.lost() != null) return;
						try {
							conversation.wait(1 + conversation.idleNs(nowNs()) / Conversation.MS);
						}
						catch (final InterruptedException e) {
							return;
						}
						continue;
					}
				}
				if (!write(batch, length)) return;
			}
		}

		private boolean write(final List<byte[]> batch, final int length) {
			final byte[] all = new byte[length];
			int at = 0;
			for (final byte[] wire : batch) {
				System.arraycopy(wire, 0, all, at, wire.length);
				at += wire.length;
			}
			writingSinceNs = Math.max(1, System.nanoTime());
			try {
				link.write(all, 0, length);
				return true;
			}
			catch (final IOException e) {
				synchronized (conversation) {
					conversation.lost(gone());
				}
				return false;
			}
			finally {
				writingSinceNs = 0;
			}
		}

		@Override
		void await(final BooleanSupplier done, final long ns) throws InterruptedException {
			final long end = nowNs() + ns;
			while (!done.getAsBoolean() && conversation.lost() == null) {
				final long left = end - nowNs();
				if (left <= 0) return;
				conversation.wait(1 + left / Conversation.MS);
			}
		}

		@Override
		public void close() {
			closed = true;
			synchronized (conversation) {
				conversation.lost("The session with " + link.name() + " is closed.");
			}
			link.close();
			boolean interrupted = Thread.interrupted();
			for (final Thread thread : new Thread[] { writer, reader }) {
				try {
					thread.join(2000);
				}
				catch (final InterruptedException e) {
					interrupted = true;
				}
			}
			if (interrupted) Thread.currentThread().interrupt();
		}
	}
}
