package org.airshed.ingest.mqtt;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.airshed.ingest.auth.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Which connection speaks under which client id. A second one with the same id takes over: the first is closed before
 * the second is told that it is connected (MQTT-3.1.4-2 and -3).
 *
 * <p>Client ids of proven stations are kept apart by station, so that no station can push another one out. Threads: any.
 */
final class Sessions {
    private final Map<Key, Claim> claims = new ConcurrentHashMap<>();

    /** @param owner the station that proved itself, empty for local clients */
    private record Key(String owner, String clientId) {}

    /** A connection's hold on its client id. */
    static final class Claim {
        private final Key key;
        private final Channel channel;
        private volatile @Nullable SessionHandler session;

        private Claim(Key key, Channel channel) {
            this.key = key;
            this.channel = channel;
        }

        /** From now on a takeover ends the session instead of only closing the connection. */
        void begins(SessionHandler newSession) {
            session = newSession;
        }
    }

    /**
     * Claims a client id; {@code free} runs on the channel's event loop once whoever had it before is gone, perhaps at
     * once.
     */
    void claim(Identity identity, String clientId, Channel channel, Consumer<Claim> free) {
        String owner = switch (identity) {
            case Identity.Local _ -> "";
            case Identity.Proven proven -> proven.credential().station().text();
        };
        Claim claim = new Claim(new Key(owner, clientId), channel);
        Claim before = claims.put(claim.key, claim);
        if (before == null) {
            free.accept(claim);
            return;
        }
        EventExecutor own = channel.eventLoop();
        before.channel.closeFuture().addListener(_ -> own.execute(() -> free.accept(claim)));
        before.channel.eventLoop().execute(() -> {
            SessionHandler session = before.session;
            if (session == null) {
                Out.close(before.channel);
            } else {
                session.takenOver();
            }
        });
    }

    /** Gives the client id back, unless somebody has taken it over. */
    void release(Claim claim) {
        claims.remove(claim.key, claim);
    }

    /** Runs on the event loop of every session. */
    void forEach(Consumer<SessionHandler> action) {
        for (Claim claim : claims.values()) {
            SessionHandler session = claim.session;
            if (session != null) {
                claim.channel.eventLoop().execute(() -> action.accept(session));
            }
        }
    }
}
