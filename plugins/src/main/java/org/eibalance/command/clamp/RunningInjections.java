package org.eibalance.command.clamp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eibalance.bridge.session.Session;

/**
 * The sessions in which a current may flow now. There is one list in a program, for a STOP must reach them all from
 * wherever it comes.
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
     * Cuts the currents of all. None waits for another: all are told before the first is waited for, and one that fails
     * keeps no other from its stop.
     *
     * @return how many there were
     */
    public static int stopAll() {
        final List<Session> sessions = List.copyOf(SESSIONS);
        sessions.forEach(Session::requestStop);
        RuntimeException first = null;
        for (final Session session : sessions) {
            try {
                session.abort();
            } catch (final RuntimeException e) {
                if (first == null) first = e;
                else first.addSuppressed(e);
            }
        }
        if (first != null) throw first;
        return sessions.size();
    }
}
