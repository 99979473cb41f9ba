package org.airshed.system.ledger;

/** What makes a stored reading one and the same. */
public record Key(String station, String sensor, String property, String level, long timeMillis) {
    /** A raw reading. */
    public static Key raw(String station, String sensor, String property, long timeMillis) {
        return new Key(station, sensor, property, "raw", timeMillis);
    }
}
