package org.airshed.ingest.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.PublicPlace;
import org.jspecify.annotations.Nullable;

/**
 * "Which areas are there, and who stands in them now?" Membership follows from public places alone, as that of the
 * indicators does: a blurred station is where its cell's centre is, a private one is nowhere.
 *
 * <p>Threads: any thread that may block.
 */
public final class AreaDirectory {
    private final Areas areas;
    private final StationDirectory stations;
    private volatile @Nullable Nesting nesting;

    /**
     * An area with what lies in it.
     *
     * @param within the other areas in which it lies, by id
     * @param members the stations in it, by id
     */
    public record Listed(Area area, List<AreaId> within, List<PublicStation> members) {
        public Listed {
            within = List.copyOf(within);
            members = List.copyOf(members);
        }

        /** The members that breathe this air. */
        public List<PublicStation> members(Environment environment) {
            return members.stream().filter(member -> {
                PublicPlace place = member.place();
                return place != null && place.environment() == environment;
            }).toList();
        }
    }

    /** Which area lies in which, sampled: reckoned once for every change of the areas. */
    private record Nesting(List<Area> areas, Map<AreaId, List<AreaId>> within) {
        static Nesting of(List<Area> areas) {
            Map<AreaId, List<AreaId>> within = new TreeMap<>();
            for (Area area : areas) {
                within.put(area.id(), areas.stream().filter(other -> !other.id().equals(area.id()))
                        .filter(area::within).map(Area::id).toList());
            }
            return new Nesting(areas, within);
        }
    }

    public AreaDirectory(Areas areas, StationDirectory stations) {
        this.areas = areas;
        this.stations = stations;
    }

    /** Every area that stands, by id. */
    public List<Listed> areas() {
        Nesting now = nesting();
        List<PublicStation> all = stations.stations();
        return now.areas().stream().map(area -> listed(area, now, all)).toList();
    }

    /** One of {@link #areas()}. */
    public Optional<Listed> area(AreaId id) {
        Nesting now = nesting();
        return now.areas().stream().filter(area -> area.id().equals(id)).findFirst()
                .map(area -> listed(area, now, stations.stations()));
    }

    private Nesting nesting() {
        List<Area> standing = areas.areas();
        Nesting known = nesting;
        if (known != null && known.areas().equals(standing)) {
            return known;
        }
        return renewed(standing);
    }

    private synchronized Nesting renewed(List<Area> standing) {
        Nesting known = nesting;
        if (known == null || !known.areas().equals(standing)) {
            known = Nesting.of(standing);
            nesting = known;
        }
        return known;
    }

    private static Listed listed(Area area, Nesting nesting, List<PublicStation> all) {
        List<PublicStation> members = new ArrayList<>();
        for (PublicStation station : all) {
            PublicPlace place = station.place();
            if (place != null && area.shape().contains(place.latitude(), place.longitude())) {
                members.add(station);
            }
        }
        return new Listed(area, nesting.within().getOrDefault(area.id(), List.of()), members);
    }
}
