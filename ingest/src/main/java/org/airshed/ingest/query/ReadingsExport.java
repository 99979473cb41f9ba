package org.airshed.ingest.query;

import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * "Give me all of it": every reading of a period, without holding more of them than one store page.
 *
 * <p>The store is read in pages of {@value #PAGE_ROWS}, because a store may hold a snapshot while it hands out a page and
 * a client that takes minutes must not hold it for minutes.
 *
 * <p>Threads: any thread that may block.
 */
public final class ReadingsExport {
    /** Readings asked of the store at once. */
    public static final int PAGE_ROWS = 20_000;

    /** Where the readings go. */
    public interface Target extends Consumer<StoredReading> {
        /** Takes one reading; quick, no I/O. */
        @Override
        void accept(StoredReading reading);

        /** A page is complete: the time to send it, and to wait for a slow client. */
        void pageEnd() throws IOException;
    }

    private final SeriesStore series;
    private final StationDirectory directory;

    public ReadingsExport(SeriesStore series, StationDirectory directory) {
        this.series = series;
        this.directory = directory;
    }

    /** Passes the first {@code query.limit()} readings that the public may see to {@code target}; returns how many. */
    public long write(ReadingQuery query, Target target) throws IOException {
        Set<StationId> visible = directory.ids();
        var page = new PageOfStore(visible, target, query.limit());
        ReadingQuery next = new ReadingQuery(query.station(), query.sensor(), query.property(), query.level(),
                query.fromMillis(), query.toMillis(), PAGE_ROWS, query.after());
        while (true) {
            page.rows = 0;
            series.read(next, page);
            target.pageEnd();
            StoredReading last = page.last;
            if (page.rows < PAGE_ROWS || page.left == 0 || last == null) {
                return query.limit() - page.left;
            }
            next = next.after(last);
        }
    }

    private static final class PageOfStore implements Consumer<StoredReading> {
        private final Set<StationId> visible;
        private final Target target;
        private long left;
        private int rows;
        private @Nullable StoredReading last;

        PageOfStore(Set<StationId> visible, Target target, long limit) {
            this.visible = visible;
            this.target = target;
            this.left = limit;
        }

        @Override
        public void accept(StoredReading reading) {
            rows++;
            last = reading;
            if (left > 0 && visible.contains(reading.station())) {
                left--;
                target.accept(reading);
            }
        }
    }
}
