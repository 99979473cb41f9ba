package org.airshed.ingest.api;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.query.ReadingsExport;
import org.airshed.ingest.query.ReadingsPage;
import org.airshed.ingest.query.RollupsExport;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.query.StationDirectory;
import org.jspecify.annotations.Nullable;

/** {@code /readings}: readings or their rollups, a page as JSON, or everything as CSV. */
final class ReadingQuestions {
    private final StationDirectory directory;
    private final ReadingsPage pages;
    private final ReadingsExport export;
    private final RollupsPage rollupPages;
    private final RollupsExport rollupExport;
    private final PeriodEnds ends;
    private final Workers workers;
    private final Exports exports;
    private final InstantSource clock;

    ReadingQuestions(StationDirectory directory, ReadingsPage pages, ReadingsExport export, RollupsPage rollupPages,
            PeriodEnds ends, Workers workers, Exports exports, InstantSource clock) {
        this.directory = directory;
        this.pages = pages;
        this.export = export;
        this.rollupPages = rollupPages;
        this.rollupExport = new RollupsExport(rollupPages);
        this.ends = ends;
        this.workers = workers;
        this.exports = exports;
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
                    ? rollups(context, RollupParameters.of(parameters, ends, now))
                    : readings(context, ReadingParameters.of(parameters, ends, now));
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
                ? exports.offer(context, new CsvStream(context, CsvStream.Kind.READINGS, asked.form()),
                        () -> knownStation(asked.query().station()), stream -> export.write(asked.query(), stream))
                : Endpoint.offer(workers, context, () -> page(asked));
    }

    private boolean rollups(RoutingContext context, RollupParameters asked) {
        return asked.csv()
                ? exports.offer(context, new CsvStream(context, asked.replaced()
                        ? CsvStream.Kind.REPLACED_ROLLUPS
                        : CsvStream.Kind.ROLLUPS, asked.form()), () -> knownStation(asked.query().station()),
                        stream -> write(asked, stream))
                : Endpoint.offer(workers, context, () -> page(asked));
    }

    private void write(RollupParameters asked, CsvStream stream) throws IOException {
        if (asked.replaced()) {
            rollupExport.replaced(asked.query(), asked.replacedAfter(), stream);
        } else {
            rollupExport.current(asked.query(), stream);
        }
    }

    private Answer page(ReadingParameters asked) throws IOException {
        knownStation(asked.query().station());
        ReadingsPage.Page page = pages.read(asked.query());
        String next = page.more() == null ? null : asked.next(page.more());
        RowForm form = asked.form();
        return Answer.json(Json.collection(form.asked(), page.items(),
                (json, reading) -> Json.reading(json, reading, form), next), Answer.REVALIDATE, next);
    }

    private Answer page(RollupParameters asked) throws IOException {
        knownStation(asked.query().station());
        RollupsPage.Page page = asked.replaced()
                ? rollupPages.replaced(asked.query(), asked.replacedAfter())
                : rollupPages.current(asked.query());
        RollupsPage.Item more = page.more();
        String next = more == null ? null : asked.next(more);
        RowForm form = asked.form();
        return Answer.json(Json.collection(form.label(), page.items(), (json, row) -> Json.rollup(json, row, form),
                next), Answer.REVALIDATE, next);
    }

    private void knownStation(@Nullable StationId station) {
        if (station != null && directory.station(station).isEmpty()) {
            throw new ProblemException(new Problem(404, Problem.noStation(station.text()).detail(), "station",
                    List.of()));
        }
    }
}
