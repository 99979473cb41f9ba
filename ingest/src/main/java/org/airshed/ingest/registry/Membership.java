package org.airshed.ingest.registry;

import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.area.AreaShape;

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
     */
    public record Stay(StationId station, long fromMillis, long toMillis, PublicPlace place) {}

    public Membership {
        stays = List.copyOf(stays);
    }

    /** Of these deployments, those of {@link Registry#publicDeployments}. */
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
                stays.add(new Stay(row.station(), from, to, row.place()));
            }
        }
        return new Membership(area.id(), fromMillis, toMillis, stays);
    }
}
