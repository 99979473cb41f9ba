package org.airshed.ingest.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.jspecify.annotations.Nullable;

/**
 * "What do the readings of these hours, days, months or years come to?", a page at a time, in the order time, station,
 * sensor, property, level; and what they came to before they were computed again, each followed by its later ones.
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

    /**
     * A rollup.
     *
     * @param revision in which it came to be what it is
     * @param replacedBy revision that replaced it; null while it stands
     */
    public record Item(Rollup rollup, long revision, @Nullable Long replacedBy) {}

    /**
     * One page.
     *
     * @param more the last item, to go on after, where there are more; null on the last page
     */
    public record Page(List<Item> items, @Nullable Item more) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** At most {@code query.limit()} rollups that stand and that the public may see. */
    public Page current(RollupQuery query) throws IOException {
        return page(query, null, (next, last, sink) -> store.readRollups(
                last == null ? next : next.after(last.rollup()),
                (row, revision) -> sink.accept(new Item(row, revision, null))));
    }

    /**
     * The same of rollups that were replaced.
     *
     * @param after where the page before ended; null for the first page
     */
    public Page replaced(RollupQuery query, @Nullable Replaced<Rollup> after) throws IOException {
        return page(query, after == null ? null : new Item(after.row(), after.revision(), after.replacedBy()),
                (next, last, sink) -> store.readReplacedRollups(next,
                        last == null ? null : new Replaced<>(last.rollup(), last.revision(), 0),
                        was -> sink.accept(new Item(was.row(), was.revision(), was.replacedBy()))));
    }

    private interface Read {
        void after(RollupQuery query, @Nullable Item last, Consumer<Item> sink) throws IOException;
    }

    private Page page(RollupQuery query, @Nullable Item after, Read read) throws IOException {
        Set<StationId> visible = directory.ids();
        int wanted = query.limit() + 1; // one more than asked for tells whether there is a next page
        RollupQuery more = limited(query, wanted);
        List<Item> found = new ArrayList<>();
        Item last = after;
        while (true) {
            List<Item> chunk = new ArrayList<>();
            read.after(more, last, chunk::add);
            for (Item item : chunk) {
                if (found.size() < wanted && visible.contains(item.rollup().station())) {
                    found.add(item);
                }
            }
            if (found.size() == wanted || chunk.size() < wanted) {
                break;
            }
            last = chunk.getLast(); // hidden stations took places on this page; fetch more
        }
        if (found.size() < wanted) {
            return new Page(found, null);
        }
        List<Item> items = found.subList(0, query.limit());
        return new Page(items, items.getLast());
    }

    static RollupQuery limited(RollupQuery query, int limit) {
        return new RollupQuery(query.station(), query.sensor(), query.property(), query.level(), query.span(),
                query.fromMillis(), query.toMillis(), limit, query.after());
    }
}
