package org.airshed.ingest.api;

import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.query.AreaDirectory;
import org.airshed.ingest.query.IndicatorsExport;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.PeriodEnds;

/** {@code /areas/{id}/indicators}: a page as JSON, or everything as CSV. */
final class IndicatorQuestions {
    private final AreaDirectory areas;
    private final IndicatorsPage pages;
    private final IndicatorsExport export;
    private final PeriodEnds ends;
    private final Workers workers;
    private final Exports exports;
    private final InstantSource clock;

    IndicatorQuestions(AreaDirectory areas, IndicatorsPage pages, PeriodEnds ends, Workers workers, Exports exports,
            InstantSource clock) {
        this.areas = areas;
        this.pages = pages;
        this.export = new IndicatorsExport(pages);
        this.ends = ends;
        this.workers = workers;
        this.exports = exports;
        this.clock = clock;
    }

    void mount(Endpoint at) {
        at.handle("/api/v1/areas/:id/indicators", IndicatorParameters.NAMES, this::begin);
    }

    private void begin(RoutingContext context, Parameters parameters) {
        boolean taken;
        try {
            AreaId area = AreaQuestions.id(context);
            IndicatorParameters asked = IndicatorParameters.of(area, parameters, ends, clock.instant());
            taken = asked.csv()
                    ? exports.offer(context, new CsvStream(context, asked.replaced()
                            ? CsvStream.Kind.REPLACED_INDICATORS
                            : CsvStream.Kind.INDICATORS, asked.form()), () -> known(area), to -> write(asked, to))
                    : Endpoint.offer(workers, context, () -> page(area, asked));
        } catch (ProblemException e) {
            e.problem().send(context);
            return;
        }
        if (!taken) {
            Endpoint.busy(context);
        }
    }

    private void known(AreaId area) {
        if (areas.area(area).isEmpty()) {
            throw new ProblemException(Problem.noArea(area.text()));
        }
    }

    private void write(IndicatorParameters asked, CsvStream stream) throws IOException {
        if (asked.replaced()) {
            export.replaced(asked.query(), asked.replacedAfter(), stream);
        } else {
            export.current(asked.query(), stream);
        }
    }

    private Answer page(AreaId area, IndicatorParameters asked) throws IOException {
        known(area);
        IndicatorsPage.Page page = asked.replaced()
                ? pages.replaced(asked.query(), asked.replacedAfter())
                : pages.current(asked.query());
        IndicatorsPage.Item more = page.more();
        String next = more == null ? null : asked.next(more);
        RowForm form = asked.form();
        return Answer.json(Json.collection(form.label(), page.items(),
                (json, item) -> AreaJson.indicator(json, item, form), next), Answer.REVALIDATE, next);
    }
}
