package org.airshed.ingest.indicator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.airshed.contract.id.StationId;

/** Which stations stand so close together that they are one site and share one vote. */
public final class Sites {
    /** Closer than this is one site; a proposal of ours (data-quality reference, section 13). */
    public static final double SAME_SITE_METRES = 50;

    private static final double METRES_PER_DEGREE = 111_195;

    /**
     * A station and where it really stands.
     *
     * @param latitude WGS 84, degrees, precise: this never leaves the process
     * @param longitude WGS 84, degrees
     */
    public record Standing(StationId station, double latitude, double longitude) {}

    private Sites() {}

    /** The number of each station's site. Near stations join one by one, so a chain of near ones is one site. */
    public static Map<StationId, Integer> of(List<Standing> stations) {
        int[] site = new int[stations.size()];
        for (int i = 0; i < site.length; i++) {
            site[i] = i;
            for (int j = 0; j < i; j++) {
                if (site[j] != site[i] && near(stations.get(i), stations.get(j))) {
                    join(site, i, site[j], site[i]);
                }
            }
        }
        Map<StationId, Integer> sites = new HashMap<>();
        for (int i = 0; i < site.length; i++) {
            sites.put(stations.get(i).station(), site[i]);
        }
        return sites;
    }

    private static void join(int[] site, int last, int into, int from) {
        for (int k = 0; k <= last; k++) {
            if (site[k] == from) {
                site[k] = into;
            }
        }
    }

    private static boolean near(Standing a, Standing b) {
        double north = (a.latitude() - b.latitude()) * METRES_PER_DEGREE;
        if (Math.abs(north) >= SAME_SITE_METRES) {
            return false;
        }
        double east = Math.IEEEremainder(a.longitude() - b.longitude(), 360) * METRES_PER_DEGREE
                * Math.cos(Math.toRadians(a.latitude()));
        return Math.hypot(north, east) < SAME_SITE_METRES;
    }
}
