package org.airshed.ingest.series.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.RawSink;
import org.airshed.ingest.series.line.LineProtocol;

/**
 * Raw readings datastream by datastream. The database answers row by row, all properties of a sensor in one, so a
 * station's period is held in columns until it is complete: 24 bytes a value. Of a short period many stations are asked
 * for at once. Threads: any.
 */
final class InfluxRaw {
    private static final int ROWS = 20_000;
    private static final int STATIONS = 20;
    private static final long SHORT = 86_400_000;

    private final InfluxQueries queries;
    private final int rowsOfRequest;

    InfluxRaw(InfluxQueries queries) {
        this(queries, ROWS);
    }

    /** @param rowsOfRequest most rows of one station in one answer */
    InfluxRaw(InfluxQueries queries, int rowsOfRequest) {
        this.queries = queries;
        this.rowsOfRequest = rowsOfRequest;
    }

    void read(RawQuery query, RawSink sink) throws IOException {
        if (query.fromMillis() >= query.toMillis()) {
            return;
        }
        StationId one = query.station();
        List<StationId> stations = one == null ? stations() : List.of(one);
        int atOnce = query.toMillis() - query.fromMillis() <= SHORT ? STATIONS : 1;
        for (int from = 0; from < stations.size(); from += atOnce) {
            read(stations.subList(from, Math.min(stations.size(), from + atOnce)), query, sink);
        }
    }

    private List<StationId> stations() throws IOException {
        List<StationId> stations = new ArrayList<>();
        queries.ask("SHOW TAG VALUES FROM \"" + LineProtocol.MEASUREMENT + "\" WITH KEY = \"station\"",
                json -> Table.read(json, (_, _, _, cells) -> {
                    String station = String.valueOf(cells.get(1));
                    if (StationId.isValid(station)) {
                        stations.add(new StationId(station));
                    }
                }));
        stations.sort(null);
        return stations;
    }

    private void read(List<StationId> stations, RawQuery query, RawSink sink) throws IOException {
        List<StationColumns> found = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (StationId station : stations) {
            found.add(new StationColumns(station));
            text.append(statement(station, query.fromMillis(), query.toMillis(), rowsOfRequest)).append(';');
        }
        queries.ask(text.toString(), json -> Table.read(json,
                (statement, _, names, cells) -> found.get(statement).add(names, cells)));
        for (StationColumns columns : found) {
            readOn(columns, query);
            columns.give(sink);
        }
    }

    /** Goes on where the first request ended at its bound; a time whose rows it cut in two is read again. */
    private void readOn(StationColumns columns, RawQuery query) throws IOException {
        long from = query.fromMillis();
        int rows = rowsOfRequest;
        while (columns.rowsOfPage() == rows) {
            if (columns.lastTime() == from) {
                rows = Math.multiplyExact(rows, 2); // one time alone fills the page
            }
            from = columns.lastTime();
            columns.nextPage();
            queries.ask(statement(columns.station(), from, query.toMillis(), rows),
                    json -> Table.read(json, (_, _, names, cells) -> columns.add(names, cells)));
        }
    }

    private static String statement(StationId station, long from, long to, int rows) {
        return "SELECT * FROM \"" + LineProtocol.MEASUREMENT + "\" WHERE " + InfluxReader.period(from, to)
                + " AND \"station\" = '" + station.text() + "' ORDER BY time ASC LIMIT " + rows;
    }
}
