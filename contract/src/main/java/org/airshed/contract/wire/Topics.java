package org.airshed.contract.wire;

import java.util.Optional;
import org.airshed.contract.id.StationId;

/**
 * The topic grammar: {@code {prefix}/{station}/{kind}}.
 *
 * @param prefix one or more levels without wildcards, {@link #DEFAULT_PREFIX} unless configured
 */
public record Topics(String prefix) {
    /** Prefix of version 1 of the contract. */
    public static final String DEFAULT_PREFIX = "airshed/1";

    /** The last level of a topic, and which way it goes. */
    public enum Kind {
        /** SenML readings, up. */
        READINGS(true),
        /** Retained {@code online} or, as the will, {@code offline}; up. */
        STATUS(true),
        /** Retained JSON: hardware, versions, chips found, settings in force, proposed place; up. */
        INFO(true),
        /** Faults of chips and of the station itself, JSON; up. */
        FAULTS(true),
        /** Answer to a command, up. */
        ANSWER(true),
        /** Retained settings, down. */
        SETTINGS(false),
        /** A command, down. */
        COMMAND(false);

        private final boolean up;

        Kind(boolean up) {
            this.up = up;
        }

        /** Whether the station publishes it (true) or subscribes to it. */
        public boolean up() {
            return up;
        }

        private String level() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A topic taken apart. */
    public record Parsed(StationId station, Kind kind) {}

    public Topics {
        if (prefix.isEmpty() || prefix.startsWith("/") || prefix.endsWith("/") || prefix.contains("#")
                || prefix.contains("+") || prefix.contains("//") || prefix.startsWith("$")
                || prefix.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "topic prefix '" + prefix + "' must be levels joined by '/', without wildcards");
        }
    }

    /** Topics below {@link #DEFAULT_PREFIX}. */
    public static Topics standard() {
        return new Topics(DEFAULT_PREFIX);
    }

    /** The topic of one kind for one station. */
    public String of(StationId station, Kind kind) {
        return prefix + "/" + station + "/" + kind.level();
    }

    /** Takes a topic name apart; empty where it is not one of ours. */
    public Optional<Parsed> parse(String topic) {
        if (!topic.startsWith(prefix) || topic.length() <= prefix.length() || topic.charAt(prefix.length()) != '/') {
            return Optional.empty();
        }
        String rest = topic.substring(prefix.length() + 1);
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        String station = rest.substring(0, slash);
        String level = rest.substring(slash + 1);
        if (!StationId.isValid(station)) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.level().equals(level)) {
                return Optional.of(new Parsed(new StationId(station), kind));
            }
        }
        return Optional.empty();
    }
}
