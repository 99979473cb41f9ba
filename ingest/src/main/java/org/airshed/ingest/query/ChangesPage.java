package org.airshed.ingest.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.registry.Areas;

/**
 * "What has changed since I asked last?": hours of stations the public may see and of areas that stand, by number.
 *
 * <p>Changes of private stations are passed over, and the number to go on from is that of the last change that was given
 * out: its growth alone does not tell that a private station is there.
 *
 * <p>Threads: any thread that may block.
 */
public final class ChangesPage {
    private static final int AT_ONCE = 1_000;

    private final ChangeLog log;
    private final StationDirectory stations;
    private final Areas areas;

    public ChangesPage(ChangeLog log, StationDirectory stations, Areas areas) {
        this.log = log;
        this.stations = stations;
        this.areas = areas;
    }

    /**
     * One page.
     *
     * @param full whether it holds as many as were asked for, so that there may be more
     * @param after the number to go on from
     */
    public record Page(List<ChangeLog.Entry> items, boolean full, long after) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** At most {@code limit} changes after this number; 0 for all. */
    public Page read(long after, int limit) throws IOException {
        Set<String> visible = new HashSet<>();
        stations.ids().stream().map(StationId::text).forEach(visible::add);
        Set<String> standing = new HashSet<>();
        areas.areas().stream().map(Area::id).forEach(id -> standing.add(id.text()));
        List<ChangeLog.Entry> found = new ArrayList<>();
        long from = after;
        while (found.size() < limit) {
            List<ChangeLog.Entry> chunk = log.read(from, AT_ONCE);
            for (ChangeLog.Entry entry : chunk) {
                Set<String> known = entry.change().kind() == ChangeLog.Kind.STATION ? visible : standing;
                if (found.size() < limit && known.contains(entry.change().subject())) {
                    found.add(entry);
                }
            }
            if (chunk.size() < AT_ONCE) {
                break;
            }
            from = chunk.getLast().number();
        }
        return new Page(found, found.size() == limit, found.isEmpty() ? after : found.getLast().number());
    }
}
