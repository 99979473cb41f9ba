package org.airshed.ingest.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.airshed.contract.id.Level;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store must do with what is made of readings, beside what it does with readings. */
public abstract class DerivedStoreContract extends SeriesStoreContract {
    private static final Level FIT = new Level("fit@1");

    /** The other port of {@link #store}. */
    protected abstract DerivedStore derived();

    /** One that goes as far as what is about to be replaced, and fails at what replaces it. */
    protected abstract DerivedStore failingBetweenReplacedAndCurrent() throws IOException;

    /** The same as {@link #derived}, after the trouble. */
    protected abstract DerivedStore mended() throws IOException;

    @Test
    void anEmptyStoreHasNothingDerived() throws IOException {
        assertThat(raw(null, 0, ALL_TIME)).isEmpty();
        assertThat(raw(ATELIER, 0, ALL_TIME)).isEmpty();
        assertThat(rollups(all(Span.HOUR))).isEmpty();
        assertThat(replaced(all(Span.YEAR), null)).isEmpty();
        assertThat(indicators(ofArea("gracia"))).isEmpty();
        assertThat(replaced(ofArea("gracia"), null)).isEmpty();
        assertThat(derived().revise(List.of(), 1)).isEmpty();
        assertThat(derived().reviseIndicators(List.of(), 1)).isEmpty();
        derived().flag(List.of());
    }

