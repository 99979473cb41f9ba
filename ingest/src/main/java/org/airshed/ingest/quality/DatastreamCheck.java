package org.airshed.ingest.quality;

import java.time.Duration;
import java.util.Set;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.contract.reading.Flag;

/**
 * Flags the readings of one raw datastream as they come, each at the latest when the next one is there.
 *
 * <p>A flag depends on the readings of the hour before it ({@link #LOOKBACK}) and of the quarter of an hour after it
 * ({@link #LOOKAHEAD}) and on nothing else. So a period can be checked again at any time with that much context around
 * it, and its flags are those that an endless stream would have given: {@link #begin} at {@code from - LOOKBACK}, all
 * rows of {@code [from - LOOKBACK, to + LOOKAHEAD)}, {@link #end}, and of what comes out the period.
 *
 * <p>Nobody tells when a sensor is switched on. A silence of more than {@link QualitySettings#restartGap}, in a series that
 * otherwise comes more often, stands for it: what follows is masked for the sensor's warm-up.
 *
 * <p>A reading that fails on its own (no value, impossible, warming up) is no neighbour: for those beside it it is
 * missing, as in the order sentinel, warm-up, range, standstill, spike.
 *
 * <p>Threads: one at a time. Nothing is allocated per reading.
 *
 * <p>Source: tests and edges as ioos_qc {@code qartod.py} @9c1853a; limits as {@link QualitySettings}.
 */
public final class DatastreamCheck {
    /** How far before a reading its flag looks. */
    public static final Duration LOOKBACK = Duration.ofHours(1);
    /** How far after a reading its flag looks. */
    public static final Duration LOOKAHEAD = Duration.ofMinutes(15);

    /** What makes a reading fail whatever stands beside it. */
    private static final int FAILING_ALONE = Reason.SENTINEL.mask() | Reason.GROSS_RANGE.mask();
    private static final int FAILING = FAILING_ALONE | Reason.WARM_UP.mask();

    private final FlagSink sink;
    private final PointTests points;
    private final StandstillTests standstill;
    private final boolean timeTest;
    private final boolean spikeTest;
    private final double spike;
    private final boolean rateTest;
    private final double ratePerSecond;
    private final long warmUpMillis;
    private final long restartGapMillis;
    private final long neighbourGapMillis;
    /** Whether a row that no test has spoken about, and none has a reason against, is GOOD. */
    private final boolean silenceIsGood;

    private long rows;
    private boolean ended;
    /** End of the last row with a value, for the silence before the next one; the beginning of time at first. */
    private long lastValueMillis = Long.MIN_VALUE;
    private long warmUntilMillis = Long.MIN_VALUE;

    // The row that waits for its successor.
    private boolean waiting;
    private long row;
    private long time;
    private boolean present;
    private double value;
    private int reasons;
    private boolean afterSilence;

    // The row before it.
    private boolean hasPrevious;
    private long previousTime;
    private double previousValue;
    private boolean previousUsable;

    /** All tests. */
    public DatastreamCheck(ObservedProperty property, SensorName sensor, QualitySettings settings, FlagSink sink) {
        this(property, sensor, settings, ReadingTest.ALL, sink);
    }

    /** Some tests. A reading that none of them can judge is NOT_EVALUATED. */
    public DatastreamCheck(ObservedProperty property, SensorName sensor, QualitySettings settings,
            Set<ReadingTest> tests, FlagSink sink) {
        this.sink = sink;
        PropertyTests limits = settings.testsOf(property);
        points = new PointTests(limits, tests);
        standstill = new StandstillTests(limits, tests, settings.neighbourGap().toMillis());
        timeTest = tests.contains(ReadingTest.TIME);
        Double spikeLimit = limits.spike();
        spikeTest = spikeLimit != null && tests.contains(ReadingTest.SPIKE);
        spike = spikeLimit == null ? 0 : spikeLimit;
        Double rateLimit = limits.ratePerSecond();
        rateTest = rateLimit != null && tests.contains(ReadingTest.RATE_OF_CHANGE);
        ratePerSecond = rateLimit == null ? 0 : rateLimit;
        warmUpMillis = tests.contains(ReadingTest.WARM_UP) ? settings.warmUpOf(sensor).toMillis() : 0;
        restartGapMillis = settings.restartGap().toMillis();
        neighbourGapMillis = settings.neighbourGap().toMillis();
        silenceIsGood = points.speak() || rateTest || standstill.speak()
                || tests.stream().allMatch(ReadingTest::onlyMasks);
    }

