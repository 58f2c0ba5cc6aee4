package org.eibalance.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eibalance.bridge.session.Session;

/**
 * The sessions in which a current may flow now. There is one list in a program, for
 * a STOP must reach them all from wherever it comes.
 */
public final class RunningInjections {

	private static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();

	private RunningInjections() {}

	static void add(final Session session) {
		SESSIONS.add(session);
	}

	static void remove(final Session session) {
		SESSIONS.remove(session);
	}

	/**
	 * Stops them all, with their ramps.
	 *
	 * @return how many there were
	 */
	public static int stopAll() {
		SESSIONS.forEach(Session::stop);
		return SESSIONS.size();
	}
}
