package org.airshed.ingest.query;

import java.io.IOException;
import org.airshed.ingest.series.Replaced;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.jspecify.annotations.Nullable;

/**
 * "Give me all of it", of rollups: as {@link ReadingsExport}, in pages of the same size for the same reason.
 *
 * <p>Threads: any thread that may block.
 */
public final class RollupsExport {
    /** Where the rollups go. */
    public interface Target {
        /** Takes one rollup; quick, no I/O. */
        void item(RollupsPage.Item item);

        /** A page is complete: the time to send it, and to wait for a slow client. */
        void pageEnd() throws IOException;
    }

    private final RollupsPage pages;

    public RollupsExport(RollupsPage pages) {
        this.pages = pages;
    }

    /** Passes the first {@code query.limit()} rollups that stand and that the public may see to {@code target}. */
    public void current(RollupQuery query, Target target) throws IOException {
        RollupQuery next = query;
        long left = query.limit();
        while (true) {
            RollupsPage.Page page = pages.current(limited(next, left));
            RollupsPage.Item last = pass(page, target);
            left -= page.items().size();
            if (left == 0 || last == null) {
                return;
            }
            next = next.after(last.rollup());
        }
    }

    /**
     * The same of rollups that were replaced.
     *
     * @param after where the page before ended; null to begin with the first
     */
    public void replaced(RollupQuery query, @Nullable Replaced<Rollup> after, Target target) throws IOException {
        Replaced<Rollup> from = after;
        long left = query.limit();
        while (true) {
            RollupsPage.Page page = pages.replaced(limited(query, left), from);
            RollupsPage.Item last = pass(page, target);
            left -= page.items().size();
            if (left == 0 || last == null) {
                return;
            }
            from = new Replaced<>(last.rollup(), last.revision(), 0);
        }
    }

    private static RollupsPage.@Nullable Item pass(RollupsPage.Page page, Target target) throws IOException {
        page.items().forEach(target::item);
        target.pageEnd();
        return page.more();
    }

    private static RollupQuery limited(RollupQuery query, long left) {
        return RollupsPage.limited(query, (int) Math.min(left, ReadingsExport.PAGE_ROWS));
    }
}