    /** The rows from here on are complete: there is none in {@code [fromMillis, the first that follows)}. */
    public void begin(long fromMillis) {
        if (rows > 0) {
            throw new IllegalStateException("the check has begun: " + rows + " rows");
        }
        lastValueMillis = fromMillis - 1;
    }

    /** A reading; finite. */
    public void reading(long timeMillis, double readValue) {
        reading(timeMillis, readValue, 0);
    }

    /**
     * A reading against which another check already speaks, {@link ChannelCheck} for example.
     *
     * @param against mask of its reasons; they count like those found here
     */
    public void reading(long timeMillis, double readValue, int against) {
        if (!Double.isFinite(readValue)) {
            throw new IllegalArgumentException("a reading is finite, not " + readValue);
        }
        accept(timeMillis, true, readValue, against | points.reasons(timeMillis, readValue));
    }

    /** A row without a value: 9 in every test, and no neighbour to those beside it. */
    public void missing(long timeMillis) {
        accept(timeMillis, false, 0, 0);
    }

    /** No row comes any more. */
    public void end() {
        if (waiting) {
            decide(false, 0, Long.MAX_VALUE);
        }
        ended = true;
    }

    private void accept(long newTime, boolean newPresent, double newValue, int pointReasons) {
        if (ended) {
            throw new IllegalStateException("the check has ended");
        }
        if (isOutOfOrder(newTime)) {
            outOfOrder(newTime, newPresent, newValue, pointReasons);
            return;
        }
        if (waiting && afterSilence && newTime - time <= restartGapMillis) {
            // Silence in a series that comes more often than that: the sensor was off.
            warmUntilMillis = Math.max(warmUntilMillis, time + warmUpMillis);
            reasons |= warmUpMillis > 0 ? Reason.WARM_UP.mask() : 0;
        }
        int newReasons = newPresent && newTime < warmUntilMillis ? pointReasons | Reason.WARM_UP.mask() : pointReasons;
        if (waiting) {
            decide(newPresent && isUsable(newReasons), newValue, newTime);
        }
        waiting = true;
        row = rows++;
        time = newTime;
        present = newPresent;
        value = newValue;
        reasons = newReasons;
        afterSilence = newPresent
                && (lastValueMillis == Long.MIN_VALUE || newTime - lastValueMillis > restartGapMillis);
        if (newPresent) {
            lastValueMillis = newTime;
        }
    }

    private boolean isOutOfOrder(long newTime) {
        return waiting && newTime <= time;
    }

    /** Sending the same twice is harmless; only what differs is flagged. Neither is anybody's neighbour. */
    private void outOfOrder(long newTime, boolean newPresent, double newValue, int pointReasons) {
        int found = pointReasons;
        if (timeTest && newTime < time) {
            found |= Reason.BACKWARD_TIME.mask();
        } else if (timeTest && (newPresent != present || (newPresent && newValue != value))) {
            found |= Reason.DUPLICATE_TIME.mask();
        }
        tell(rows++, newTime, newPresent, newValue, found, false);
    }

    /** Everything about the waiting row is known. */
    private void decide(boolean nextUsable, double nextValue, long nextTime) {
        boolean usable = present && isUsable(reasons);
        boolean spoken = false;
        if (usable) {
            boolean before = hasPrevious && previousUsable && time - previousTime <= neighbourGapMillis;
            if (rateTest && before && Limits.isFaster(previousValue, value, time - previousTime, ratePerSecond)) {
                reasons |= Reason.RATE_OF_CHANGE.mask();
            }
            if (spikeTest && before && nextUsable && nextTime - time <= neighbourGapMillis) {
                spoken = true;
                if (Limits.isSpike(previousValue, value, nextValue, spike)) {
                    reasons |= Reason.SPIKE.mask();
                }
            }
        }
        boolean inWindow = present && (reasons & FAILING_ALONE) == 0;
        reasons |= standstill.reasons(time, inWindow, value);
        waiting = false;
        hasPrevious = true;
        previousTime = time;
        previousValue = value;
        previousUsable = usable;
        tell(row, time, present, value, reasons, spoken || standstill.spoke());
    }

    private static boolean isUsable(int reasons) {
        return (reasons & FAILING) == 0;
    }

    private void tell(long number, long atMillis, boolean there, double told, int against, boolean spoken) {
        Flag flag;
        if (!there) {
            flag = Flag.MISSING;
        } else if ((against & FAILING) != 0) {
            flag = Flag.FAIL;
        } else if (against != 0) {
            flag = Flag.SUSPECT;
        } else {
            flag = spoken || silenceIsGood ? Flag.GOOD : Flag.NOT_EVALUATED;
        }
        sink.decided(number, atMillis, told, flag, against);
    }
}
