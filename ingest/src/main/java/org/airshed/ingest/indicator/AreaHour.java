package org.airshed.ingest.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.airshed.contract.id.Level;
import org.airshed.ingest.rollup.Completeness;
import org.jspecify.annotations.Nullable;

/**
 * One property of one area in one hour: the median of its stations, or why there is none.
 *
 * <p>Concentrations are put together, never index values or colours. Source of the rules: data-quality reference,
 * section 13; the interval is ours and declared in {@link Interval}.
 */
public sealed interface AreaHour {
    /** Sites heard: so many votes there were. */
    int sites();

    /** Stations heard, of those enrolled, and how many had to be. */
    Completeness stations();

    /**
     * The area speaks.
     *
     * @param median of the sites, one vote each
     * @param interval how far from it the truth may lie; null where the chips' own uncertainty is unknown
     * @param corrected how many of the stations heard gave a corrected value
     */
    record Heard(BigDecimal median, @Nullable Interval interval, int corrected, int sites, Completeness stations)
            implements
                AreaHour {}

    /**
     * Too few stations, or too few places where they stand; what they said is theirs alone and no area's.
     *
     * @param lacking the stations, or where enough of them were heard the sites, and how many had to be
     */
    record TooFew(Completeness lacking, int sites, Completeness stations) implements AreaHour {}

    /**
     * Puts the usable hours of an area's stations together.
     *
     * @param voices stations with a usable hour
     * @param enrolled stations that stand in the area, heard or not
     */
    static AreaHour of(Collection<Voice> voices, int enrolled, AreaRules rules) {
        List<BigDecimal> votes = votes(voices);
        int all = Math.max(enrolled, voices.size());
        var stations = new Completeness(voices.size(), all, rules.stations(enrolled), Completeness.Unit.STATIONS);
        // As stations, which everybody knows, where each stands by itself.
        var sites = votes.size() == voices.size()
                ? new Completeness(votes.size(), all, rules.minStations(), Completeness.Unit.STATIONS)
                : new Completeness(votes.size(), Math.max(votes.size(), rules.minStations()), rules.minStations(),
                        Completeness.Unit.SITES);
        if (!stations.enough() || !sites.enough()) {
            return new TooFew(stations.enough() ? sites : stations, votes.size(), stations);
        }
        BigDecimal median = median(votes);
        Interval interval = stated(voices).map(stated -> Interval.around(median, votes, stated)).orElse(null);
        int corrected = (int) voices.stream().filter(voice -> !voice.level().equals(Level.RAW)).count();
        return new Heard(median, interval, corrected, votes.size(), stations);
    }

    /** The stated uncertainty in the middle of those that are known; empty where for half of the voices none is. */
    private static Optional<BigDecimal> stated(Collection<Voice> voices) {
        List<BigDecimal> known = new ArrayList<>();
        for (Voice voice : voices) {
            BigDecimal stated = voice.statedUncertainty();
            if (stated != null) {
                known.add(stated);
            }
        }
        return 2 * known.size() <= voices.size()
                ? Optional.empty()
                : Optional.of(median(known.stream().sorted().toList()));
    }

    /** One value a site, in ascending order: stations that stand side by side agree on theirs first. */
    private static List<BigDecimal> votes(Collection<Voice> voices) {
        Map<Integer, List<BigDecimal>> bySite = new TreeMap<>();
        for (Voice voice : voices) {
            bySite.computeIfAbsent(voice.site(), _ -> new ArrayList<>()).add(voice.value());
        }
        return bySite.values().stream().map(values -> median(values.stream().sorted().toList())).sorted().toList();
    }

    /** Middle of values in ascending order, or the mean of the two in the middle. */
    private static BigDecimal median(List<BigDecimal> ascending) {
        int half = ascending.size() / 2;
        if (ascending.size() % 2 == 1) {
            return ascending.get(half);
        }
        return ascending.get(half - 1).add(ascending.get(half)).divide(BigDecimal.TWO, MathContext.DECIMAL128);
    }
}
