package org.airshed.ingest.quality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.airshed.contract.id.StationId;
import org.airshed.contract.reading.Flag;
import org.jspecify.annotations.Nullable;

/**
 * Compares the values of one property, level and hour between outdoor stations. A station whose value lies too many
 * spreads from the median of its neighbours is SUSPECT, never worse: there may be a fire in its street.
 *
 * <p>Asked are stations of the same site type within the radius, or within the fallback where the radius holds too few;
 * one voice per station (the mean of its sensors); never the station itself; no value that failed, that is suspect for
 * more than being unusual (a stuck sensor confirms nothing), or that an earlier pass of this test flagged. Within a pass
 * all are judged against the flags of the pass before; passes end when nothing new is found.
 *
 * <p>Source: scheme of titanlib {@code buddy_check} @18a4fac; median, 1.4826 MAD and all limits are ours.
 */
public final class NeighbourCheck {
    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double EARTH_RADIUS_KILOMETRES = 6371.0088;
    private static final double KILOMETRES_PER_DEGREE = Math.toRadians(1) * EARTH_RADIUS_KILOMETRES;

    private NeighbourCheck() {}

    /**
     * One hourly value.
     *
     * @param latitude degrees north
     * @param longitude degrees east
     * @param siteType the keeper's word; null is not known, and only like goes with like
     * @param verdict of the hour so far, without neighbours
     */
    public record Member(StationId station, double latitude, double longitude, boolean outdoor,
            @Nullable String siteType, double value, Verdict verdict) {}

    /**
     * What the neighbours say.
     *
     * @param flag GOOD, SUSPECT, or NOT_EVALUATED where too few could be asked
     * @param stations how many were asked, at the last pass
     * @param median of them, null where too few could be asked
     */
    public record Opinion(Flag flag, int stations, @Nullable BigDecimal median) {}

    /** One opinion for each member, in their order. Who is indoors is not asked and has no neighbours. */
    public static List<Opinion> of(List<Member> members, BuddySettings settings) {
        List<Voice> voices = voices(members);
        List<Around> around = members.stream().map(member -> around(member, voices, settings)).toList();
        boolean[] flagged = new boolean[members.size()];
        List<Opinion> opinions = new ArrayList<>();
        for (int pass = 0; pass < settings.passes(); pass++) {
            hear(members, flagged, voices);
            opinions = new ArrayList<>(members.size());
            boolean[] next = flagged.clone();
            for (int i = 0; i < members.size(); i++) {
                Opinion opinion = opinion(members.get(i), around.get(i), voices, settings);
                opinions.add(opinion);
                // A flag stays: without it, two that miss each other could take turns.
                next[i] |= opinion.flag() == Flag.SUSPECT;
            }
            boolean nothingNew = Arrays.equals(next, flagged);
            flagged = next;
            if (nothingNew) {
                break;
            }
        }
        for (int i = 0; i < flagged.length; i++) {
            Opinion last = opinions.get(i);
            if (flagged[i] && last.flag() != Flag.SUSPECT) {
                opinions.set(i, new Opinion(Flag.SUSPECT, last.stations(), last.median()));
            }
        }
        return opinions;
    }

    /** A station in a place, and the mean of what it may say at this pass. */
    private static final class Voice {
        private final Member place;
        private final @Nullable String site;
        private final List<Integer> members = new ArrayList<>();
        private double mean;
        private boolean speaks;

        Voice(Member place) {
            this.place = place;
            site = site(place);
        }
    }

