package org.airshed.ingest.query;

import java.time.ZoneId;
import java.util.List;
import org.airshed.ingest.area.Walk;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.indicator.CleanAirCard;
import org.airshed.ingest.indicator.Sites;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Standard;

/**
 * By which numbers this network answers {@link AreaCard}, for whoever explains it.
 *
 * @param coveragePercent from which part of the area on stations speak for it
 * @param walkMinutes how near a station must be to speak for a place
 * @param metresPerMinute how fast one walks
 * @param siteMetres closer than this, stations have one vote
 * @param minSites sites that must be heard
 * @param minShare part of the enrolled stations that must be heard, 0 to 1
 * @param zone whose days are the network's days
 * @param rawGases whether gas sensors count that nobody has calibrated
 * @param standard whose limits they are
 * @param annual the limits for means of a year, that of PM2.5 first
 * @param daily the limit for the 99th percentile of PM2.5's daily means
 */
public record CardRules(int coveragePercent, int walkMinutes, int metresPerMinute, int siteMetres, int minSites,
        double minShare, ZoneId zone, boolean rawGases, Standard standard, List<Criterion> annual, Criterion daily) {
    public CardRules {
        annual = List.copyOf(annual);
    }

    /** What a network has chosen, and what is no choice. */
    public static CardRules of(NetworkSettings network) {
        return new CardRules(CleanAirCard.COVERAGE_PERCENT, network.walkMinutes(), Walk.METRES_PER_MINUTE,
                (int) Sites.SAME_SITE_METRES, network.areas().minStations(), network.areas().minShare(), network.zone(),
                network.indexRawGases(), AreaCard.WHO, limits(CleanAirCard.Role.ANNUAL),
                limits(CleanAirCard.Role.DAILY).getFirst());
    }

    private static List<Criterion> limits(CleanAirCard.Role role) {
        return AreaCard.WHO.criteria().stream()
                .filter(criterion -> criterion.property() != null && AreaCard.role(criterion) == role).toList();
    }
}
