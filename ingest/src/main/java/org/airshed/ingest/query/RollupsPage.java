package org.airshed.ingest.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.jspecify.annotations.Nullable;

/**
 * "What do the readings of these hours, days, months or years come to?", a page at a time, in the order time, station,
 * sensor, property, level.
 *
 * <p>Threads: any thread that may block.
 */
public final class RollupsPage {
    private final DerivedStore store;
    private final StationDirectory directory;

    public RollupsPage(DerivedStore store, StationDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** A rollup, and the revision in which it came to be what it is. */
    public record Item(Rollup rollup, long revision) {}

    /**
     * One page.
     *
     * @param more the last item, to go on after, where there are more; null on the last page
     */
    public record Page(List<Item> items, @Nullable Rollup more) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** At most {@code query.limit()} rollups that the public may see. */
    public Page read(RollupQuery query) throws IOException {
        Set<StationId> visible = directory.ids();
        int wanted = query.limit() + 1; // one more than asked for tells whether there is a next page
        List<Item> found = new ArrayList<>();
        RollupQuery next = new RollupQuery(query.station(), query.sensor(), query.property(), query.level(),
                query.span(), query.fromMillis(), query.toMillis(), wanted, query.after());
        while (true) {
            List<Item> chunk = new ArrayList<>();
            store.readRollups(next, (row, revision) -> chunk.add(new Item(row, revision)));
            for (Item item : chunk) {
                if (found.size() < wanted && visible.contains(item.rollup().station())) {
                    found.add(item);
                }
            }
            if (found.size() == wanted || chunk.size() < wanted) {
                break;
            }
            next = next.after(chunk.getLast().rollup()); // hidden stations took places on this page; fetch more
        }
        if (found.size() < wanted) {
            return new Page(found, null);
        }
        List<Item> items = found.subList(0, query.limit());
        return new Page(items, items.getLast().rollup());
    }
}
