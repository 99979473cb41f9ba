package org.airshed.ingest.derivation;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.area.Area;
import org.airshed.ingest.area.AreaId;
import org.airshed.ingest.change.ChangeLog;
import org.airshed.ingest.change.DirtyHour;
import org.airshed.ingest.change.DirtyHours;
import org.airshed.ingest.change.Progress;
import org.airshed.ingest.change.Revisions;
import org.airshed.ingest.change.StationClocks;
import org.airshed.ingest.quality.RuleSet;
import org.airshed.ingest.registry.Areas;
import org.airshed.ingest.registry.FittedCorrections;
import org.airshed.ingest.registry.Judgements;
import org.airshed.ingest.registry.Registry;
import org.airshed.ingest.rollup.DayRule;
import org.airshed.ingest.rollup.Hours;
import org.airshed.ingest.series.DerivedStore;
import org.airshed.ingest.series.FlaggedReading;
import org.airshed.ingest.series.RollupQuery;
import org.airshed.ingest.series.Span;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everything that follows from readings up to date: round after round it takes the hours that have changed, follows
 * the clock over the ends of hours and days, looks whether an area has become another one, and has a {@link Round} compute
 * it all. What has changed is announced in the {@link ChangeLog}, and only then are the marks taken away: after a crash or
 * a failure the same hours are computed once more, with all that hangs on them, and told in full.
 *
 * <p>Threads: one of its own, {@code derivation}; {@link #status} from any.
 */
public final class Derivation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Derivation.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    /** Station-hours of one round. */
    private static final int MOST = 4_000;
    /** Hours of an area that are computed in one round, where all of its past is. */
    private static final int AREA_HOURS = 24 * 31;
    /** After a longer sleep the hours in which nobody spoke are left without rows. */
    private static final int FOLLOWED_HOURS = 24 * 7;

    private final DerivedStore store;
    private final Registry registry;
    private final Areas areas;
    private final Judgements judgements;
    private final FittedCorrections fitted;
    private final DirtyHours dirty;
    private final Revisions revisions;
    private final ChangeLog changes;
    private final Progress progress;
    private final NetworkSettings settings;
    private final Duration settle;
    private final InstantSource clock;
    private final DayRule days;
    private final StationClocks clocks;
    private final StationWatch watch;
    private final WorkingStations working;
    private final HourUnderWay underWay;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);

    private final LongAdder computed = new LongAdder();
    private final LongAdder rounds = new LongAdder();
    private volatile long pending;
    private volatile @Nullable String trouble;

    /**
     * Everything from outside.
     *
     * @param settle how long after the end of an hour, or after late readings, their hours are computed: what comes in
     *     meanwhile is computed along with them
     * @param newest hears what quality control says of the newest reading of each datastream, each time it looks at the
     *     hour under way
     */
    public Derivation(DerivedStore store, Registry registry, Areas areas, Judgements judgements,
            FittedCorrections fitted, DirtyHours dirty, StationClocks clocks, Revisions revisions, ChangeLog changes,
            Progress progress, NetworkSettings settings, Duration settle, Consumer<FlaggedReading> newest,
            InstantSource clock) {
        this.store = store;
        this.registry = registry;
        this.areas = areas;
        this.judgements = judgements;
        this.fitted = fitted;
        this.dirty = dirty;
        this.revisions = revisions;
        this.changes = changes;
        this.progress = progress;
        this.settings = settings;
        this.settle = settle;
        this.clock = clock;
        this.days = settings.days();
        this.clocks = clocks;
        this.watch = new StationWatch(store, settings.quality().metadata(), days);
        this.working = new WorkingStations(store);
        this.underWay = new HourUnderWay(store, judgements, settings, newest);
        this.thread = Thread.ofPlatform().name("derivation").unstarted(this::run);
    }

    /**
     * Where it stands.
     *
     * @param computed station-hours since the process began
     * @param rounds that had something to do
     * @param pending station-hours marked, those of the hour under way included
     * @param refused flags, hours and indicators that the store will never take
     * @param trouble a sentence while it cannot do its work, else null
     */
    public record Status(long computed, long rounds, long pending, long refused, @Nullable String trouble) {}

    public Status status() {
        return new Status(computed.sum(), rounds.sum(), pending, store.refused(), trouble);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            Duration pause = PAUSE;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = oneRound();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration oneRound() {
        try {
            boolean more = round();
            if (!more) {
                flagUnderWay();
            }
            if (trouble != null) {
                LOG.info("derivation goes on");
            }
            trouble = null;
            return more ? Duration.ZERO : PAUSE;
        } catch (IOException | RuntimeException | Error e) { // whatever it is, whoever waits has to see it
            String sentence = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!sentence.equals(trouble)) {
                LOG.warn("indicators wait, trying again every {} s: {}", AFTER_FAILURE.toSeconds(), sentence, e);
            }
            trouble = sentence;
            return AFTER_FAILURE;
        }
    }

    /**
     * One round, for whoever goes through them by hand instead of calling {@link #start}.
     *
     * @return whether there is more to do at once
     */
    public boolean round() throws IOException {
        long now = clock.millis() - settle.toMillis();
        areas.refresh();
        List<DirtyHour> taken = dirty.take(now, MOST);
        registry.refresh(); // what was marked with a new place must not be computed with the old one
        Map<StationId, NavigableSet<Long>> hours = new LinkedHashMap<>();
        taken.forEach(hour -> hours.computeIfAbsent(hour.station(), _ -> new TreeSet<>()).add(hour.hourMillis()));
        Turn turn = turn(now);
        Places places = new Places(registry);
        Whole whole = taken.isEmpty() ? whole(places, now) : Whole.NONE;
        pending = dirty.pending();
        if (taken.isEmpty() && turn.hours().isEmpty() && whole.area() == null) {
            return false;
        }
        whole.begun(progress);
        try (Round round = new Round(store, settings, judgements, fitted, watch, working, clocks, places, areas.areas(),
                now,
                revisions.begin(RuleSet.of(settings.quality()).text()))) {
            if (whole.again() || taken.stream().anyMatch(DirtyHour::again)) {
                round.tellAll();
            }
            round.compute(hours);
            turn.hours().forEach(round::turn);
            whole.hours().forEach(round::look);
            round.finish(whole.area() == null ? Set.of() : Set.of(whole.area()), turn.days());
            announce(round, taken);
            for (Map.Entry<StationId, NavigableSet<LocalDate>> station : round.contradicted().entrySet()) {
                for (LocalDate day : station.getValue()) {
                    dirty.markPeriod(station.getKey(), days.firstHourMillis(day),
                            days.firstHourMillis(day.plusDays(1)));
                }
            }
        }
        progress.followedUntil(turn.until());
        whole.done(progress);
        dirty.done(taken);
        computed.add(taken.size());
        rounds.increment();
        pending = dirty.pending();
        return taken.size() == MOST || whole.area() != null;
    }

    /** Flags the readings of the hour under way, where the last time is long enough ago; by hand as {@link #round}. */
    public void flagUnderWay() throws IOException {
        underWay.flagWhereDue(clock.millis());
    }

    /** The ends of hours and days that the clock has passed since the last round. */
    private record Turn(NavigableSet<Long> hours, Set<LocalDate> days, long until) {}

    private Turn turn(long now) throws IOException {
        long until = Math.floorDiv(now, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
        Long followed = progress.followedUntil();
        long from = followed == null ? until : Math.max(followed, until - FOLLOWED_HOURS * Hours.HOUR_MILLIS);
        NavigableSet<Long> hours = new TreeSet<>();
        Set<LocalDate> ended = new LinkedHashSet<>();
        for (long hour = from; hour < until; hour += Hours.HOUR_MILLIS) {
            hours.add(hour);
            LocalDate day = days.dayOf(hour);
            if (!days.dayOf(hour + Hours.HOUR_MILLIS).equals(day)) {
                ended.add(day);
            }
        }
        if (followed == null) {
            progress.followedUntil(until);
        }
        return new Turn(hours, ended, until);
    }

    private void announce(Round round, List<DirtyHour> taken) throws IOException {
        // What was taken before and not finished may be stored without anybody having been told.
        taken.stream().filter(DirtyHour::again)
                .forEach(hour -> round.changedHours().computeIfAbsent(hour.station(), _ -> new TreeSet<>())
                        .add(hour.hourMillis()));
        long revision = round.revision();
        List<ChangeLog.Change> told = new ArrayList<>();
        round.changedHours().forEach((station, hours) -> hours.forEach(
                hour -> told.add(new ChangeLog.Change(ChangeLog.Kind.STATION, station.text(), hour, revision))));
        round.changedAreaHours().forEach((area, hours) -> hours
                .forEach(hour -> told.add(new ChangeLog.Change(ChangeLog.Kind.AREA, area.text(), hour, revision))));
        changes.append(told);
    }

    /** A stretch of the past of an area that is new, or whose shape, stations or rules are no longer what they were. */
    private record Whole(@Nullable AreaId area, List<Long> hours, boolean again, String begun, String fingerprint) {
        static final Whole NONE = new Whole(null, List.of(), false, "", "");
        /** Ends the fingerprint of a stretch that was begun: where it is found, nobody knows how far that came. */
        static final String BEGUN = "|";

        void begun(Progress progress) throws IOException {
            if (area != null) {
                progress.computedAs(area.text(), begun);
            }
        }

        void done(Progress progress) throws IOException {
            if (area != null) {
                progress.computedAs(area.text(), fingerprint);
            }
        }
    }

    /** The next area to compute as a whole, a month at a time; the fingerprint of a part says how far it came. */
    private Whole whole(Places places, long now) throws IOException {
        progress.forgetAllBut(areas.areas().stream().map(area -> area.id().text()).collect(Collectors.toSet()));
        for (Area area : areas.areas()) {
            String is = places.fingerprint(area, settings);
            String was = progress.computedAs(area.id().text());
            if (is.equals(was)) {
                continue;
            }
            long end = Math.floorDiv(now, Hours.HOUR_MILLIS) * Hours.HOUR_MILLIS;
            boolean again = was != null && was.endsWith(Whole.BEGUN);
            String part = was == null || !was.startsWith(is + "|")
                    ? ""
                    : was.substring(is.length() + 1, was.length() - (again ? Whole.BEGUN.length() : 0));
            long from = part.isEmpty() ? first(end) : Long.parseLong(part);
            if (from >= end) {
                progress.computedAs(area.id().text(), is);
                continue;
            }
            long to = Math.min(end, from + AREA_HOURS * Hours.HOUR_MILLIS);
            List<Long> hours = new ArrayList<>();
            for (long hour = from; hour < to; hour += Hours.HOUR_MILLIS) {
                hours.add(hour);
            }
            return new Whole(area.id(), hours, again, is + "|" + from + Whole.BEGUN, to == end ? is : is + "|" + to);
        }
        return Whole.NONE;
    }

    private long first(long end) throws IOException {
        long[] first = {end};
        store.readRollups(new RollupQuery(null, null, null, null, Span.HOUR, 0, end, 1, null),
                (row, _) -> first[0] = row.startMillis());
        return first[0];
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(30))) {
                LOG.warn(
                        "derivation is in the middle of a long round and is left behind; it goes on at the next start");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
