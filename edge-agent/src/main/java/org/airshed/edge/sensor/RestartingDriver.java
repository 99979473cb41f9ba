package org.airshed.edge.sensor;

import java.io.IOException;
import java.time.Duration;
import org.airshed.contract.id.SensorName;
import org.airshed.edge.bus.Timing;

/**
 * What all drivers do alike: start what is not started, count the warm-up from there, turn bus errors into outcomes, and
 * begin again with a chip that fell silent or talks nonsense. A chip that lost its power in between has forgotten its
 * settings, so beginning again always means identifying and setting up from nothing.
 *
 * <p>Threads: the sampling thread.
 */
public abstract class RestartingDriver implements SensorDriver {
    /** Single bits flip on long wires; so many polls in a row mean that chip and driver no longer understand each other. */
    private static final int DAMAGED_IN_A_ROW = 5;

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final SensorName name;
    private final Timing timing;
    private final Duration warmUp;
    private final Duration patience;

    private boolean running;
    private long startedNanos;
    private boolean silent;
    private long silentSinceNanos;
    private int damagedInARow;

    private int failedStarts;
    private long nextStartNanos;
    private Measurement lastFailure = new Measurement.NotReady();

    /**
     * @param warmUp how long after a start samples are not handed out
     * @param patience how long a chip may keep answering that it has nothing new before it is started again
     */
    protected RestartingDriver(SensorName name, Timing timing, Duration warmUp, Duration patience) {
        this.name = name;
        this.timing = timing;
        this.warmUp = warmUp;
        this.patience = patience;
    }

    /** Identifies the chip, whatever it was doing before, and sets it to work. */
    protected abstract void begin() throws IOException;

    /** Asks the chip once. A {@link DamagedAnswerException} becomes Damaged, any other exception NoAnswer. */
    protected abstract Measurement measure() throws IOException;

    /** Counts the warm-up from now, because the chip shows that it has only just begun. */
    protected final void warmUpAgain() {
        startedNanos = timing.nanoTime();
    }

    @Override
    public final SensorName name() {
        return name;
    }

    @Override
    public final Duration warmUp() {
        return warmUp;
    }

    @Override
    public final void start() throws IOException {
        running = false;
        try {
            begin();
        } catch (IOException e) {
            postponeNextStart();
            throw e;
        }
        running = true;
        failedStarts = 0;
        damagedInARow = 0;
        silent = false;
        startedNanos = timing.nanoTime();
    }

    @Override
    public final Measurement poll() {
        if (!running && failedStarts > 0 && timing.nanoTime() - nextStartNanos < 0) {
            return lastFailure;
        }
        try {
            if (!running) {
                start();
            }
            return judged(measure());
        } catch (DamagedAnswerException e) {
            return damaged(String.valueOf(e.getMessage()));
        } catch (WrongChipException e) {
            return failed(new Measurement.NoAnswer(String.valueOf(e.getMessage()), e));
        } catch (IOException e) {
            return failed(new Measurement.NoAnswer(name + " does not answer: " + e.getMessage(), e));
        }
    }

    /** A start may take seconds of the sampling thread; a chip that is not there must not cost them at every poll. */
    private void postponeNextStart() {
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failedStarts, 6));
        nextStartNanos = timing.nanoTime()
                + (backOff.compareTo(LONGEST_BACK_OFF) < 0 ? backOff : LONGEST_BACK_OFF).toNanos();
        failedStarts++;
    }

    private Measurement failed(Measurement outcome) {
        running = false;
        lastFailure = outcome;
        return outcome;
    }

    private Measurement judged(Measurement outcome) {
        return switch (outcome) {
            case Measurement.Sample sample -> {
                alive();
                yield warmingUp() ? new Measurement.NotReady() : sample;
            }
            case Measurement.Fault fault -> {
                alive();
                yield fault;
            }
            case Measurement.NotReady ready -> patienceIsOver()
                    ? failed(new Measurement.NoAnswer(name + " has had nothing new for more than "
                            + patience.toSeconds() + " s and is being started again", null))
                    : ready;
            case Measurement.Damaged damaged -> damaged(damaged.what());
            case Measurement.NoAnswer none -> failed(none);
        };
    }

    private void alive() {
        silent = false;
        damagedInARow = 0;
    }

    private boolean warmingUp() {
        return timing.nanoTime() - startedNanos < warmUp.toNanos();
    }

    private boolean patienceIsOver() {
        if (!silent) {
            silent = true;
            silentSinceNanos = timing.nanoTime();
        }
        return timing.nanoTime() - silentSinceNanos > patience.toNanos();
    }

    private Measurement damaged(String what) {
        silent = false;
        if (++damagedInARow >= DAMAGED_IN_A_ROW) {
            running = false;
        }
        lastFailure = new Measurement.Damaged(what);
        return lastFailure;
    }
}
