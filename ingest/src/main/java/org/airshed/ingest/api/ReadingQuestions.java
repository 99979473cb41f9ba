package org.airshed.ingest.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.query.ReadingsExport;
import org.airshed.ingest.query.ReadingsPage;
import org.airshed.ingest.query.RollupsExport;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.query.StationDirectory;
import org.airshed.ingest.series.Rollup;
import org.jspecify.annotations.Nullable;

/** {@code /readings}: readings or their rollups, a page as JSON, or everything as CSV. */
final class ReadingQuestions {
    private final StationDirectory directory;
    private final ReadingsPage pages;
    private final ReadingsExport export;
    private final RollupsPage rollupPages;
    private final RollupsExport rollupExport;
    private final Workers workers;
    private final Workers exporters;
    private final InstantSource clock;

    /** @param exporters their number is the number of exports at the same time, because each waits for its client */
    ReadingQuestions(StationDirectory directory, ReadingsPage pages, ReadingsExport export, RollupsPage rollupPages,
            RollupsExport rollupExport, Workers workers, Workers exporters, InstantSource clock) {
        this.directory = directory;
        this.pages = pages;
        this.export = export;
        this.rollupPages = rollupPages;
        this.rollupExport = rollupExport;
        this.workers = workers;
        this.exporters = exporters;
        this.clock = clock;
    }

    void mount(Endpoint at) {
        at.handle("/api/v1/readings", ReadingParameters.NAMES, this::begin);
    }

    private void begin(RoutingContext context, Parameters parameters) {
        boolean taken;
        try {
            Instant now = clock.instant();
            taken = RollupParameters.asked(parameters)
                    ? rollups(context, RollupParameters.of(parameters, now))
                    : readings(context, ReadingParameters.of(parameters, now));
        } catch (ProblemException e) {
            e.problem().send(context);
            return;
        }
        if (!taken) {
            Endpoint.busy(context);
        }
    }

    private boolean readings(RoutingContext context, ReadingParameters asked) {
        return asked.csv()
                ? export(context, CsvRows.HEADER, asked.query().station(),
                        stream -> export.write(asked.query(), stream))
                : Endpoint.offer(workers, context, () -> page(asked));
    }

    private boolean rollups(RoutingContext context, RollupParameters asked) {
        return asked.csv()
                ? export(context, CsvRows.ROLLUP_HEADER, asked.query().station(),
                        stream -> rollupExport.write(asked.query(), stream))
                : Endpoint.offer(workers, context, () -> page(asked));
    }

    private Answer page(ReadingParameters asked) throws IOException {
        knownStation(asked.query().station());
        ReadingsPage.Page page = pages.read(asked.query());
        String next = page.more() == null ? null : asked.next(page.more());
        return Answer.json(Json.collection(page.items(), Json::reading, next), Answer.REVALIDATE, next);
    }

    private Answer page(RollupParameters asked) throws IOException {
        knownStation(asked.query().station());
        RollupsPage.Page page = rollupPages.read(asked.query());
        Rollup more = page.more();
        String next = more == null ? null : asked.next(more);
        return Answer.json(Json.collection(page.items(), Json::rollup, next), Answer.REVALIDATE, next);
    }

    private void knownStation(@Nullable StationId station) {
        if (station != null && directory.station(station).isEmpty()) {
            throw new ProblemException(new Problem(404, Problem.noStation(station.text()).detail(), "station",
                    List.of()));
        }
    }

    private interface Export {
        long write(CsvStream stream) throws IOException;
    }

    private boolean export(RoutingContext context, byte[] header, @Nullable StationId station, Export rows) {
        var stream = new CsvStream(context, header);
        return exporters.offer(() -> csv(context, stream, station, rows));
    }

    private void csv(RoutingContext context, CsvStream stream, @Nullable StationId station, Export rows) {
        try {
            knownStation(station);
            if (context.request().method().equals(HttpMethod.HEAD)) {
                stream.headOnly();
                return;
            }
            rows.write(stream);
            stream.end();
        } catch (CsvStream.ClientGoneException e) {
            stream.abort();
        } catch (Exception e) {
            Problem problem = Endpoint.problem(context, e);
            // Nothing of the body sent yet: an ordinary error. Otherwise the stream breaks off, so that it cannot look whole.
            stream.fail(problem);
        }
    }
}
