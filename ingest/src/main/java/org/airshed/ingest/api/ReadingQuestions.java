package org.airshed.ingest.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.query.ReadingsExport;
import org.airshed.ingest.query.ReadingsPage;
import org.airshed.ingest.query.StationDirectory;
import org.airshed.ingest.series.ReadingQuery;

/** {@code /readings}: a page as JSON, or everything as CSV. */
final class ReadingQuestions {
    private final StationDirectory directory;
    private final ReadingsPage pages;
    private final ReadingsExport export;
    private final Workers workers;
    private final Workers exporters;
    private final InstantSource clock;

    /** @param exporters their number is the number of exports at the same time, because each waits for its client */
    ReadingQuestions(StationDirectory directory, ReadingsPage pages, ReadingsExport export, Workers workers,
            Workers exporters, InstantSource clock) {
        this.directory = directory;
        this.pages = pages;
        this.export = export;
        this.workers = workers;
        this.exporters = exporters;
        this.clock = clock;
    }

    void mount(Endpoint at) {
        at.handle("/api/v1/readings", ReadingParameters.NAMES, this::begin);
    }

    private void begin(RoutingContext context, Parameters parameters) {
        ReadingParameters asked;
        try {
            asked = ReadingParameters.of(parameters, clock.instant());
        } catch (ProblemException e) {
            e.problem().send(context);
            return;
        }
        boolean taken = asked.csv()
                ? export(context, asked.query())
                : Endpoint.offer(workers, context, () -> page(asked));
        if (!taken) {
            Endpoint.busy(context);
        }
    }

    private Answer page(ReadingParameters asked) throws IOException {
        knownStation(asked.query());
        ReadingsPage.Page page = pages.read(asked.query());
        String next = page.more() == null ? null : asked.next(page.more());
        return Answer.json(Json.collection(page.items(), Json::reading, next), Answer.REVALIDATE, next);
    }

    private void knownStation(ReadingQuery query) {
        StationId station = query.station();
        if (station != null && directory.station(station).isEmpty()) {
            throw new ProblemException(new Problem(404, Problem.noStation(station.text()).detail(), "station",
                    java.util.List.of()));
        }
    }

    private boolean export(RoutingContext context, ReadingQuery query) {
        var stream = new CsvStream(context);
        return exporters.offer(() -> csv(context, stream, query));
    }

    private void csv(RoutingContext context, CsvStream stream, ReadingQuery query) {
        try {
            knownStation(query);
            if (context.request().method().equals(HttpMethod.HEAD)) {
                stream.headOnly();
                return;
            }
            export.write(query, stream);
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
