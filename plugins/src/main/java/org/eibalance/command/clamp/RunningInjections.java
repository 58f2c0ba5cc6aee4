package org.eibalance.command.clamp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eibalance.bridge.session.Session;

/** The sessions in which a current can flow now. The program has one list, because a STOP must reach all of them. */
public final class RunningInjections {

    private static final List<Session> SESSIONS = new CopyOnWriteArrayList<>();

    /** Open while there are sessions; null where the system has none. */
    private static StopSocket socket;

    private RunningInjections() {}

    /** The first session opens the socket at which other programs can stop it. */
    static synchronized void add(final Session session) {
        SESSIONS.add(session);
        if (socket == null) socket = StopSocket.open(StopSocket.folderOfUser(), RunningInjections::stopAll);
    }

    static void remove(final Session session) {
        final StopSocket last;
        synchronized (RunningInjections.class) {
            SESSIONS.remove(session);
            last = SESSIONS.isEmpty() ? socket : null;
            if (last != null) socket = null;
        }
        if (last != null) last.close();
    }

    /**
     * Stops the currents of all sessions. All get the request before the first answer is awaited, and a session that
     * fails does not delay the others.
     *
     * @return number of sessions
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
