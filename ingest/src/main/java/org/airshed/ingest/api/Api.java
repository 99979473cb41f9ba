package org.airshed.ingest.api;

import io.vertx.ext.web.Router;
import java.time.InstantSource;
import org.airshed.ingest.live.LiveReadings;
import org.airshed.ingest.query.AreaCard;
import org.airshed.ingest.query.AreaDirectory;
import org.airshed.ingest.query.AreaNow;
import org.airshed.ingest.query.CardRules;
import org.airshed.ingest.query.ChangesPage;
import org.airshed.ingest.query.DerivedData;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.LatestValues;
import org.airshed.ingest.query.PeriodEnds;
import org.airshed.ingest.query.ReadingsExport;
import org.airshed.ingest.query.ReadingsPage;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.query.Rooms;
import org.airshed.ingest.query.StationDirectory;
import org.airshed.ingest.query.StationIndices;
import org.airshed.ingest.series.SeriesStore;

/**
 * Everything below {@code /api/v1}, the health addresses, {@code /metrics} and {@code /openapi.json}.
 *
 * <p>Threads: built and closed by the one who starts the process; counters from any.
 */
public final class Api implements AutoCloseable {
    /** Where the page explains how the clean-air card is answered; every card names it. */
    public static final String CARD_DEFINITION = "/docs/clean-air-card";

    private final CardRules cardRules;
    private final Workers workers;
    private final Workers exporters;
    private final EventStreams events;
    private final StationQuestions stations;
    private final ReadingQuestions readings;
    private final AreaQuestions areas;
    private final IndicatorQuestions indicators;
    private final IndexQuestions indices;
    private final OperationsQuestions operations;

    public Api(SeriesStore series, DerivedData derived, StationDirectory directory, LiveReadings live,
            Operations operations,
            ApiSettings settings, InstantSource clock) {
        this.cardRules = CardRules.of(derived.network());
        this.workers = new Workers("api", settings.workers(), settings.waitingQuestions());
        this.exporters = new Workers("export", settings.exports(), settings.exports());
        this.events = new EventStreams(live, directory, settings, clock);
        this.stations = new StationQuestions(directory, new LatestValues(series, directory, live));
        var exports = new Exports(exporters);
        var ends = new PeriodEnds(derived.network());
        var areaDirectory = new AreaDirectory(derived.areas(), directory);
        this.readings = new ReadingQuestions(directory, new ReadingsPage(series, directory),
                new ReadingsExport(series, directory), new RollupsPage(derived.store(), directory), ends, workers,
                exports, clock);
        this.areas = new AreaQuestions(areaDirectory, new AreaNow(derived.store(), derived.network(), clock),
                new Rooms(derived.store(), derived.network(), clock),
                new AreaCard(derived.store(), derived.network(), clock));
        this.indicators = new IndicatorQuestions(areaDirectory, new IndicatorsPage(derived.store()), ends, workers,
                exports, clock);
        this.indices = new IndexQuestions(
                new StationIndices(derived.store(), directory, derived.network(), clock),
                new ChangesPage(derived.changes(), directory, derived.areas()), derived.revisions());
        this.operations = new OperationsQuestions(operations);
    }

    /** Adds the routes. */
    public void mount(Router router) {
        var at = new Endpoint(router, workers);
        stations.mount(at);
        readings.mount(at);
        areas.mount(at);
        indicators.mount(at);
        indices.mount(at);
        events.mount(at);
        operations.mount(at);
    }

    /** By which numbers the clean-air cards are answered. */
    public CardRules cardRules() {
        return cardRules;
    }

    /** Listeners to the event stream now. */
    public int eventListeners() {
        return events.listeners();
    }

    /** Rounds in which a listener was passed over because it had not taken the one before. */
    public long eventsPassedOver() {
        return events.passedOver();
    }

    /** Listeners cut off because they took nothing for too long. */
    public long eventsCutOff() {
        return events.cutOff();
    }

    /** Questions and exports refused because too many were waiting. */
    public long refused() {
        return workers.refused() + exporters.refused();
    }

    @Override
    public void close() {
        events.close();
        exporters.close();
        workers.close();
    }
}
