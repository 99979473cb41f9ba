package org.airshed.ingest.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.Value;
import org.airshed.ingest.rollup.Hours;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;

/** What tests of indices are fed with, and the number that comes out. */
final class Given {
    static final ObservedProperty PM2_5 = ObservedProperties.of("pm2_5");
    static final ObservedProperty PM10 = ObservedProperties.of("pm10");
    static final ObservedProperty O3 = ObservedProperties.of("o3");
    static final ObservedProperty NO2 = ObservedProperties.of("no2");
    static final ObservedProperty SO2 = ObservedProperties.of("so2");
    static final ObservedProperty CO = ObservedProperties.of("co");
    static final ObservedProperty CO2 = ObservedProperties.of("co2");

    private Given() {}

    static Concentration value(String property, String averaging, String value, String unit) {
        return new Concentration(ObservedProperties.of(property), Averaging.of(averaging), new BigDecimal(value), unit,
                null);
    }

    static IndexResult ask(String id, @Nullable String version, String property, String averaging, BigDecimal value,
            String unit) {
        return Indices.subIndex(id, version, ObservedProperties.of(property), Averaging.of(averaging), value, unit);
    }

    /** Hours from a time on; {@code -} is a missing hour. */
    static Hours hours(String from, String values) {
        List<@Nullable BigDecimal> hours = new ArrayList<>();
        for (String text : words(values)) {
            hours.add("-".equals(text) ? null : new BigDecimal(text));
        }
        return series(millis(from), hours);
    }

    @SuppressWarnings("NullAway") // a record's constructor loses the annotation inside its parameter in the class file
    static Hours series(long firstHourMillis, List<@Nullable BigDecimal> values) {
        return new Hours(firstHourMillis, values);
    }

    static List<String> words(String text) {
        return List.of(text.trim().split("\\s+", -1));
    }

    static String times(int count, String value) {
        return (value + " ").repeat(count);
    }

    static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    static int number(@Nullable IndexResult result) {
        return some(result).number().intValueExact();
    }

    static Value some(@Nullable IndexResult result) {
        return assertThat(result).asInstanceOf(InstanceOfAssertFactories.type(Value.class)).actual();
    }

    static IndexResult.Reason reason(@Nullable IndexResult result) {
        return assertThat(result).asInstanceOf(InstanceOfAssertFactories.type(IndexResult.NoIndex.class)).actual()
                .reason();
    }

    static IndexResult.NotEnoughData tooLittle(@Nullable IndexResult result) {
        return assertThat(result).asInstanceOf(InstanceOfAssertFactories.type(IndexResult.NotEnoughData.class))
                .actual();
    }
}
