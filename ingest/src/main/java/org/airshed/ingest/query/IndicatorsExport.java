package org.airshed.ingest.query;

import java.io.IOException;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Replaced;
import org.jspecify.annotations.Nullable;

/**
 * "Give me all of it", of indicators: as {@link ReadingsExport}, in pages of the same size for the same reason.
 *
 * <p>Threads: any thread that may block.
 */
public final class IndicatorsExport {
    /** Where the values go. */
    public interface Target {
        /** Takes one value; quick, no I/O. */
        void item(IndicatorsPage.Item item);

        /** A page is complete: the time to send it, and to wait for a slow client. */
        void pageEnd() throws IOException;
    }

    private final IndicatorsPage pages;
    private final int pageRows;

    public IndicatorsExport(IndicatorsPage pages) {
        this(pages, ReadingsExport.PAGE_ROWS);
    }

    IndicatorsExport(IndicatorsPage pages, int pageRows) {
        this.pages = pages;
        this.pageRows = pageRows;
    }

    /** Passes the first {@code query.limit()} values that stand to {@code target}. */
    public void current(IndicatorQuery query, Target target) throws IOException {
        write(query, target, pages::current, (next, last) -> next.after(last.value()));
    }

    /**
     * The same of values that were replaced.
     *
     * @param after where the page before ended; null to begin with the first
     */
    public void replaced(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after, Target target)
            throws IOException {
        var from = new Place(after);
        write(query, target, next -> pages.replaced(next, from.after), (next, last) -> {
            from.after = new Replaced<>(last.value(), last.revision(), 0);
            return next;
        });
    }

    private void write(IndicatorQuery query, Target target, Read read, Onward onward) throws IOException {
        IndicatorQuery next = query;
        long left = query.limit();
        while (true) {
            IndicatorsPage.Page page = read.page(limited(next, (int) Math.min(left, pageRows)));
            page.items().forEach(target::item);
            target.pageEnd();
            left -= page.items().size();
            IndicatorsPage.Item last = page.more();
            if (left == 0 || last == null) {
                return;
            }
            next = onward.after(next, last);
        }
    }

    private static IndicatorQuery limited(IndicatorQuery query, int limit) {
        return new IndicatorQuery(query.area(), query.index(), query.property(), query.period(), query.environment(),
                query.fromMillis(), query.toMillis(), limit, query.after());
    }

    private interface Read {
        IndicatorsPage.Page page(IndicatorQuery query) throws IOException;
    }

    private interface Onward {
        IndicatorQuery after(IndicatorQuery query, IndicatorsPage.Item last);
    }

    private static final class Place {
        private @Nullable Replaced<IndicatorValue> after;

        Place(@Nullable Replaced<IndicatorValue> after) {
            this.after = after;
        }
    }
}
