package org.airshed.ingest.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.AreaShape;
import org.jspecify.annotations.Nullable;

/**
 * Which stations stood in an area, and when, during the period {@code [fromMillis, toMillis)}.
 *
 * <p>It is reckoned from what is public: a blurred station is where its cell's centre is, a private one is nowhere. A
 * membership reckoned from true places would betray by its changes on which side of a border a home lies. The shape of
 * an area holds for the whole past; when it was drawn does not matter.
 *
 * @param stays by station and time
 */
public record Membership(AreaId area, long fromMillis, long toMillis, List<Stay> stays) {
    /**
     * One station in the area at one place for {@code [fromMillis, toMillis)}, which lies in the period asked about.
     *
     * @param place public, with what the station breathes there
     * @param siteType free word of the keeper
     */
    public record Stay(StationId station, long fromMillis, long toMillis, PublicPlace place,
            @Nullable String siteType) {
        /** Whether the station was there at that instant. */
        public boolean covers(long atMillis) {
            return atMillis >= fromMillis && atMillis < toMillis;
        }
    }

    public Membership {
        stays = List.copyOf(stays);
    }

    /** Of the registry as it is now. */
    public static Membership of(Area area, long fromMillis, long toMillis, Registry registry) {
        return of(area, fromMillis, toMillis, registry.publicDeployments());
    }

    /** Of these deployments, for one who asks about many areas. */
    public static Membership of(Area area, long fromMillis, long toMillis, List<PublicDeployment> deployments) {
        if (fromMillis > toMillis) {
            throw new IllegalArgumentException("a period from " + fromMillis + " to " + toMillis);
        }
        AreaShape shape = area.shape();
        List<Stay> stays = new ArrayList<>();
        for (PublicDeployment row : deployments) {
            long from = Math.max(fromMillis, row.fromMillis());
            Long end = row.toMillis();
            long to = end == null ? toMillis : Math.min(toMillis, end);
            if (from < to && shape.contains(row.place().latitude(), row.place().longitude())) {
                stays.add(new Stay(row.station(), from, to, row.place(), row.siteType()));
            }
        }
        return new Membership(area.id(), fromMillis, toMillis, stays);
    }

    /** Who was there at that instant. */
    public List<Stay> at(long atMillis) {
        return stays.stream().filter(stay -> stay.covers(atMillis)).toList();
    }

    /** Who was there at any time of the period. */
    public SortedSet<StationId> stations() {
        SortedSet<StationId> stations = new TreeSet<>();
        stays.forEach(stay -> stations.add(stay.station()));
        return stations;
    }
}
