package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.NotEnoughData;
import org.airshed.ingest.index.IndexResult.Reason;
import org.airshed.ingest.index.IndexResult.Value;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.rollup.Statistic;
import org.jspecify.annotations.Nullable;

/** What all indices share: which average is taken, in which unit, and what several averages of one pollutant come to. */
abstract sealed class Rules permits BandRules, Co2Rules, UsAqiRules {
    private static final int SIX_OF_8 = 6;
    private static final int EIGHTEEN_OF_24 = 18;

    private final IndexDefinition definition;

    Rules(IndexDefinition definition) {
        this.definition = definition;
    }

    /**
     * What came of one average.
     *
     * @param given null where there was not enough data for it
     */
    record Part(@Nullable Concentration given, IndexResult result) {}

    final IndexDefinition definition() {
        return definition;
    }

    /** One value, already averaged. */
    final IndexResult subIndex(Concentration given) {
        ObservedProperty property = given.property();
        if (definition.inputs(property).isEmpty()) {
            return none(given, Reason.OTHER_PROPERTY, otherProperty(property));
        }
        Input input = definition.input(property, given.averaging()).orElse(null);
        if (input == null) {
            return none(given, Reason.OTHER_AVERAGING, definition.id().text() + " does not take " + property + " as "
                    + given.averaging().text() + ", it takes " + averagings(property));
        }
        Optional<BigDecimal> value = given.in(input.unit(), definition.gasReference());
        if (value.isEmpty()) {
            return none(given, Reason.OTHER_UNIT, "'" + given.unit() + "' does not lead to " + input.unit()
                    + ", in which " + definition.id().text() + " takes " + property);
        }
        return place(given, input, value.get());
    }

    /** The sub-index of each average of one pollutant for the latest complete hour, the normal one first. */
    final List<Part> now(ObservedProperty property, Hours hours, long atMillis) {
        List<Part> parts = new ArrayList<>();
        for (Input input : definition.inputs(property)) {
            if (input.now()) {
                parts.add(switch (input.averaging()) {
                    case HOUR_1 -> part(input, Means.mean(Means.before(hours, atMillis, 1), 1));
                    case HOURS_8 -> part(input, Means.mean(Means.before(hours, atMillis, 8), SIX_OF_8));
                    case HOURS_24 -> part(input, Means.mean(Means.before(hours, atMillis, 24), EIGHTEEN_OF_24));
                    case NOWCAST -> part(input, NowCast.pm(hours, atMillis, digits(input)));
                    case NOWCAST_O3_SURROGATE -> part(input, NowCast.ozoneSurrogate(hours, atMillis));
                    case INSTANT, MINUTES_15, MAX_1H, MAX_8H -> notFromHours(input);
                });
            }
        }
        return parts;
    }

    /** The same for the 24 hours from {@code dayMillis}. */
    final List<Part> day(ObservedProperty property, Hours hours, long dayMillis) {
        Hours day = hours.between(dayMillis, dayMillis + 24 * Hours.HOUR_MILLIS);
        List<Part> parts = new ArrayList<>();
        for (Input input : definition.inputs(property)) {
            if (input.day()) {
                parts.add(switch (input.averaging()) {
                    case HOURS_24 -> part(input, Means.mean(day, EIGHTEEN_OF_24));
                    case MAX_1H -> part(input, Means.highest(day, EIGHTEEN_OF_24));
                    case MAX_8H -> part(input, Means.highestOfEight(hours, dayMillis, windows(property)));
                    case INSTANT, MINUTES_15, HOUR_1, HOURS_8, NOWCAST, NOWCAST_O3_SURROGATE -> notFromHours(input);
                });
            }
        }
        return parts;
    }

    /**
     * One sub-index from several averages of one pollutant, the normal one first. Without enough data for the normal one
     * there is none; where the normal one is not defined another may speak; otherwise the highest.
     */
    IndexResult combine(List<Part> parts) {
        IndexResult normal = parts.getFirst().result();
        if (normal instanceof NotEnoughData) {
            return normal;
        }
        IndexResult best = normal;
        for (Part part : parts) {
            if (part.result() instanceof Value value) {
                best = best instanceof Value so && so.position().compareTo(value.position()) >= 0 ? so : value;
            } else if (part.result() instanceof NotEnoughData && best instanceof NoIndex) {
                best = part.result();
            }
        }
        return best;
    }

    /**
     * Puts a value into the table.
     *
     * @param concentration in the input's unit
     */
    abstract IndexResult place(Concentration given, Input input, BigDecimal concentration);

    /** Which 8-hour means of a day count, where the index has a daily rule that needs them. */
    Means.Windows windows(ObservedProperty property) {
        throw new IllegalStateException(definition.id().text() + " has no 8-hour windows for " + property);
    }

    final Value value(Concentration given, BigDecimal number, BigDecimal position, BigDecimal concentration,
            String unit, @Nullable Ventilation ventilation) {
        return new Value(definition.id(), definition.kind(), number, position, definition.band(number),
                given.property(), given.averaging(), given.completeness(), concentration, unit, ventilation);
    }

    final NoIndex none(Concentration given, Reason reason, String sentence) {
        return new NoIndex(definition.id(), given.property(), given.averaging(), reason, sentence);
    }

    static int digits(Input input) {
        Integer digits = input.digits();
        if (digits == null) {
            throw new IllegalStateException("inputs.csv gives " + input.property() + " " + input.averaging().text()
                    + " no digits, which its rule needs");
        }
        return digits;
    }

    private Part part(Input input, Statistic statistic) {
        return switch (statistic) {
            case Statistic.NotEnoughData missing -> new Part(null, new NotEnoughData(definition.id(), input.property(),
                    input.averaging(), missing.completeness(), missing.reason()));
            case Statistic.Value value -> {
                var given = new Concentration(input.property(), input.averaging(), value.value(),
                        input.property().unit(), value.completeness());
                yield new Part(given, subIndex(given));
            }
        };
    }

    private Part notFromHours(Input input) {
        return new Part(null,
                new NoIndex(definition.id(), input.property(), input.averaging(), Reason.OTHER_AVERAGING,
                        definition.id().text() + " takes " + input.property() + " as " + input.averaging().text()
                                + ", which hourly means cannot give"));
    }

    private String averagings(ObservedProperty property) {
        return definition.inputs(property).stream().map(input -> input.averaging().text())
                .collect(Collectors.joining(", "));
    }

    private String otherProperty(ObservedProperty property) {
        String why = switch (property.id()) {
            case "eco2" -> ": it is computed from volatile organic compounds and is not CO2";
            case "pm1_cf1", "pm2_5_cf1", "pm10_cf1" -> ": the CF=1 channel is not the concentration in ambient air";
            default -> "";
        };
        return definition.id().text() + " does not speak about " + property + why;
    }
}
