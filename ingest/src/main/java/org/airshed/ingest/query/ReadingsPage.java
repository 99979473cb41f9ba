package org.airshed.ingest.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.ReadingQuery;
import org.airshed.ingest.series.SeriesStore;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * "Which readings are there in this period?", a page at a time, in the order time, station, sensor, property, level.
 *
 * <p>Threads: any thread that may block.
 */
public final class ReadingsPage {
    /**
     * One page.
     *
     * @param more the last item, to go on after, where there are more; null on the last page
     */
    public record Page(List<StoredReading> items, @Nullable StoredReading more) {
        public Page {
            items = List.copyOf(items);
        }
    }

    private final SeriesStore series;
    private final StationDirectory directory;

    public ReadingsPage(SeriesStore series, StationDirectory directory) {
        this.series = series;
        this.directory = directory;
    }

    /** At most {@code query.limit()} readings that the public may see. */
    public Page read(ReadingQuery query) throws IOException {
        Set<StationId> visible = directory.ids();
        int wanted = query.limit() + 1; // one more than asked for tells whether there is a next page
        List<StoredReading> found = new ArrayList<>();
        ReadingQuery next = new ReadingQuery(query.station(), query.sensor(), query.property(), query.level(),
                query.fromMillis(), query.toMillis(), wanted, query.after());
        while (true) {
            List<StoredReading> chunk = new ArrayList<>();
            series.read(next, chunk::add);
            for (StoredReading reading : chunk) {
                if (found.size() < wanted && visible.contains(reading.station())) {
                    found.add(reading);
                }
            }
            if (found.size() == wanted || chunk.size() < wanted) {
                break;
            }
            next = next.after(chunk.getLast()); // hidden stations took places on this page; fetch more
        }
        if (found.size() < wanted) {
            return new Page(found, null);
        }
        List<StoredReading> items = found.subList(0, query.limit());
        return new Page(items, items.getLast());
    }
}
