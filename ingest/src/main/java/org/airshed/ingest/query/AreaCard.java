package org.airshed.ingest.query;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.derivation.IndicatorUnits;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.indicator.CleanAirCard;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.IndicatorQuery;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.jspecify.annotations.Nullable;

/**
 * "Does everyone here breathe clean air?", see {@link CleanAirCard}: of the year under way where it can be told, else of
 * the last one that is over.
 *
 * <p>Threads: any thread that may block.
 */
public final class AreaCard {
    static final Standard WHO = Standards.of("who-2021");
    private static final String PM = "pm2_5";
    private static final String GUIDELINE = "AQG";

    private final DerivedStore store;
    private final DayRule days;
    private final InstantSource clock;

    public AreaCard(DerivedStore store, NetworkSettings network, InstantSource clock) {
        this.store = store;
        this.days = network.days();
        this.clock = clock;
    }

    /**
     * The card.
     *
     * @param year that it is about
     * @param over whether that year has ended
     */
    public record Card(CleanAirCard card, int year, boolean over, List<Part> parts) {
        public Card {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One part.
     *
     * @param key {@code annual-pm2_5}
     * @param outcome null where the part only informs
     * @param row as stored; null where there is none
     * @param limit in {@code unit}; null where the part only informs
     */
    public record Part(String key, String index, String property, CleanAirCard.@Nullable Outcome outcome,
            @Nullable IndicatorValue row, @Nullable BigDecimal limit, String unit) {}

    private record Name(String index, String property) {}

    /** The card of an area. */
    public Card of(AreaId area) throws IOException {
        int year = days.dayOf(clock.millis()).getYear();
        Map<Name, IndicatorValue> now = rows(area, year);
        Card underWay = card(now, year, false);
        if (underWay.card().answer() != CleanAirCard.Answer.NOT_ENOUGH_DATA) {
            return underWay;
        }
        Map<Name, IndicatorValue> before = rows(area, year - 1);
        return before.isEmpty() ? underWay : card(before, year - 1, true);
    }

    private Map<Name, IndicatorValue> rows(AreaId area, int year) throws IOException {
        long begin = days.firstHourMillis(LocalDate.of(year, 1, 1));
        Map<Name, IndicatorValue> rows = new HashMap<>();
        store.readIndicators(new IndicatorQuery(area.text(), null, null, Span.YEAR, Environment.OUTDOOR.text(), begin,
                begin + 1, Integer.MAX_VALUE, null), (row, _) -> rows.put(new Name(row.index(), row.property()), row));
        return rows;
    }

    private static Card card(Map<Name, IndicatorValue> rows, int year, boolean over) {
        List<Part> parts = new ArrayList<>();
        List<CleanAirCard.Part> deciding = new ArrayList<>();
        for (Criterion criterion : WHO.criteria()) {
            String property = criterion.property();
            CleanAirCard.Role role = role(criterion);
            if (role == null || property == null) {
                continue;
            }
            String index = Indicators.of(WHO, criterion);
            IndicatorValue row = rows.get(new Name(index, property));
            if (row != null && Indicators.NOT_CALIBRATED.equals(row.missing())) {
                continue; // nobody can say of it how the year was, and no further day would change that
            }
            if (row != null || property.equals(PM)) {
                CleanAirCard.Outcome outcome = CleanAirCard.Outcome
                        .of(row == null || row.value() == null ? null : row.category());
                deciding.add(new CleanAirCard.Part(role, outcome));
                parts.add(new Part((role == CleanAirCard.Role.ANNUAL ? "annual-" : "daily-p99-") + property, index,
                        property, outcome, row, criterion.limit(), criterion.unit()));
            }
        }
        parts.add(informing(rows, Indicators.CLEAN_AIR_DAYS));
        IndicatorValue covered = rows.get(new Name(Indicators.SPATIAL_COVERAGE, PM));
        Double percent = covered == null ? null : covered.value();
        CleanAirCard.Outcome coverage = CleanAirCard.coverage(percent == null ? null : BigDecimal.valueOf(percent));
        deciding.add(new CleanAirCard.Part(CleanAirCard.Role.COVERAGE, coverage));
        parts.add(new Part(Indicators.SPATIAL_COVERAGE, Indicators.SPATIAL_COVERAGE, PM, coverage, covered,
                BigDecimal.valueOf(CleanAirCard.COVERAGE_PERCENT), IndicatorUnits.PERCENT));
        parts.add(informing(rows, Indicators.DATA_CAPTURE));
        return new Card(CleanAirCard.of(deciding, over), year, over, parts);
    }

    /** Every pollutant's year, and the days of PM2.5; null for the rest. */
    static CleanAirCard.@Nullable Role role(Criterion criterion) {
        if (!criterion.step().equals(GUIDELINE)) {
            return null;
        }
        if (criterion.averaging() == Criterion.Averaging.YEAR && criterion.measure() == Criterion.Measure.MEAN) {
            return CleanAirCard.Role.ANNUAL;
        }
        return PM.equals(criterion.property()) && criterion.averaging() == Criterion.Averaging.DAY
                && criterion.measure() == Criterion.Measure.P99 ? CleanAirCard.Role.DAILY : null;
    }

    private static Part informing(Map<Name, IndicatorValue> rows, String index) {
        return new Part(index, index, PM, null, rows.get(new Name(index, PM)), null, IndicatorUnits.PERCENT);
    }
}
