package org.airshed.ingest.derivation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.Position;
import org.airshed.ingest.indicator.SchoolCalendar;
import org.airshed.ingest.indicator.Sites;
import org.airshed.ingest.registry.Deployment;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.registry.PublicDeployment;
import org.airshed.ingest.registry.Registry;

/**
 * Where the stations stood. The exact place, asked of the registry each time, decides who is whose neighbour and what is
 * one site, and never leaves the process; which area a station belongs to follows from what was public when this was
 * made.
 *
 * <p>Threads: one at a time; {@link #exact} any.
 */
final class Places {
    private final Registry registry;
    private final List<PublicDeployment> deployments;
    private final Map<Area, List<PublicDeployment>> inside = new HashMap<>();
    private final Map<List<Sites.Standing>, Map<StationId, Integer>> sites = new HashMap<>();

    Places(Registry registry) {
        this.registry = registry;
        this.deployments = registry.publicDeployments();
    }

    /** Where a station really stood at that instant. */
    Optional<Deployment> exact(StationId station, long atMillis) {
        return registry.deployment(station, atMillis);
    }

    /** The stations that are enrolled in an area at that instant, by what they breathe. */
    List<StationId> members(Area area, Environment environment, long atMillis) {
        List<StationId> members = new ArrayList<>();
        for (PublicDeployment row : inside(area)) {
            if (row.place().environment() == environment && covers(row, atMillis)) {
                members.add(row.station());
            }
        }
        return members;
    }

    /** Where everyone may see a station of that instant. */
    Optional<Position> publicPosition(StationId station, long atMillis) {
        return deployments.stream().filter(row -> row.station().equals(station) && covers(row, atMillis))
                .map(row -> new Position(row.place().latitude(), row.place().longitude())).findFirst();
    }

    private static boolean covers(PublicDeployment row, long atMillis) {
        Long to = row.toMillis();
        return row.fromMillis() <= atMillis && (to == null || to > atMillis);
    }

    /** Whether a station was enrolled in an area at that instant and breathed this air there. */
    boolean isMember(Area area, Environment environment, StationId station, long atMillis) {
        return inside(area).stream().anyMatch(row -> row.station().equals(station)
                && row.place().environment() == environment && covers(row, atMillis));
    }

    /** The stations that were in the area at some time and breathed this air there. */
    Set<StationId> everInside(Area area, Environment environment) {
        Set<StationId> stations = new LinkedHashSet<>();
        for (PublicDeployment row : inside(area)) {
            if (row.place().environment() == environment) {
                stations.add(row.station());
            }
        }
        return stations;
    }

    /** Stands for everything that an area's past hangs on beside the readings; another text means to compute it anew. */
    String fingerprint(Area area, NetworkSettings settings) {
        CRC32C crc = new CRC32C();
        String text = area.shape() + "|" + inside(area) + "|" + settings.areas() + "|" + settings.corrections().stream()
                .map(correction -> correction.level().text()).toList() + "|" + settings.indices() + "|"
                + settings.ventilation() + "|" + settings.standards() + "|" + settings.zone() + "|"
                + text(settings.school()) + "|" + settings.schoolCo2Ppm() + "|" + settings.walkMinutes() + "|"
                + settings.indexRawGases();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    private static String text(SchoolCalendar school) {
        return school.zone() + " " + new TreeSet<>(school.days()) + " " + school.from() + " " + school.to() + " "
                + school.holidays();
    }

    private List<PublicDeployment> inside(Area area) {
        return inside.computeIfAbsent(area, of -> deployments.stream()
                .filter(row -> of.shape().contains(row.place().latitude(), row.place().longitude())).toList());
    }

    /** The number of the site of each of these stations, see {@link Sites}. */
    Map<StationId, Integer> sites(List<StationId> stations, long atMillis) {
        List<Sites.Standing> standing = stations.stream().flatMap(station -> exact(station, atMillis).stream())
                .map(at -> new Sites.Standing(at.station(), at.latitude(), at.longitude())).toList();
        return sites.computeIfAbsent(standing, Sites::of);
    }
}
