package org.airshed.ingest.correction;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/**
 * Which value stands for a station's hour in an indicator.
 *
 * <p>A local fit first, the one that became valid last before older ones; then the network's corrections in their
 * order; then the property itself; then its CF=1 channel, named as such. Sensors of one chip are compared first
 * ({@link Channels}); where they do not agree, none of them speaks, and a local fit of one of them does not either.
 * Where chips of several families measure the same, the first by name that has an answer is taken. A corrected value
 * that fails (fog) is not replaced by a raw one, which would be worse.
 *
 * <p>A gas channel without a fit comes out {@link Raw}: whoever makes an index of it decides whether to believe it.
 */
public sealed interface Choice {
    /** A corrected value. */
    record Corrected(Outcome.Corrected value) implements Choice {}

    /**
     * No correction holds for this hour.
     *
     * @param property what the value is: the wanted property, or its CF=1 channel
     * @param channels the sensors it comes from
     * @param why for every correction and fit that was tried, why it does not hold
     */
    record Raw(ObservedProperty property, BigDecimal value, Channels channels, List<String> why) implements Choice {
        public Raw {
            why = List.copyOf(why);
        }
    }

    /** There is nothing to show. */
    record Nothing(List<String> why) implements Choice {
        public Nothing {
            why = List.copyOf(why);
        }
    }

    /**
     * Chooses.
     *
     * @param wanted such as {@code pm2_5}; never a CF=1 channel
     * @param network the network's declared corrections, the preferred one first
     * @param fits those of this station
     */
    static Choice of(ObservedProperty wanted, StationHour hour, List<Correction> network, List<LocalFit> fits) {
        List<String> why = new ArrayList<>();
        List<LocalFit> newestFirst = fits.stream()
                .filter(fit -> fit.correction().output().equals(wanted) && fit.covers(hour.hourMillis()))
                .sorted(Comparator.comparingLong(LocalFit::validFromMillis).reversed()
                        .thenComparing(fit -> fit.correction().level()))
                .toList();
        for (LocalFit fit : newestFirst) {
            for (RawMean mean : hour.of(fit.correction().input())) {
                if (!mean.sensor().equals(fit.sensor())) {
                    continue;
                }
                switch (Channels.compare(twins(hour, mean))) {
                    case Channels.Agreement.Rejected rejected -> add(why, rejected.reason());
                    case Channels.Agreement.Agreed _ -> {
                        Outcome outcome = fit.apply(hour, mean);
                        if (outcome instanceof Outcome.Corrected corrected) {
                            return settled(corrected);
                        }
                        add(why, detail(outcome));
                    }
                }
            }
        }
        for (Correction correction : network) {
            if (!correction.output().equals(wanted)) {
                continue;
            }
            for (Channels channels : agreed(hour, correction.input(), why)) {
                Outcome outcome = correction.apply(hour, channels);
                if (outcome instanceof Outcome.Corrected corrected) {
                    return settled(corrected);
                }
                add(why, detail(outcome));
            }
        }
        return raw(wanted, hour, why);
    }

    private static Choice raw(ObservedProperty wanted, StationHour hour, List<String> why) {
        List<ObservedProperty> inOrder = new ArrayList<>(List.of(wanted));
        ObservedProperties.find(wanted.id() + "_cf1").ifPresent(inOrder::add);
        for (ObservedProperty property : inOrder) {
            List<Channels> agreed = agreed(hour, property, why);
            if (!agreed.isEmpty()) {
                return new Raw(property, agreed.getFirst().mean(), agreed.getFirst(), why);
            }
        }
        add(why, "no valid hour of " + wanted);
        return new Nothing(why);
    }

    private static Choice settled(Outcome.Corrected corrected) {
        return corrected.flag() == Flag.FAIL
                ? new Nothing(List.of(corrected.level() + " gives no value that can be shown: " + corrected.why()))
                : new Corrected(corrected);
    }

    /** The channels of a property by chip, those that do not agree left out and named. */
    private static List<Channels> agreed(StationHour hour, ObservedProperty property, List<String> why) {
        TreeMap<String, List<RawMean>> byChip = new TreeMap<>();
        for (RawMean mean : hour.of(property)) {
            byChip.computeIfAbsent(mean.chip(), _ -> new ArrayList<>()).add(mean);
        }
        List<Channels> agreed = new ArrayList<>();
        for (List<RawMean> sensors : byChip.values()) {
            switch (Channels.compare(sensors)) {
                case Channels.Agreement.Agreed pair -> agreed.add(pair.channels());
                case Channels.Agreement.Rejected rejected -> add(why, rejected.reason());
            }
        }
        return agreed;
    }

    private static List<RawMean> twins(StationHour hour, RawMean mean) {
        return hour.of(mean.property()).stream().filter(other -> other.chip().equals(mean.chip())).toList();
    }

    private static String detail(Outcome outcome) {
        return outcome instanceof Outcome.Uncorrected uncorrected ? uncorrected.detail() : "";
    }

    private static void add(List<String> why, String sentence) {
        if (!why.contains(sentence)) {
            why.add(sentence);
        }
    }
}
