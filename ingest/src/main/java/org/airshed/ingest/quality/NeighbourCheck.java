package org.airshed.ingest.quality;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
 * <p>Who is around whom is reckoned once for each set of places on end: a thousand stations are half a million pairs,
 * and they are the same for every property and, mostly, every hour.
 *
 * <p>Threads: one at a time.
 *
 * <p>Source: scheme of titanlib {@code buddy_check} @18a4fac; median, 1.4826 MAD and all limits are ours.
 */
public final class NeighbourCheck {
    /** From so many members on they are asked side by side. */
    private static final int SIDE_BY_SIDE = 200;
    private static final double MAD_TO_SIGMA = 1.4826;
    private static final double EARTH_RADIUS_KILOMETRES = 6371.0088;

    private final BuddySettings settings;
    private List<Place> places = List.of();
    private List<Around> around = List.of();

    public NeighbourCheck(BuddySettings settings) {
        this.settings = settings;
    }

    /** What of a member decides who is around it. */
    private record Place(StationId station, double latitude, double longitude, boolean outdoor,
            @Nullable String site) {
        static Place of(Member member) {
            return new Place(member.station(), member.latitude(), member.longitude(), member.outdoor(),
                    member.siteType());
        }
    }

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
        return new NeighbourCheck(settings).of(members);
    }

    /** As {@link #of(List, BuddySettings)}. */
    public List<Opinion> of(List<Member> members) {
        List<Voice> voices = voices(members);
        List<Place> now = members.stream().map(Place::of).toList();
        if (!now.equals(places)) {
            around = members.stream().map(member -> around(member, voices, settings)).toList();
            places = now;
        }
        boolean[] flagged = new boolean[members.size()];
        List<Opinion> opinions = new ArrayList<>();
        for (int pass = 0; pass < settings.passes(); pass++) {
            hear(members, flagged, voices);
            IntStream each = IntStream.range(0, members.size());
            opinions = new ArrayList<>((members.size() < SIDE_BY_SIDE ? each : each.parallel())
                    .mapToObj(i -> opinion(members.get(i), around.get(i), voices, settings)).toList());
            boolean[] next = flagged.clone();
            for (int i = 0; i < members.size(); i++) {
                Opinion opinion = opinions.get(i);
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
        private final Direction direction;
        private final List<Integer> members = new ArrayList<>();
        private double mean;
        private boolean speaks;

        Voice(Member place) {
            this.place = place;
            site = site(place);
            direction = Direction.of(place);
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

        Around(int[] near, int[] wide) {
            this.near = near;
            this.wide = wide;
        }
    }

    /**
     * A place as a point of the unit sphere: of a thousand stations each asks how far all others are, and the straight
     * line through the Earth orders them as the great circle does, without a sine for every pair.
     */
    private record Direction(double x, double y, double z) {
        static Direction of(Member member) {
            double latitude = Math.toRadians(member.latitude());
            double longitude = Math.toRadians(member.longitude());
            return new Direction(Math.cos(latitude) * Math.cos(longitude), Math.cos(latitude) * Math.sin(longitude),
                    Math.sin(latitude));
        }

        double chordSquared(Direction other) {
            double dx = x - other.x;
            double dy = y - other.y;
            double dz = z - other.z;
            return dx * dx + dy * dy + dz * dz;
        }
    }

    /** The square of the straight line between places so far apart along the great circle, in squares of Earth's radius. */
    private static double chordSquared(double kilometres) {
        double half = Math.sin(Math.min(kilometres / EARTH_RADIUS_KILOMETRES, Math.PI) / 2);
        return 4 * half * half;
    }

    private static Around around(Member member, List<Voice> voices, BuddySettings settings) {
        int[] near = new int[voices.size()];
        int[] wide = new int[voices.size()];
        int nearCount = 0;
        int wideCount = 0;
        if (member.outdoor()) {
            String site = site(member);
            Direction here = Direction.of(member);
            double nearest = chordSquared(settings.radiusKilometres());
            double farthest = chordSquared(settings.fallbackKilometres());
            for (int i = 0; i < voices.size(); i++) {
                Voice voice = voices.get(i);
                double apart = here.chordSquared(voice.direction);
                if ((apart > farthest && apart > nearest) || !Objects.equals(site, voice.site)
                        || member.station().equals(voice.place.station())) {
                    continue;
                }
                if (apart <= farthest) {
                    wide[wideCount++] = i;
                }
                if (apart <= nearest) {
                    near[nearCount++] = i;
                }
            }
        }
        return new Around(Arrays.copyOf(near, nearCount), Arrays.copyOf(wide, wideCount));
    }

    private static double[] speaking(int[] around, List<Voice> voices) {
        double[] means = new double[around.length];
        int count = 0;
        for (int index : around) {
            Voice voice = voices.get(index);
            if (voice.speaks) {
                means[count++] = voice.mean;
            }
        }
        return Arrays.copyOf(means, count);
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

    /** Puts the values in another order. */
    private static double median(double[] values) {
        int middle = values.length / 2;
        select(values, middle);
        if (values.length % 2 == 1) {
            return values[middle];
        }
        double below = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < middle; i++) {
            below = Math.max(below, values[i]);
        }
        return (below + values[middle]) / 2;
    }

    /** Brings the value of this rank to its place, with none greater before it (Hoare's selection). */
    private static void select(double[] values, int rank) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int left = low;
            int right = high;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    double swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (rank <= right) {
                high = right;
            } else if (rank >= left) {
                low = left;
            } else {
                return;
            }
        }
    }
}