    @Test
    void rawReadingsComeDatastreamByDatastreamFromWhereverTheyLie() throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            readings.add(reading(i % 2 == 0 ? SCHOOL : ATELIER, i % 3 == 0 ? "s9" : "s10",
                    i % 5 == 0 ? "temperature" : "co2", T + (i / 12) * 60_000L, i));
        }
        Collections.shuffle(readings, new Random(5));
        write(8, readings.subList(0, 150));
        settle();
        write(16, readings.subList(100, 300));
        Comparator<StoredReading> order = Comparator.comparing(StoredReading::station)
                .thenComparing(StoredReading::sensor).thenComparing(reading -> reading.property().id())
                .thenComparingLong(StoredReading::timeMillis);
        for (int round = 0; round < 2; round++) {
            List<StoredReading> all = raw(null, 0, ALL_TIME);
            assertThat(all).isNotEmpty().isSortedAccordingTo(order)
                    .containsExactlyInAnyOrderElementsOf(readAll());
            assertThat(raw(SCHOOL, T + 60_000, T + 600_000)).isNotEmpty().isEqualTo(all.stream()
                    .filter(reading -> reading.station().equals(SCHOOL) && reading.timeMillis() >= T + 60_000
                            && reading.timeMillis() < T + 600_000)
                    .toList());
            assertThat(raw(new StationId("nowhere"), 0, ALL_TIME)).isEmpty();
            assertThat(raw(null, T + 60_000, T + 60_000)).isEmpty();
            settle();
        }
    }

    @Test
    void aFlagStaysWithItsValueAndGoesWithIt() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1), reading(ATELIER, "main", "co2", T + 1, 1),
                reading(ATELIER, "main", "pm10", T + 1, 7)));
        for (int round = 0; round < 2; round++) {
            derived().flag(List.of(flagged("co2", T, 1, Flag.SUSPECT, 5), flagged("co2", T + 1, 1, Flag.GOOD, 0)));
            assertThat(flags()).containsExactly("co2=1.0 SUSPECT 5", "co2=1.0 GOOD 0", "pm10=7.0 NOT_EVALUATED 0");
            assertThat(store.latest(null)).extracting(StoredReading::flag).containsExactly(Flag.GOOD,
                    Flag.NOT_EVALUATED);
            settle();
            assertThat(flags()).containsExactly("co2=1.0 SUSPECT 5", "co2=1.0 GOOD 0", "pm10=7.0 NOT_EVALUATED 0");
            // The journal once more, as after a power cut.
            write(8, List.of(reading(ATELIER, "main", "co2", T, 1), reading(ATELIER, "main", "co2", T + 1, 1)));
            assertThat(flags()).containsExactly("co2=1.0 SUSPECT 5", "co2=1.0 GOOD 0", "pm10=7.0 NOT_EVALUATED 0");
            assertThat(store.latest(null)).extracting(StoredReading::flag).containsExactly(Flag.GOOD,
                    Flag.NOT_EVALUATED);
            // Another value of the same time: nothing is known of it.
            write(16, List.of(reading(ATELIER, "main", "co2", T, 2), reading(ATELIER, "main", "co2", T + 1, 2)));
            for (int settled = 0; settled < 2; settled++) {
                assertThat(flags()).containsExactly("co2=2.0 NOT_EVALUATED 0", "co2=2.0 NOT_EVALUATED 0",
                        "pm10=7.0 NOT_EVALUATED 0");
                assertThat(store.latest(null)).extracting(StoredReading::flag)
                        .containsOnly(Flag.NOT_EVALUATED);
                settle();
            }
            write(24, List.of(reading(ATELIER, "main", "co2", T, 1), reading(ATELIER, "main", "co2", T + 1, 1)));
        }
    }

    @Test
    void aFlagGoesWithItsValueAlsoWhereBothAreNew() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        derived().flag(List.of(flagged("co2", T, 1, Flag.FAIL, 4)));
        write(16, List.of(reading(ATELIER, "main", "co2", T, 1)));
        assertThat(flags()).containsExactly("co2=1.0 FAIL 4");
        write(24, List.of(reading(ATELIER, "main", "co2", T, 2)));
        for (int round = 0; round < 2; round++) {
            assertThat(flags()).containsExactly("co2=2.0 NOT_EVALUATED 0");
            assertThat(store.latest(null)).extracting(StoredReading::flag).containsExactly(Flag.NOT_EVALUATED);
            settle();
        }
    }

    @Test
    void aJudgementOfAValueThatIsNotThereAnyMoreIsNotSeen() throws IOException {
        write(8, List.of(reading(ATELIER, "main", "co2", T, 1)));
        settle();
        write(16, List.of(reading(ATELIER, "main", "co2", T, 2)));
        derived().flag(List.of(flagged("co2", T, 1, Flag.FAIL, 3), flagged("co2", T + 9, 1, Flag.FAIL, 3),
                flagged("no2", T, 1, Flag.FAIL, 3)));
        for (int round = 0; round < 2; round++) {
            assertThat(flags()).containsExactly("co2=2.0 NOT_EVALUATED 0");
            settle();
        }
        derived().flag(List.of(flagged("co2", T, 2, Flag.FAIL, Integer.MIN_VALUE | 1)));
        derived().flag(List.of(flagged("co2", T, 2, Flag.SUSPECT, Integer.MIN_VALUE | 1)));
        assertThat(flags()).containsExactly("co2=2.0 SUSPECT -2147483647");
        derived().flag(List.of(flagged("co2", T, 2, Flag.NOT_EVALUATED, 0)));
        assertThat(flags()).containsExactly("co2=2.0 NOT_EVALUATED 0");
        assertThat(store.latest(ATELIER)).extracting(StoredReading::flag).containsExactly(Flag.NOT_EVALUATED);
    }

    @Test
    void rollupsAreOrderedWhateverTheOrderOfWritingAndPagesJoin() throws IOException {
        List<Rollup> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (StationId station : List.of(SCHOOL, ATELIER)) {
                for (String sensor : List.of("s9", "s10")) {
                    for (String property : List.of("temperature", "co2", "pm2_5")) {
                        for (Level level : List.of(Level.RAW, FIT)) {
                            rows.add(rollup(station, sensor, property, level, T + i * HOUR, i + 0.25));
                        }
                    }
                }
            }
        }
        Collections.shuffle(rows, new Random(6));
        assertThat(derived().revise(rows, 1)).containsExactlyInAnyOrderElementsOf(rows);
        List<Rollup> whole = rollups(all(Span.HOUR));
        assertThat(whole).hasSize(120).isSortedAccordingTo(Rollup.ORDER).containsExactlyInAnyOrderElementsOf(rows);
        for (int size : new int[]{1, 2, 7, 24, 119, 120, 121}) {
            List<Rollup> joined = new ArrayList<>();
            RollupQuery query = new RollupQuery(null, null, null, null, Span.HOUR, 0, ALL_TIME, size, null);
            for (List<Rollup> page = rollups(query); !page.isEmpty(); page = rollups(query.after(page.getLast()))) {
                assertThat(page).hasSizeLessThanOrEqualTo(size);
                joined.addAll(page);
                assertThat(joined).as("no row twice").doesNotHaveDuplicates();
            }
            assertThat(joined).as("pages of %d", size).isEqualTo(whole);
        }
        RollupQuery some = new RollupQuery(SCHOOL, new SensorName("s9"), ObservedProperties.of("co2"), FIT, Span.HOUR,
                T + HOUR, T + 3 * HOUR, 100, null);
        assertThat(rollups(some)).extracting(Rollup::startMillis).containsExactly(T + HOUR, T + 2 * HOUR);
        assertThat(rollups(new RollupQuery(null, null, null, Level.RAW, Span.HOUR, T, T + 1, 100, null))).hasSize(12);
        assertThat(rollups(all(Span.DAY))).isEmpty();
        assertThat(readAll()).as("a level of rollups is none of readings").isEmpty();
        assertThat(raw(null, 0, ALL_TIME)).isEmpty();
    }

    @Test
    void spansAndLevelsStandBesideEachOther() throws IOException {
        List<Rollup> rows = new ArrayList<>();
        for (Span span : Span.values()) {
            rows.add(new Rollup(ATELIER, SensorName.MAIN, ObservedProperties.of("co2"), Level.RAW, span, T,
                    span.text().length() + 0.75, -0.5, 1.0 / 3, 3, 0.75, Flag.SUSPECT, 6));
        }
        derived().revise(rows, 1);
        for (Rollup row : rows) {
            assertThat(rollups(all(row.span()))).containsExactly(row);
        }
    }

    @Test
    void equalRowsChangeNothingAndOthersLeaveWhatTheyReplaceUnderItsRevision() throws IOException {
        Rollup first = rollup(ATELIER, "main", "co2", Level.RAW, T, 1.0);
        Rollup neighbour = rollup(ATELIER, "main", "pm10", Level.RAW, T, 9.0);
        Rollup second = rollup(ATELIER, "main", "co2", Level.RAW, T, 2.0);
        Rollup third = rollup(ATELIER, "main", "co2", Level.RAW, T, 3.0);
        assertThat(derived().revise(List.of(first, neighbour), 4)).containsExactly(first, neighbour);
        assertThat(derived().revise(List.of(first, neighbour), 5)).isEmpty();
        assertThat(revisions(all(Span.HOUR))).containsExactly(4L, 4L);
        assertThat(replaced(all(Span.HOUR), null)).isEmpty();
        assertThat(derived().revise(List.of(second, neighbour), 6)).containsExactly(second);
        assertThat(rollups(all(Span.HOUR))).containsExactly(second, neighbour);
        assertThat(revisions(all(Span.HOUR))).containsExactly(6L, 4L);
        assertThat(replaced(all(Span.HOUR), null)).containsExactly(new Replaced<>(first, 4, 6));
        assertThat(derived().revise(List.of(third), 11)).containsExactly(third);
        assertThat(derived().revise(List.of(first), 12)).containsExactly(first);
        store.close();
        store = open();
        assertThat(rollups(all(Span.HOUR))).containsExactly(first, neighbour);
        List<Replaced<Rollup>> history = List.of(new Replaced<>(first, 4, 6), new Replaced<>(second, 6, 11),
                new Replaced<>(third, 11, 12));
        assertThat(replaced(all(Span.HOUR), null)).isEqualTo(history);
        RollupQuery one = new RollupQuery(null, null, null, null, Span.HOUR, 0, ALL_TIME, 1, null);
        List<Replaced<Rollup>> joined = new ArrayList<>();
        for (List<Replaced<Rollup>> page = replaced(one, null); !page.isEmpty(); page = replaced(one,
                page.getLast())) {
            joined.addAll(page);
            assertThat(joined).as("no row twice").doesNotHaveDuplicates();
        }
        assertThat(joined).as("page by page").isEqualTo(history);
    }

    @Test
    void aMeanThatFallsBelowTheCoverageRuleIsGoneAndComesBack() throws IOException {
        Rollup there = rollup(ATELIER, "main", "co2", Level.RAW, T, 1.0);
        Rollup gone = rollup(ATELIER, "main", "co2", Level.RAW, T, null);
        for (int round = 0; round < 2; round++) {
            assertThat(derived().revise(List.of(there), 1 + 2 * round)).containsExactly(there);
            assertThat(rollups(all(Span.HOUR))).containsExactly(there);
            assertThat(derived().revise(List.of(gone), 2 + 2 * round)).containsExactly(gone);
            assertThat(derived().revise(List.of(gone), 9)).isEmpty();
            assertThat(rollups(all(Span.HOUR))).containsExactly(gone);
        }
        assertThat(replaced(all(Span.HOUR), null)).extracting(Replaced::row).containsExactly(there, gone, there);
    }

    @Test
    void aFailureBetweenWhatIsReplacedAndWhatReplacesItIsHarmless() throws IOException {
        Rollup old = rollup(ATELIER, "main", "co2", Level.RAW, T, 1.0);
        Rollup next = rollup(ATELIER, "main", "co2", Level.RAW, T, 2.0);
        IndicatorValue oldValue = indicator("gracia", "eaqi", T, 1.0);
        IndicatorValue nextValue = indicator("gracia", "eaqi", T, 2.0);
        derived().revise(List.of(old), 1);
        derived().reviseIndicators(List.of(oldValue), 1);
        DerivedStore failing = failingBetweenReplacedAndCurrent();
        assertThatThrownBy(() -> failing.revise(List.of(next), 2)).isInstanceOf(IOException.class)
                .hasMessageContaining("disk full");
        assertThatThrownBy(() -> failing.reviseIndicators(List.of(nextValue), 2)).isInstanceOf(IOException.class)
                .hasMessageContaining("disk full");
        assertThat(rollups(all(Span.HOUR))).containsExactly(old);
        assertThat(indicators(ofArea("gracia"))).containsExactly(oldValue);
        DerivedStore again = mended();
        assertThat(again.revise(List.of(next), 3)).containsExactly(next);
        assertThat(again.reviseIndicators(List.of(nextValue), 3)).containsExactly(nextValue);
        assertThat(rollups(all(Span.HOUR))).containsExactly(next);
        assertThat(indicators(ofArea("gracia"))).containsExactly(nextValue);
        assertThat(replaced(all(Span.HOUR), null)).containsExactly(new Replaced<>(old, 1, 3));
        assertThat(replaced(ofArea("gracia"), null)).containsExactly(new Replaced<>(oldValue, 1, 3));
    }

    @Test
    void indicatorsAreOrderedAndPagesJoin() throws IOException {
        List<IndicatorValue> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (String index : List.of("us-aqi", "eaqi")) {
                for (String property : List.of("pm2_5", "no2")) {
                    for (Span period : List.of(Span.DAY, Span.HOUR)) {
                        for (String environment : List.of("outdoor", "indoor")) {
                            values.add(new IndicatorValue("gracia", index, property, period, environment, T + i * HOUR,
                                    i + 0.5, null, 9.75, i, 0.5, "band-" + i, null));
                        }
                    }
                }
            }
        }
        Collections.shuffle(values, new Random(7));
        IndicatorValue elsewhere = indicator("gracia-nova", "eaqi", T, 4.0);
        values.add(elsewhere);
        assertThat(derived().reviseIndicators(values, 1)).containsExactlyInAnyOrderElementsOf(values);
        List<IndicatorValue> whole = indicators(ofArea("gracia"));
        assertThat(whole).hasSize(64).isSortedAccordingTo(IndicatorValue.ORDER).doesNotContain(elsewhere);
        for (int size : new int[]{1, 3, 16, 63, 64, 65}) {
            List<IndicatorValue> joined = new ArrayList<>();
            IndicatorQuery query = new IndicatorQuery("gracia", null, null, null, null, 0, ALL_TIME, size, null);
            for (List<IndicatorValue> page = indicators(query); !page.isEmpty(); page = indicators(
                    query.after(page.getLast()))) {
                joined.addAll(page);
                assertThat(joined).as("no row twice").doesNotHaveDuplicates();
            }
            assertThat(joined).as("pages of %d", size).isEqualTo(whole);
        }
        assertThat(indicators(new IndicatorQuery("gracia", "eaqi", "no2", Span.DAY, "indoor", T + HOUR, T + 3 * HOUR,
                100, null))).extracting(IndicatorValue::startMillis).containsExactly(T + HOUR, T + 2 * HOUR);
        assertThat(indicators(ofArea("gracia-nova"))).containsExactly(elsewhere);
        assertThat(indicators(ofArea("no ' such"))).isEmpty();
    }

    @Test
    void anIndicatorThatHasNoValueSaysWhyAndItsHistoryIsKept() throws IOException {
        IndicatorValue there = indicator("gracia", "eaqi", T, 1.0);
        IndicatorValue missing = new IndicatorValue("gracia", "eaqi", "pm2_5", Span.HOUR, "outdoor", T, null, null,
                null, 1, 0.25, null, "1 of 4 stations, \"3\" are needed \\ 東京");
        assertThat(derived().reviseIndicators(List.of(there), 1)).containsExactly(there);
        assertThat(derived().reviseIndicators(List.of(there), 2)).isEmpty();
        assertThat(derived().reviseIndicators(List.of(missing), 3)).containsExactly(missing);
        assertThat(derived().reviseIndicators(List.of(missing), 4)).isEmpty();
        assertThat(indicators(ofArea("gracia"))).containsExactly(missing);
        assertThat(derived().reviseIndicators(List.of(there), 5)).containsExactly(there);
        store.close();
        store = open();
        assertThat(indicators(ofArea("gracia"))).containsExactly(there);
        List<Replaced<IndicatorValue>> history = List.of(new Replaced<>(there, 1, 3), new Replaced<>(missing, 3, 5));
        assertThat(replaced(ofArea("gracia"), null)).isEqualTo(history);
        assertThat(replaced(ofArea("gracia"), history.getFirst())).containsExactly(history.getLast());
    }

    protected List<StoredReading> raw(@Nullable StationId station, long from, long to) throws IOException {
        RawReadings sink = new RawReadings();
        derived().readRaw(new RawQuery(station, from, to), sink);
        return sink.readings;
    }

    private List<String> flags() throws IOException {
        List<String> flags = readAll().stream().map(DerivedStoreContract::flag).sorted(Comparator.reverseOrder())
                .toList();
        assertThat(raw(null, 0, ALL_TIME).stream().map(DerivedStoreContract::flag)
                .sorted(Comparator.reverseOrder())).isEqualTo(flags);
        return readAll().stream().map(DerivedStoreContract::flag).toList();
    }

    private static String flag(StoredReading reading) {
        return reading.property() + "=" + reading.value() + " " + reading.flag() + " " + reading.reasons();
    }

    private static FlaggedReading flagged(String property, long time, double value, Flag flag, int reasons) {
        return new FlaggedReading(ATELIER, SensorName.MAIN, ObservedProperties.of(property), time, value, flag,
                reasons);
    }

    private List<Rollup> rollups(RollupQuery query) throws IOException {
        List<Rollup> rows = new ArrayList<>();
        derived().readRollups(query, (row, _) -> rows.add(row));
        return rows;
    }

    private List<Long> revisions(RollupQuery query) throws IOException {
        List<Long> revisions = new ArrayList<>();
        derived().readRollups(query, (_, revision) -> revisions.add(revision));
        return revisions;
    }

    private List<Replaced<Rollup>> replaced(RollupQuery query, @Nullable Replaced<Rollup> after) throws IOException {
        List<Replaced<Rollup>> rows = new ArrayList<>();
        derived().readReplacedRollups(query, after, rows::add);
        return rows;
    }

    private List<IndicatorValue> indicators(IndicatorQuery query) throws IOException {
        List<IndicatorValue> values = new ArrayList<>();
        derived().readIndicators(query, (value, _) -> values.add(value));
        return values;
    }

    private List<Replaced<IndicatorValue>> replaced(IndicatorQuery query, @Nullable Replaced<IndicatorValue> after)
            throws IOException {
        List<Replaced<IndicatorValue>> values = new ArrayList<>();
        derived().readReplacedIndicators(query, after, values::add);
        return values;
    }

    private static RollupQuery all(Span span) {
        return new RollupQuery(null, null, null, null, span, 0, ALL_TIME, 1_000, null);
    }

    private static IndicatorQuery ofArea(String area) {
        return new IndicatorQuery(area, null, null, null, null, 0, ALL_TIME, 1_000, null);
    }

    protected static Rollup rollup(StationId station, String sensor, String property, Level level, long start,
            @Nullable Double mean) {
        return new Rollup(station, new SensorName(sensor), ObservedProperties.of(property), level, Span.HOUR, start,
                mean, mean == null ? null : mean - 1, mean == null ? null : mean + 1, 55, 55 / 60.0, Flag.GOOD, 0);
    }

    private static IndicatorValue indicator(String area, String index, long start, double value) {
        return new IndicatorValue(area, index, "pm2_5", Span.HOUR, "outdoor", start, value, value - 0.5, null, 3, 1,
                "good", null);
    }
}
