package org.airshed.ingest.derivation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.indicator.AreaHour;
import org.airshed.ingest.indicator.AreaRules;
import org.airshed.ingest.indicator.Interval;
import org.airshed.ingest.indicator.StatedUncertainty;
import org.airshed.ingest.indicator.Voice;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.rollup.Statistic;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.Span;

/** The concentrations of an area in one hour: what its stations say together, indoors and outdoors apart. */
final class AreaHours {
    private final AreaRules rules;

    AreaHours(AreaRules rules) {
        this.rules = rules;
    }

    /**
     * One row for every property that a station of the area measures; the property asked for in any case, so that an hour
     * in which nobody spoke is told from one that nobody looked at.
     *
     * @param airs the hour of every station that has one
     * @param always gets a row even where nobody measured it
     */
    List<IndicatorValue> of(Area area, Environment environment, long hourMillis, Map<StationId, StationAir> airs,
            Places places, Set<ObservedProperty> always) {
        List<StationId> members = places.members(area, environment, hourMillis);
        if (members.isEmpty()) {
            return List.of();
        }
        Map<StationId, Integer> sites = places.sites(members, hourMillis);
        Set<ObservedProperty> properties = new LinkedHashSet<>(always);
        for (StationId member : members) {
            StationAir air = airs.get(member);
            if (air != null) {
                properties.addAll(air.properties());
            }
        }
        List<IndicatorValue> rows = new ArrayList<>();
        for (ObservedProperty property : properties) {
            List<Voice> voices = new ArrayList<>();
            // A property that only some stations have a sensor for is asked of those, and of all who are silent.
            int enrolled = 0;
            for (StationId member : members) {
                StationAir air = airs.get(member);
                if (air == null) {
                    enrolled++;
                } else if (air.properties().contains(property)) {
                    enrolled++;
                    voice(air.value(property), member, sites.getOrDefault(member, -1)).ifPresent(voices::add);
                }
            }
            rows.add(row(area, environment, property, hourMillis, AreaHour.of(voices, enrolled, rules)));
        }
        return rows;
    }

    private static Optional<Voice> voice(Optional<StationAir.Value> value, StationId station, int site) {
        return value.filter(StationAir.Value::usableInArea)
                .map(of -> new Voice(station, site, of.value(), of.level(),
                        StatedUncertainty.of(of.from().sensor(), of.property(), of.value()).orElse(null)));
    }

    private static IndicatorValue row(Area area, Environment environment, ObservedProperty property, long hourMillis,
            AreaHour hour) {
        return switch (hour) {
            case AreaHour.Heard heard -> {
                Interval interval = heard.interval();
                yield new IndicatorValue(area.id().text(), Indicators.CONCENTRATION, property.id(), Span.HOUR,
                        environment.text(), hourMillis, heard.median().doubleValue(),
                        interval == null ? null : HourRow.real(interval.lower()),
                        interval == null ? null : HourRow.real(interval.upper()), heard.sites(),
                        heard.stations().coverage(), category(heard), null);
            }
            case AreaHour.TooFew few -> new IndicatorValue(area.id().text(), Indicators.CONCENTRATION, property.id(),
                    Span.HOUR, environment.text(), hourMillis, null, null, null, few.sites(),
                    few.stations().coverage(), null, Statistic.NotEnoughData.of(few.lacking()).reason());
        };
    }

    private static String category(AreaHour.Heard heard) {
        if (heard.corrected() == 0) {
            return Indicators.UNCORRECTED;
        }
        return heard.corrected() == heard.stations().valid() ? Indicators.CORRECTED : Indicators.PARTLY_CORRECTED;
    }
}
