package org.airshed.ingest.auth;

import java.util.Optional;
import org.airshed.contract.id.StationId;
import org.airshed.contract.wire.Topics;
import org.airshed.ingest.registry.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may come in and which topics are theirs. Everything is denied that is not allowed here: a station
 * publishes and subscribes under its own id only, upward kinds up and downward kinds down. Names are compared as
 * wholes; no pattern is ever built from what a client sent.
 *
 * <p>Threads: any; answers from memory.
 */
public final class Doorkeeper {
    private final Registry registry;
    private final Topics topics;

    public Doorkeeper(Registry registry, Topics topics) {
        this.registry = registry;
        this.topics = topics;
    }

    /**
     * Who this is, or empty for nobody we know.
     *
     * @param trusted whether the listener is the loopback one
     * @param userName the station id where the listener is not trusted
     * @param password its secret
     */
    public Optional<Identity> identify(boolean trusted, @Nullable String userName, byte @Nullable [] password) {
        if (trusted) {
            return Optional.of(new Identity.Local());
        }
        if (userName == null || password == null || !StationId.isValid(userName)) {
            return Optional.empty();
        }
        return registry.check(new StationId(userName), password).map(Identity.Proven::new);
    }

    /** Whether a session of this identity may go on: its secret may have been revoked or have expired. */
    public boolean stillWelcome(Identity identity) {
        return switch (identity) {
            case Identity.Local _ -> true;
            case Identity.Proven proven -> registry.stillValid(proven.credential());
        };
    }

    /** Takes a topic name apart if this identity may publish to it; empty where it may not, or where it is none of ours. */
    public Optional<Topics.Parsed> mayPublish(Identity identity, String topic) {
        return topics.parse(topic).filter(parsed -> parsed.kind().up() && speaksFor(identity, parsed.station()));
    }

    /** Takes a topic filter apart if this identity may subscribe to it. Wildcards match nothing. */
    public Optional<Topics.Parsed> maySubscribe(Identity identity, String filter) {
        return topics.parse(filter).filter(parsed -> !parsed.kind().up() && speaksFor(identity, parsed.station()));
    }

    /** The topic of one kind for one station. */
    public String topic(StationId station, Topics.Kind kind) {
        return topics.of(station, kind);
    }

    private boolean speaksFor(Identity identity, StationId station) {
        return switch (identity) {
            // A station that was shut out stays out, whichever way it comes.
            case Identity.Local _ -> !registry.revoked(station);
            case Identity.Proven proven -> proven.credential().station().equals(station);
        };
    }
}