    private static List<Voice> voices(List<Member> members) {
        Map<StationId, Voice> byStation = new HashMap<>();
        List<Voice> voices = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            if (!member.outdoor()) {
                continue;
            }
            Voice voice = byStation.get(member.station());
            if (voice == null) {
                voice = new Voice(member);
                byStation.put(member.station(), voice);
                voices.add(voice);
            }
            voice.members.add(i);
        }
        return voices;
    }

    private static void hear(List<Member> members, boolean[] flagged, List<Voice> voices) {
        for (Voice voice : voices) {
            double sum = 0;
            int count = 0;
            for (int index : voice.members) {
                Member member = members.get(index);
                if (!flagged[index] && maySpeak(member.verdict())) {
                    sum += member.value();
                    count++;
                }
            }
            voice.speaks = count > 0;
            voice.mean = count > 0 ? sum / count : 0;
        }
    }

    private static boolean maySpeak(Verdict verdict) {
        return switch (verdict.flag()) {
            case GOOD, NOT_EVALUATED -> true;
            case SUSPECT -> Reason.onlyStatistical(verdict.reasons()) || Reason.JUDGED_BY_PERSON.in(verdict.reasons());
            case FAIL, MISSING -> false;
        };
    }

    /** Which voices lie within the radius and within the fallback, by their place in the list. */
    private static final class Around {
        private final int[] near;
        private final int[] wide;

        Around(List<Integer> near, List<Integer> wide) {
            this.near = near.stream().mapToInt(Integer::intValue).toArray();
            this.wide = wide.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static Around around(Member member, List<Voice> voices, BuddySettings settings) {
        List<Integer> near = new ArrayList<>();
        List<Integer> wide = new ArrayList<>();
        String site = site(member);
        for (int i = 0; i < voices.size(); i++) {
            Voice voice = voices.get(i);
            if (!member.outdoor() || member.station().equals(voice.place.station())
                    || !Objects.equals(site, voice.site)) {
                continue;
            }
            double kilometres = kilometres(member, voice.place, settings.fallbackKilometres());
            if (kilometres <= settings.fallbackKilometres()) {
                wide.add(i);
            }
            if (kilometres <= settings.radiusKilometres()) {
                near.add(i);
            }
        }
        return new Around(near, wide);
    }

    private static double[] speaking(int[] around, List<Voice> voices) {
        return Arrays.stream(around).mapToObj(voices::get).filter(voice -> voice.speaks)
                .mapToDouble(voice -> voice.mean).toArray();
    }

    private static Opinion opinion(Member member, Around around, List<Voice> voices, BuddySettings settings) {
        if (!member.outdoor() || member.verdict().flag() == Flag.MISSING) {
            return new Opinion(Flag.NOT_EVALUATED, 0, null);
        }
        double[] asked = speaking(around.near, voices);
        if (asked.length < settings.neighbours()) {
            asked = speaking(around.wide, voices);
        }
        if (asked.length < settings.neighbours()) {
            return new Opinion(Flag.NOT_EVALUATED, asked.length, null);
        }
        double median = median(asked);
        double[] deviations = new double[asked.length];
        for (int i = 0; i < asked.length; i++) {
            deviations[i] = Math.abs(asked[i] - median);
        }
        double spread = Math.max(MAD_TO_SIGMA * median(deviations), settings.floor());
        boolean off = Limits.differenceComparedTo(Math.max(member.value(), median), Math.min(member.value(), median),
                settings.threshold() * spread) > 0;
        return new Opinion(off ? Flag.SUSPECT : Flag.GOOD, asked.length, BigDecimal.valueOf(median));
    }

    private static @Nullable String site(Member member) {
        String type = member.siteType();
        return type == null ? null : type.strip().toLowerCase(Locale.ROOT);
    }

    /** Along the great circle; infinite where the latitudes alone are further apart than anyone asks. */
    private static double kilometres(Member one, Member other, double farthest) {
        double latitudes = Math.abs(one.latitude() - other.latitude());
        if (latitudes * KILOMETRES_PER_DEGREE > farthest + 1) {
            return Double.POSITIVE_INFINITY;
        }
        double sinLatitude = Math.sin(Math.toRadians(latitudes) / 2);
        double sinLongitude = Math.sin(Math.toRadians(one.longitude() - other.longitude()) / 2);
        double h = sinLatitude * sinLatitude + Math.cos(Math.toRadians(one.latitude()))
                * Math.cos(Math.toRadians(other.latitude())) * sinLongitude * sinLongitude;
        return 2 * EARTH_RADIUS_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
