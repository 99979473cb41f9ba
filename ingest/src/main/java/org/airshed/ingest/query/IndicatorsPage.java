package org.airshed.ingest.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.jspecify.annotations.Nullable;

/**
 * "Which values have an area's indicators?", a page at a time, in the order time, index, property, period, environment;
 * and which they had before they were computed again, each followed by its later ones.
 *
 * <p>Threads: any thread that may block.
 */
public final class IndicatorsPage {
    private final DerivedStore store;

    public IndicatorsPage(DerivedStore store) {
        this.store = store;
    }

    /**
     * A value.
     *
     * @param revision in which it came to be what it is
     * @param replacedBy revision that replaced it; null while it stands
     */
    public record Item(IndicatorValue value, long revision, @Nullable Long replacedBy) {}

    /**
     * One page.
     *
     * @param more the last item, to go on after, where there are more; null on the last page
     */
    public record Page(List<Item> items, @Nullable Item more) {
        public Page {
            items = List.copyOf(items);
        }

        static Page of(List<Item> found, int limit) {
            if (found.size() <= limit) {
                return new Page(found, null);
            }
            List<Item> items = found.subList(0, limit);
            return new Page(items, items.getLast());
        }
    }

    /** Values that stand. */
    public Page current(IndicatorQuery query) throws IOException {
        List<Item> found = new ArrayList<>();
        if (!query.matchesNothing()) {
            store.readIndicators(oneMore(query), (row, revision) -> found.add(new Item(row, revision, null)));
        }
        return Page.of(found, query.limit());
    }

    /**
     * Values that were replaced.
     *
     * @param after where the page before ended; null for the first page
     */
    public Page replaced(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after) throws IOException {
        List<Item> found = new ArrayList<>();
        if (!query.matchesNothing()) {
            store.readReplacedIndicators(oneMore(query), after,
                    was -> found.add(new Item(was.row(), was.revision(), was.replacedBy())));
        }
        return Page.of(found, query.limit());
    }

    /** One more than asked for tells whether there is a next page. */
    private static IndicatorQuery oneMore(IndicatorQuery query) {
        return new IndicatorQuery(query.area(), query.index(), query.property(), query.period(), query.environment(),
                query.fromMillis(), query.toMillis(), query.limit() + 1, query.after());
    }
}
