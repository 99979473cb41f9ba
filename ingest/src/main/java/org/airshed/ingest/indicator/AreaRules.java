package org.airshed.ingest.indicator;

/**
 * When an area speaks at all.
 *
 * @param minStations fewest sites with a usable hour; our default 3, which protects homes too (a proposal of ours:
 *     data-quality reference, section 13)
 * @param minShare smallest part of the area's enrolled stations that must have a usable hour, 0 to 1; ours 0.5
 */
public record AreaRules(int minStations, double minShare) {
    /** Our proposal: three stations, and half of those that are enrolled. */
    public static final AreaRules PROPOSED = new AreaRules(3, 0.5);

    public AreaRules {
        if (minStations < 1 || !(minShare >= 0 && minShare <= 1)) {
            throw new IllegalArgumentException("an area needs at least 1 station and a share of 0 to 1, not "
                    + minStations + " and " + minShare);
        }
    }

    /** Stations that must be heard where so many are enrolled; no fewer than sites, each of which takes one. */
    int stations(int enrolled) {
        return Math.max(minStations, (int) Math.ceil(minShare * enrolled - 1e-9));
    }
}
