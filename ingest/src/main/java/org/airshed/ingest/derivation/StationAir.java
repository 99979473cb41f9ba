package org.airshed.ingest.derivation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.airshed.contract.id.Level;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;
import org.airshed.ingest.correction.Air;
import org.airshed.ingest.correction.Choice;
import org.airshed.ingest.correction.Correction;
import org.airshed.ingest.correction.Exposure;
import org.airshed.ingest.correction.LocalFit;
import org.airshed.ingest.correction.Outcome;
import org.airshed.ingest.correction.RawMean;
import org.airshed.ingest.correction.StationHour;
import org.airshed.ingest.quality.Reason;
import org.airshed.ingest.quality.Verdict;
import org.airshed.ingest.registry.Deployment;
import org.airshed.ingest.registry.Environment;
import org.airshed.ingest.series.Rollup;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;

/**
 * One station's hour as a whole: which corrections hold, and which value stands for the station in an indicator.
 *
 * <p>Threads: one at a time.
 */
final class StationAir {
    private final List<HourRow> rows;
    private final StationHour hour;
    private final List<Correction> network;
    private final List<LocalFit> fits;
    private final Map<String, Optional<Value>> values = new HashMap<>();
    private @Nullable Set<ObservedProperty> properties;

    private StationAir(List<HourRow> rows, StationHour hour, List<Correction> network, List<LocalFit> fits) {
        this.rows = rows;
        this.hour = hour;
        this.network = network;
        this.fits = fits;
    }

    /**
     * Puts a station's hour together.
     *
     * @param rows of one station and hour, with their final verdicts
     * @param at where it stood; null where nobody said
     * @param network corrections the network has declared, the preferred one first
     * @param fits of this station
     */
    static StationAir of(long hourMillis, List<HourRow> rows, @Nullable Deployment at, List<Correction> network,
            List<LocalFit> fits) {
        Air air = at == null ? null : at.environment() == Environment.OUTDOOR ? Air.OUTDOOR : Air.INDOOR;
        List<RawMean> means = rows.stream()
                .map(row -> new RawMean(row.sensor(), row.property(), Level.RAW, row.usableMean(),
                        at != null && at.ambient().contains(row.sensor()) ? Exposure.AMBIENT : null))
                .toList();
        return new StationAir(rows, new StationHour(hourMillis, air, means), network, fits);
    }

    /**
     * What stands for the station.
     *
     * @param property of the value: the wanted one, or its CF=1 channel, named as such
     * @param from the first of the hours it comes from
     * @param level {@code raw} where no correction holds
     * @param verdict the weakest of the hours that went in
     * @param usableInArea whether every hour that went in may speak for a neighbourhood
     */
    record Value(ObservedProperty property, BigDecimal value, HourRow from, Level level, Verdict verdict,
            boolean usableInArea) {}

    /** The value of a property; empty where the station has none, and where a person has said that it is wrong. */
    Optional<Value> value(ObservedProperty wanted) {
        // Areas overlap: each of them asks the same.
        return values.computeIfAbsent(wanted.id(), _ -> chosen(wanted));
    }

    private Optional<Value> chosen(ObservedProperty wanted) {
        if (isJudgedWrong(wanted)) {
            return Optional.empty();
        }
        return switch (Choice.of(wanted, hour, network, fits)) {
            case Choice.Corrected(Outcome.Corrected corrected) ->
                Optional.of(value(corrected.property(), corrected.value(), corrected.inputs(), corrected.level(),
                        corrected.flag()));
            case Choice.Raw raw ->
                Optional.of(value(raw.property(), raw.value(), raw.channels().sensors(), Level.RAW, Flag.GOOD));
            case Choice.Nothing _ -> Optional.empty();
        };
    }

    /** No correction from the same laser's other channel is a way round a person's word. */
    private boolean isJudgedWrong(ObservedProperty wanted) {
        List<HourRow> own = rows.stream().filter(row -> row.property().equals(wanted)).toList();
        return !own.isEmpty() && own.stream().allMatch(
                row -> row.verdict().flag() == Flag.FAIL && Reason.JUDGED_BY_PERSON.in(row.verdict().reasons()));
    }

    private Value value(ObservedProperty property, BigDecimal value, List<RawMean> inputs, Level level, Flag flag) {
        Verdict verdict = new Verdict(flag, 0);
        boolean usable = flag != Flag.SUSPECT && flag != Flag.FAIL;
        for (RawMean input : inputs) {
            HourRow row = row(input);
            verdict = verdict.and(row.verdict().verdict());
            usable &= row.verdict().usableInArea();
        }
        return new Value(property, value, row(inputs.getFirst()), level, verdict, usable);
    }

    private HourRow row(RawMean mean) {
        return rows.stream()
                .filter(row -> row.sensor().equals(mean.sensor()) && row.property().equals(mean.property()))
                .findFirst().orElseThrow();
    }

    /** The corrected hours of this station, beside its raw ones. */
    List<Rollup> corrected() {
        Set<ObservedProperty> outputs = new LinkedHashSet<>();
        network.forEach(correction -> outputs.add(correction.output()));
        fits.forEach(fit -> outputs.add(fit.correction().output()));
        List<Rollup> corrected = new ArrayList<>();
        for (ObservedProperty output : outputs) {
            value(output).filter(value -> !value.level().equals(Level.RAW))
                    .ifPresent(value -> corrected.add(row(value)));
        }
        return corrected;
    }

    private static Rollup row(Value value) {
        HourRow from = value.from();
        return new Rollup(from.station(), from.sensor(), value.property(), value.level(), Span.HOUR,
                from.hourMillis(), value.value().doubleValue(), null, null, from.count(), from.coverage(),
                value.verdict().flag(), value.verdict().reasons());
    }

    /** Every property of the air that the station measured in this hour. */
    Set<ObservedProperty> properties() {
        Set<ObservedProperty> known = properties;
        if (known == null) {
            known = measured();
            properties = known;
        }
        return known;
    }

    private Set<ObservedProperty> measured() {
        Set<ObservedProperty> measured = new LinkedHashSet<>();
        for (HourRow row : rows) {
            if (NetworkSettings.isOfTheAir(row.property())) {
                measured.add(row.property());
            }
        }
        for (Correction correction : network) {
            if (rows.stream().anyMatch(row -> row.property().equals(correction.input()))) {
                measured.add(correction.output());
            }
        }
        if (rows.stream().anyMatch(row -> row.property().id().equals("pm2_5_cf1"))) {
            measured.add(ObservedProperties.of("pm2_5"));
        }
        return measured;
    }
}
