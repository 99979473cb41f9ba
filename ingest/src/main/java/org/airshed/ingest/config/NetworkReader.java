package org.airshed.ingest.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.correction.Catalogue;
import org.airshed.ingest.correction.Correction;
import org.airshed.ingest.derivation.NetworkSettings;
import org.airshed.ingest.index.IndexKind;
import org.airshed.ingest.index.Indices;
import org.airshed.ingest.indicator.AreaRules;
import org.airshed.ingest.indicator.SchoolCalendar;
import org.airshed.ingest.quality.BuddySettings;
import org.airshed.ingest.quality.ChannelSettings;
import org.airshed.ingest.quality.MetadataSettings;
import org.airshed.ingest.quality.PropertyTests;
import org.airshed.ingest.quality.QualitySettings;
import org.airshed.ingest.standard.Standard;
import org.airshed.ingest.standard.Standards;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code network}: what flags, corrections, indices and indicators are reckoned by. */
final class NetworkReader {
    private NetworkReader() {}

    static NetworkSettings read(Section network) {
        ZoneId zone = zone(network);
        NetworkSettings proposed = NetworkSettings.proposed(zone);
        AreaRules areas = new AreaRules(
                network.integer("minimum-stations", proposed.areas().minStations(), 1, 1000),
                network.number("minimum-share", proposed.areas().minShare(), 0, 1));
        List<Correction> corrections = new ArrayList<>();
        for (String written : network.texts("corrections")) {
            try {
                corrections.add(Catalogue.named(written));
            } catch (IllegalArgumentException e) {
                network.problem("corrections", "cannot be used: " + e.getMessage());
            }
        }
        List<String> indices = known(network, "indices", proposed.indices(), ids(IndexKind.COMMUNICATION_INDEX));
        List<String> standards = known(network, "standards", proposed.standards(),
                // Criteria for calling attention are for a day that has just begun: the calculator answers them.
                Standards.all().stream().filter(standard -> standard.kind() != Standard.Kind.ATTENTION_CRITERION)
                        .map(Standard::id).toList());
        String ventilation = network.text("ventilation", proposed.ventilation());
        List<String> proxies = ids(IndexKind.VENTILATION_PROXY);
        if (!proxies.contains(ventilation)) {
            network.problem("ventilation", "must be one of " + String.join(", ", proxies) + ", not '" + ventilation
                    + "'");
            ventilation = proposed.ventilation();
        }
        SchoolCalendar school = school(network.section("school"), proposed.school());
        int schoolCo2 = network.integer("school-co2", proposed.schoolCo2Ppm(), 400, 10_000);
        int walk = network.integer("walk-minutes", proposed.walkMinutes(), 1, 60);
        boolean rawGases = network.flag("index-raw-gases");
        QualitySettings quality = quality(network.section("quality"));
        network.end();
        return new NetworkSettings(zone, areas, corrections, indices, ventilation, standards, school, schoolCo2, walk,
                rawGases, quality);
    }

