package org.airshed.ingest.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The flags of a period are the same however the readings come: as one endless stream, in pieces, or looked at again
 * later with {@code LOOKBACK} and {@code LOOKAHEAD} around it.
 */
class StreamingIsBatchTest {
    private static final long START = 1_772_366_400_000L;
    private static final long HOUR = 3_600_000;
    private static final int ROUNDS = 150;
    private static final ObservedProperty PM = ObservedProperties.of("pm2_5");
    private static final SensorName SENSOR = new SensorName("pms5003-ttyama0");
    /** The longest that the settings allow, so that every piece of LOOKBACK is used. */
    private static final QualitySettings LONG = longest();

    /** What comes at a time: a value, or a row without one. */
    private record Event(long time, @Nullable Double value) {}

    @ParameterizedTest
    @ValueSource(longs = {20_261_122, 7, 31_337})
    void anHourCheckedAgainHasTheFlagsOfTheStream(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            QualitySettings settings = random.nextBoolean() ? QualitySettings.DEFAULTS : LONG;
            List<Event> events = events(random);
            Map<Long, Verdict> stream = check(settings, events, Long.MIN_VALUE, Long.MAX_VALUE);
            Map<Long, Verdict> hours = new TreeMap<>();
            long end = events.isEmpty() ? START : events.getLast().time() + 1;
            for (long from = START; from < end; from += HOUR) {
                hours.putAll(check(settings, events, from, from + HOUR));
            }
            assertThat(hours).as("seed %d round %d", seed, round).isEqualTo(stream);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_122, 8})
    void anyPeriodCheckedAgainHasTheFlagsOfTheStream(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Event> events = events(random);
            Map<Long, Verdict> stream = check(LONG, events, Long.MIN_VALUE, Long.MAX_VALUE);
            for (int i = 0; i < 10; i++) {
                long from = START + random.nextLong(6 * HOUR);
                long to = from + 1 + random.nextLong(HOUR / 4);
                Map<Long, Verdict> expected = new TreeMap<>();
                stream.forEach((time, verdict) -> {
                    if (time >= from && time < to) {
                        expected.put(time, verdict);
                    }
                });
                assertThat(check(LONG, events, from, to)).as("seed %d round %d period %d", seed, round, i)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20_261_122, 10})
    void whatComesLaterThanTheLookaheadChangesNothing(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<Event> events = events(random);
            if (events.isEmpty()) {
                continue;
            }
            long cut = START + random.nextLong(6 * HOUR);
            List<Event> changed = new ArrayList<>();
            for (Event event : events) {
                boolean late = event.time() >= cut + DatastreamCheck.LOOKAHEAD.toMillis();
                if (!late) {
                    changed.add(event);
                } else if (random.nextBoolean()) {
                    changed.add(new Event(event.time(), random.nextDouble() * 900));
                }
            }
            Map<Long, Verdict> before = check(LONG, events, Long.MIN_VALUE, Long.MAX_VALUE);
            Map<Long, Verdict> after = check(LONG, changed, Long.MIN_VALUE, Long.MAX_VALUE);
            before.keySet().removeIf(time -> time >= cut);
            after.keySet().removeIf(time -> time >= cut);
            assertThat(after).as("seed %d round %d", seed, round).isEqualTo(before);
        }
    }

    /** Without this the properties above could hold because nothing is ever flagged. */
    @ParameterizedTest
    @ValueSource(longs = 20_261_122)
    void theRandomSeriesMeetEveryReasonThatAStreamKnows(long seed) {
        Random random = new Random(seed);
        int met = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Verdict verdict : check(LONG, events(random), Long.MIN_VALUE, Long.MAX_VALUE).values()) {
                met |= verdict.reasons();
            }
        }
        assertThat(Reason.setOf(met)).containsExactlyInAnyOrder(Reason.GROSS_RANGE, Reason.OUTSIDE_USUAL_RANGE,
                Reason.SENTINEL, Reason.WARM_UP, Reason.SPIKE, Reason.RATE_OF_CHANGE, Reason.FLAT_LINE,
                Reason.STUCK_AT_ZERO);
    }

    private static Map<Long, Verdict> check(QualitySettings settings, List<Event> events, long from, long to) {
        Map<Long, Verdict> flagged = new TreeMap<>();
        boolean endless = from == Long.MIN_VALUE;
        var check = new DatastreamCheck(PM, SENSOR, settings, (row, time, value, flag, reasons) -> {
            if (time >= from && time < to) {
                flagged.put(time, new Verdict(flag, reasons));
            }
        });
        long first = endless ? from : from - DatastreamCheck.LOOKBACK.toMillis();
        long last = endless ? to : to + DatastreamCheck.LOOKAHEAD.toMillis();
        if (!endless) {
            check.begin(first);
        }
        for (Event event : events) {
            if (event.time() >= first && event.time() < last) {
                feed(check, event);
            }
        }
        check.end();
        return flagged;
    }

    private static void feed(DatastreamCheck check, Event event) {
        Double value = event.value();
        if (value == null) {
            check.missing(event.time());
        } else {
            check.reading(event.time(), value);
        }
    }

    private static QualitySettings longest() {
        PropertyTests tests = QualitySettings.DEFAULTS.testsOf(PM).withChanges(20.0, 0.5).withStandstill(
                new PropertyTests.FlatLine(DatastreamCheck.LOOKBACK, 0.05, 5.0, 3),
                new PropertyTests.StuckAtZero(Duration.ofMinutes(20), 10));
        QualitySettings changed = QualitySettings.DEFAULTS.with(PM, tests);
        return new QualitySettings(changed.properties(), Map.of("pms", Duration.ofMinutes(40)), changed.restartGap(),
                changed.neighbourGap(), changed.buddies(), changed.channels(), changed.metadata());
    }

    /** Seven hours with stretches of every kind: moving, stuck, fallen to zero, wild, missing, silent. */
    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        long step = new long[]{10_000, 60_000, 60_000, 145_000, 300_000, 1_200_000}[random.nextInt(6)];
        boolean jitter = random.nextBoolean();
        long time = START + random.nextLong(HOUR);
        double level = 12;
        int kind = 0;
        while (time < START + 7 * HOUR) {
            int change = random.nextInt(random.nextInt(4) == 0 ? 20 : 120);
            if (change < 7) {
                kind = change;
                level = 5 + random.nextInt(30);
            }
            if (change == 8) {
                time += random.nextLong(2 * HOUR);
            }
            Double value = switch (kind) {
                case 1 -> Double.valueOf(level);
                case 2 -> Double.valueOf(0);
                case 3 -> Double.valueOf(random.nextDouble() * 1_200 - 20);
                default -> Double.valueOf(Math.rint(10 * (level + 3 * random.nextGaussian())) / 10);
            };
            int odd = random.nextInt(60);
            events.add(new Event(time, odd == 0 ? null : odd == 1 ? Double.valueOf(65_535) : value));
            time += jitter ? 1 + random.nextLong(2 * step) : step;
        }
        return events;
    }
}
