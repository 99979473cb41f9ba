package org.airshed.ingest.indicator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.airshed.ingest.rollup.Completeness;

/**
 * One property of one area in one hour: the median of its stations, or why there is none.
 *
 * <p>Concentrations are put together, never index values or colours. Source of the rules: data-quality reference,
 * section 13; the interval is ours and declared in {@link Interval}.
 */
public sealed interface AreaHour {
    /** Sites heard, of the stations enrolled, and how many had to be. */
    Completeness completeness();

    /**
     * The area speaks.
     *
     * @param median of the sites, one vote each
     * @param interval how far from it the truth may lie
     * @param corrected how many of the stations heard gave a corrected value
     */
    record Heard(BigDecimal median, Interval interval, int corrected, Completeness completeness) implements AreaHour {}

    /** Too few stations; what they said is theirs alone and no area's. */
    record TooFew(Completeness completeness) implements AreaHour {}

    /**
     * Puts the usable hours of an area's stations together.
     *
     * @param voices stations with a usable hour
     * @param enrolled stations that stand in the area, heard or not
     */
    static AreaHour of(Collection<Voice> voices, int enrolled, AreaRules rules) {
        List<BigDecimal> sites = votes(voices);
        int required = rules.required(enrolled);
        Completeness completeness = new Completeness(sites.size(), Math.max(enrolled, sites.size()), required,
                Completeness.Unit.STATIONS);
        if (!completeness.enough() || sites.isEmpty()) {
            return new TooFew(completeness);
        }
        BigDecimal median = median(sites);
        BigDecimal stated = median(voices.stream().map(Voice::statedUncertainty).sorted().toList());
        int corrected = (int) voices.stream().filter(voice -> !voice.level().equals(org.airshed.contract.id.Level.RAW))
                .count();
        return new Heard(median, Interval.around(median, sites, stated), corrected, completeness);
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
