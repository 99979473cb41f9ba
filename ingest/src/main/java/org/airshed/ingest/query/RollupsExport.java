package org.airshed.ingest.query;

import java.io.IOException;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.RowSink;
import org.jspecify.annotations.Nullable;

/**
 * "Give me all of it", of rollups: as {@link ReadingsExport}, in pages of the same size for the same reason.
 *
 * <p>Threads: any thread that may block.
 */
public final class RollupsExport {
    private static final int PAGE_ROWS = ReadingsExport.PAGE_ROWS;

    /** Where the rollups go; {@link #row} is quick and does no I/O. */
    public interface Target extends RowSink<Rollup> {
        /** A page is complete: the time to send it, and to wait for a slow client. */
        void pageEnd() throws IOException;
    }

    private final DerivedStore store;
    private final StationDirectory directory;

    public RollupsExport(DerivedStore store, StationDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Passes the first {@code query.limit()} rollups that the public may see to {@code target}; returns how many. */
    public long write(RollupQuery query, Target target) throws IOException {
        var page = new PageOfStore(directory.ids(), target, query.limit());
        RollupQuery next = new RollupQuery(query.station(), query.sensor(), query.property(), query.level(),
                query.span(), query.fromMillis(), query.toMillis(), PAGE_ROWS, query.after());
        while (true) {
            page.rows = 0;
            store.readRollups(next, page);
            target.pageEnd();
            Rollup last = page.last;
            if (page.rows < PAGE_ROWS || page.left == 0 || last == null) {
                return query.limit() - page.left;
            }
            next = next.after(last);
        }
    }

    private static final class PageOfStore implements RowSink<Rollup> {
        private final Set<StationId> visible;
        private final Target target;
        private long left;
        private int rows;
        private @Nullable Rollup last;

        PageOfStore(Set<StationId> visible, Target target, long limit) {
            this.visible = visible;
            this.target = target;
            this.left = limit;
        }

        @Override
        public void row(Rollup rollup, long revision) {
            rows++;
            last = rollup;
            if (left > 0 && visible.contains(rollup.station())) {
                left--;
                target.row(rollup, revision);
            }
        }
    }
}