    private static ZoneId zone(Section network) {
        String text = network.text("zone", "UTC");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            network.problem("zone", "must be a zone such as Europe/Madrid or Asia/Tokyo, not '" + text + "'");
            return ZoneId.of("UTC");
        }
    }

    private static List<String> ids(IndexKind kind) {
        return Indices.all().stream().filter(index -> index.kind() == kind).map(index -> index.id().id()).distinct()
                .toList();
    }

    private static List<String> known(Section network, String key, List<String> otherwise, List<String> all) {
        List<String> asked = network.texts(key);
        for (String id : asked) {
            if (!all.contains(id)) {
                network.problem(key, "knows no '" + id + "'; there are " + String.join(", ", all));
                return otherwise;
            }
        }
        return asked.isEmpty() ? otherwise : asked;
    }

    private static SchoolCalendar school(Section school, SchoolCalendar usual) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : school.texts("days")) {
            Optional<DayOfWeek> day = day(text);
            day.ifPresent(days::add);
            if (day.isEmpty()) {
                school.problem("days", "must be days such as mon or monday, not '" + text + "'");
            }
        }
        LocalTime from = time(school, "from", usual.from());
        LocalTime to = time(school, "to", usual.to());
        List<SchoolCalendar.Holiday> holidays = new ArrayList<>();
        for (String text : school.texts("holidays")) {
            String[] ends = text.split("/", -1);
            try {
                holidays.add(new SchoolCalendar.Holiday(LocalDate.parse(ends[0].strip()),
                        LocalDate.parse(ends[ends.length - 1].strip())));
            } catch (DateTimeException | IllegalArgumentException e) {
                school.problem("holidays", "must be days or periods such as 2026-12-24/2027-01-07, not '" + text + "'");
            }
        }
        school.end();
        if (!from.isBefore(to)) {
            school.problem("to", "must be later than from");
            return usual;
        }
        return new SchoolCalendar(usual.zone(), days.isEmpty() ? usual.days() : days, from, to, holidays);
    }

    private static Optional<DayOfWeek> day(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (upper.length() >= 3 && day.name().startsWith(upper)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static LocalTime time(Section school, String key, LocalTime otherwise) {
        String text = school.text(key);
        try {
            return text == null ? otherwise : LocalTime.parse(text);
        } catch (DateTimeException e) {
            school.problem(key, "must be a time such as \"08:30\" in quotes, not '" + text + "'");
            return otherwise;
        }
    }

    private static QualitySettings quality(Section section) {
        QualitySettings quality = QualitySettings.DEFAULTS;
        Section neighbours = section.section("neighbours");
        BuddySettings usual = quality.buddies();
        BuddySettings buddies = new BuddySettings(
                neighbours.number("radius-km", usual.radiusKilometres(), 0.1, usual.fallbackKilometres()),
                usual.fallbackKilometres(), neighbours.integer("stations", usual.neighbours(), 1, 100),
                neighbours.number("floor", usual.floor(), 0.001, 1000),
                neighbours.number("threshold", usual.threshold(), 0.1, 100), usual.passes(), usual.properties());
        neighbours.end();
        quality = quality.withBuddies(buddies).withChannels(channels(section.section("channels"), quality.channels()))
                .withMetadata(station(section.section("station"), quality.metadata()));
        for (String id : section.keys()) {
            Optional<ObservedProperty> property = ObservedProperties.find(id);
            if (property.isPresent()) {
                quality = quality.with(property.get(), tests(section.section(id), quality.testsOf(property.get())));
            }
        }
        section.end();
        return quality;
    }

    private static ChannelSettings channels(Section section, ChannelSettings usual) {
        ChannelSettings channels = new ChannelSettings(section.number("difference", usual.difference(), 0, 1000),
                section.number("ratio", usual.ratio(), 0, 2));
        section.end();
        return channels;
    }

    private static MetadataSettings station(Section section, MetadataSettings usual) {
        MetadataSettings station = new MetadataSettings(section.integer("room-days", usual.sitingDays(), 2, 60),
                section.number("room-kelvin", usual.sitingKelvin(), 0.1, 50),
                section.number("room-humidity", usual.sitingHumidity(), 0.1, 100), usual.hoursOfDay(),
                section.duration("clock", usual.clockBound(), Duration.ofSeconds(10), Duration.ofDays(1)),
                section.integer("baseline-weeks", usual.baselineWeeks(), 2, 52), usual.baselineLow(),
                usual.baselineHigh(), usual.hoursOfWeek());
        section.end();
        return station;
    }

    private static PropertyTests tests(Section section, PropertyTests usual) {
        PropertyTests tests = usual
                .withChanges(limit(section, "spike", usual.spike()),
                        limit(section, "rate-per-second", usual.ratePerSecond()))
                .withHours(limit(section, "hour-spike", usual.hourSpike()), usual.equalHours(), usual.zeroHours())
                .withRanges(usual.range(), range(section, usual.usualRange()));
        section.end();
        return tests;
    }

    private static PropertyTests.Range range(Section section, PropertyTests.Range usual) {
        Double low = limit(section, "usual-from", usual.low());
        Double high = limit(section, "usual-to", usual.high());
        if (low != null && high != null && low > high) {
            section.problem(section.has("usual-to") ? "usual-to" : "usual-from",
                    "leaves no usual range: it begins at " + low + " and ends at " + high);
            return usual;
        }
        return new PropertyTests.Range(low, high);
    }

    private static @Nullable Double limit(Section section, String key, @Nullable Double usual) {
        return section.has(key)
                ? (Double) section.number(key, usual == null ? 0 : usual, -100_000, 1_000_000)
                : section.unset(key, usual);
    }
}
