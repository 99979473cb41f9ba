package org.airshed.ingest.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.contract.reading.Reading;
import org.airshed.contract.wire.SubmissionHeader;
import org.airshed.ingest.admission.Admitted;
import org.airshed.ingest.admission.Sender;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.series.IndicatorValue;
import org.airshed.ingest.series.RawQuery;
import org.airshed.ingest.series.RawSink;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a station and not of a single value: a room called outdoors, a held baseline, a wrong clock. */
class WatchedStationTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T23:00:00Z"); // midnight in Madrid
    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS = 8;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aRoomThatIsCalledOutdoorsIsFoundOutAfterFiveDaysAndNotHeardFromThenOn() throws IOException {
        try (Town town = town("room")) {
            town.at(BEGIN.plus(DAY.multipliedBy(DAYS)).plusSeconds(600));
            town.store(readings(3, true));
            town.compute();
            for (Rollup row : town.rollups(Span.HOUR)) {
                boolean late = row.startMillis() >= BEGIN.plus(DAY.multipliedBy(5)).toEpochMilli();
                assertThat(Reason.SITING.in(row.reasons())).as(row.toString())
                        .isEqualTo(late && row.station().text().equals("ash"));
            }
            List<IndicatorValue> hours = town.indicators(Span.HOUR, Indicators.CONCENTRATION).stream()
                    .filter(row -> row.property().equals("pm2_5")).toList();
            assertThat(hours).hasSize(24 * DAYS);
            assertThat(hours.get(24 * 5 - 1).stations()).isEqualTo(3);
            assertThat(hours.get(24 * 5).value()).isNull();
            assertThat(hours.get(24 * 5).missing()).isEqualTo("2 of 3 stations, 3 are needed");
        }
    }

    @Test
    void dayByDayItComesToTheSameAndLateReadingsTakeItBack() throws IOException {
        List<String> atOnce;
        List<String> neverARoom;
        List<Reading> all = readings(3, true);
        List<Reading> mended = readings(3, false);
        Instant end = BEGIN.plus(DAY.multipliedBy(DAYS)).plusSeconds(600);
        try (Town town = town("once")) {
            town.at(end);
            town.store(all);
            town.compute();
            atOnce = town.everything();
        }
        try (Town town = town("mended")) {
            town.at(end);
            town.store(mended);
            town.compute();
            neverARoom = town.everything();
        }
        assertThat(neverARoom).isNotEqualTo(atOnce);
        try (Town town = town("days")) {
            for (int day = 0; day < DAYS; day++) {
                Instant from = BEGIN.plus(DAY.multipliedBy(day));
                Instant to = from.plus(DAY);
                town.at(to.plusSeconds(600));
                town.store(all.stream().filter(reading -> reading.phenomenonTimeMillis() >= from.toEpochMilli()
                        && reading.phenomenonTimeMillis() < to.toEpochMilli()).toList());
                town.compute();
            }
            assertThat(town.everything()).isEqualTo(atOnce);
            // The fourth day's temperatures were wrong: the true ones move as they do outdoors.
            town.store(mended);
            town.compute();
            assertThat(town.everything()).isEqualTo(neverARoom);
        }
    }

    @Test
    void aHeldBaselineSpeaksAgainstThatSensorsCo2Alone() throws IOException {
        Instant end = BEGIN.plus(DAY.multipliedBy(23)).plusSeconds(600);
        try (Town town = town("pinned")) {
            town.at(end);
            List<Reading> readings = new ArrayList<>();
            for (Instant time = BEGIN; time.isBefore(end.minusSeconds(600)); time = time.plusSeconds(900)) {
                long step = time.toEpochMilli() / 900_000;
                double held = Math.max(400, 560 + 170 * wave(time) + step % 7);
                readings.add(Town.reading("ash", "co2", time, held));
                readings.add(Town.reading("birch", "co2", time, held + 30));
                readings.add(Town.reading("ash", "temperature", time, 15 + 6 * wave(time) + step % 5 / 10.0));
            }
            town.store(readings);
            town.compute();
            for (Rollup row : town.rollups(Span.HOUR)) {
                // Of the third week back three quarters are enough.
                boolean late = row.startMillis() >= BEGIN.plus(DAY.multipliedBy(20)).toEpochMilli();
                assertThat(Reason.BASELINE_PINNED.in(row.reasons())).as(row.toString()).isEqualTo(
                        late && row.station().text().equals("ash") && row.property().id().equals("co2"));
            }
            assertThat(town.rollups(Span.HOUR)).anyMatch(row -> Reason.BASELINE_PINNED.in(row.reasons()));
        }
    }

    @Test
    void anHourWhoseReadingsCameFromTheFutureIsSuspectForItsClock() throws IOException {
        Instant hour = BEGIN.plus(Duration.ofHours(12));
        try (Town town = town("future")) {
            town.at(hour.plus(Duration.ofHours(2)));
            List<Reading> readings = new ArrayList<>();
            for (int minute = 0; minute < 120; minute++) {
                readings.add(Town.pm("ash", hour.plusSeconds(minute * 60L), 8 + minute % 5 / 10.0));
            }
            town.clocks.arrived(List.of(new Admitted(new StationId("ash"), hour.minusSeconds(301).toEpochMilli(),
                    new Sender("mqtt", "ash", "127.0.0.1", 1), SubmissionHeader.NONE, readings.subList(0, 1), List.of(),
                    false)));
            town.store(readings);
            town.compute();
            assertThat(town.rollups(Span.HOUR)).hasSize(2)
                    .satisfies(rows -> assertThat(rows.getFirst().reasons()).isEqualTo(Reason.CLOCK.mask()))
                    .satisfies(rows -> assertThat(rows.getFirst().flag()).isEqualTo(Flag.SUSPECT))
                    .satisfies(rows -> assertThat(rows.getLast().flag()).isEqualTo(Flag.GOOD));
        }
    }

    @Test
    void theHourUnderWayIsFlaggedWhileItGoesOn() throws IOException {
        Instant hour = BEGIN.plus(Duration.ofHours(12));
        try (Town town = town("now")) {
            List<Reading> readings = new ArrayList<>();
            for (int minute = 0; minute < 30; minute++) {
                readings.add(Town.pm("ash", hour.plusSeconds(minute * 60L), minute == 20 ? 70_000 : 8 + minute % 5));
            }
            town.at(hour.plus(Duration.ofMinutes(30)));
            town.store(readings);
            town.flagUnderWay();
            List<Integer> flags = flags(town);
            assertThat(flags).hasSize(30).doesNotContain(Flag.NOT_EVALUATED.code());
            assertThat(flags.get(20)).isEqualTo(Flag.FAIL.code());
            assertThat(flags.get(10)).isEqualTo(Flag.GOOD.code());
            assertThat(town.judged).singleElement().satisfies(newest -> {
                assertThat(newest.timeMillis()).isEqualTo(hour.plusSeconds(29 * 60L).toEpochMilli());
                assertThat(newest.flag()).isEqualTo(Flag.GOOD);
            });

            town.at(hour.plus(Duration.ofMinutes(30)).plusSeconds(10));
            town.store(List.of(Town.pm("ash", hour.plusSeconds(30 * 60L), 80_000)));
            town.flagUnderWay();
            assertThat(flags(town).getLast()).as("half a minute lies between two looks")
                    .isEqualTo(Flag.NOT_EVALUATED.code());
            town.at(hour.plus(Duration.ofMinutes(31)));
            town.flagUnderWay();
            assertThat(flags(town).getLast()).isEqualTo(Flag.FAIL.code());
            assertThat(town.judged.getLast().flag()).isEqualTo(Flag.FAIL);

            int said = town.judged.size();
            town.at(hour.plus(Duration.ofMinutes(65)));
            town.flagUnderWay();
            assertThat(town.judged).as("nobody has spoken in this hour").hasSize(said);
        }
    }

    private Town town(String name) throws IOException {
        Town town = new Town(folder.resolve(name), BEGIN);
        town.stations("ash", "birch", "cedar");
        town.area();
        return town;
    }

    private static List<Integer> flags(Town town) throws IOException {
        List<Integer> flags = new ArrayList<>();
        town.derived().readRaw(new RawQuery(null, 0, Long.MAX_VALUE / 2), new RawSink() {
            @Override
            public void datastream(StationId station, SensorName sensor, ObservedProperty property) {}

            @Override
            public void value(long timeMillis, double value, int flagCode, int reasons) {
                flags.add(flagCode);
            }
        });
        return flags;
    }

    /** Three stations; ash stands in a room, where on the fourth day somebody may have aired. */
    private static List<Reading> readings(int airedDay, boolean neverAired) {
        List<Reading> readings = new ArrayList<>();
        for (long slot = 0; slot < DAYS * 96L; slot++) {
            Instant time = BEGIN.plusSeconds(slot * 900);
            boolean room = neverAired || slot / 96 != airedDay;
            for (String station : List.of("ash", "birch", "cedar")) {
                double swing = station.equals("ash") && room ? 0.1 : 1;
                readings.add(Town.pm(station, time, 9 + wave(time) + slot % 7 / 10.0));
                readings.add(Town.reading(station, "temperature", time, 18 + swing * 6 * wave(time) + slot % 5 / 10.0));
                readings.add(Town.reading(station, "relative_humidity", time,
                        50 - swing * 15 * wave(time) + slot % 3 / 10.0));
            }
        }
        return readings;
    }

    private static double wave(Instant time) {
        return Math.sin(2 * Math.PI * time.toEpochMilli() / DAY.toMillis());
    }
}
