package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.air.AirModel;

/**
 * An SCD41 by its commands.
 *
 * <p>Source: firmware-notes/scd41.md.
 */
public final class SimulatedScd41 extends SensirionChip {
    private enum State {
        IDLE, MEASURING, SLEEPING
    }

    /** Which of the family a chip says it is, in answer to 202F. */
    public static final int SCD40 = 0x0440;
    /** The chip that the driver is for. */
    public static final int SCD41 = 0x1440;

    private static final int[] SERIAL = {0xf896, 0x9f07, 0x3bbe};
    /** Set command, get command, value at delivery. */
    private static final int[][] SETTINGS = {{0x241d, 0x2318, 0x05da}, {0x2427, 0x2322, 0}, {0x2416, 0x2313, 1},
            {0x243a, 0x233f, 400}, {0x2445, 0x2340, 44}, {0x244e, 0x234b, 156}};

    private final Map<Integer, Integer> settings = new HashMap<>();
    private final Map<Integer, Integer> persisted = new HashMap<>();
    private int variant = SCD41;
    private boolean co2Missing;

    private State state = State.IDLE;
    private int pressureHectopascal = 1013;
    private long startedNanos;
    private long intervalNanos = millis(5000);
    private long takenSample;
    private int[] frozen = new int[0];

    public SimulatedScd41(Timing timing, InstantSource clock, AirModel air, long seed) {
        super(timing, clock, air, seed);
        for (int[] setting : SETTINGS) {
            persisted.put(setting[1], setting[2]);
        }
        powerOn();
    }

    /** Makes it another chip of the family: {@link #SCD40}. */
    public synchronized void variant(int answer) {
        variant = answer;
    }

    /** Samples have CO2 word 0, as after a shot of humidity and temperature only. */
    public synchronized void co2Missing(boolean on) {
        co2Missing = on;
    }

    /** The pressure that the chip reckons with. */
    public synchronized int pressureHectopascal() {
        return pressureHectopascal;
    }

    /** Whether somebody has set it to measure periodically. */
    public synchronized boolean measuring() {
        return state == State.MEASURING;
    }

    @Override
    void powerOn() {
        super.powerOn();
        state = State.IDLE;
        pressureHectopascal = 1013;
        settings.clear();
        settings.putAll(persisted);
        busy(30);
    }

    @Override
    boolean deafTo(int command) {
        return switch (state) {
            case IDLE -> false;
            case SLEEPING -> command != 0x36f6;
            case MEASURING -> command != 0xec05 && command != 0xe4b8 && command != 0x3f86 && command != 0xe000;
        };
    }

    @Override
    void execute(int command, int[] arguments) throws IOException {
        switch (command) {
            case 0x21b1 -> begin(5000);
            case 0x21ac -> begin(30_000);
            case 0x219d -> single(5000, false);
            case 0x2196 -> single(50, true);
            case 0xe4b8 -> reply(1, ready() ? 0x8006 : 0x8000);
            case 0xec05 -> measurement(command);
            case 0x3f86 -> {
                if (state == State.IDLE) {
                    throw refused(command);
                }
                state = State.IDLE;
                takenSample = Long.MAX_VALUE;
                busy(500);
            }
            case 0xe000 -> {
                if (arguments.length == 0) {
                    reply(1, pressureHectopascal);
                } else {
                    pressureHectopascal = arguments[0];
                }
            }
            case 0x3682 -> reply(1, SERIAL);
            case 0x202f -> reply(1, variant);
            case 0x3639 -> {
                reply(10_000, 0);
                busy(10_000);
            }
            case 0x362f -> {
                reply(400, 0x8000 + arguments[0] - (int) Math.round(airAt(now()).co2Ppm()));
                busy(400);
            }
            case 0x3615 -> {
                persisted.putAll(settings);
                busy(800);
            }
            case 0x3646 -> {
                settings.putAll(persisted);
                busy(30);
            }
            case 0x36e0 -> {
                state = State.SLEEPING;
                busy(1);
            }
            case 0x36f6 -> {
                state = State.IDLE;
                busy(30);
                throw notAcknowledged("a wake-up never is");
            }
            default -> setting(command, arguments);
        }
    }

    private void begin(int intervalMillis) {
        state = State.MEASURING;
        startedNanos = now();
        intervalNanos = millis(intervalMillis);
        takenSample = 0;
    }

    private void single(int millis, boolean withoutCo2) {
        startedNanos = now();
        intervalNanos = millis(millis);
        takenSample = 0;
        co2Missing = withoutCo2;
        busy(millis);
    }

    private boolean ready() {
        return !faults().neverReady() && newest() > takenSample;
    }

    private long newest() {
        long samples = (now() - startedNanos) / intervalNanos;
        return state == State.MEASURING ? samples : Math.min(samples, 1);
    }

    private void measurement(int command) throws IOException {
        if (!ready()) {
            throw refused(command);
        }
        takenSample = newest();
        long at = startedNanos + takenSample * intervalNanos;
        if (!faults().stuck() || frozen.length == 0) {
            Air air = airAt(at);
            frozen = new int[]{
                    co2Missing ? 0 : Math.clamp(Math.round(air.co2Ppm() + 7 * noise(1, at)), 1, 40_000),
                    ticks((air.celsius() + 0.08 * noise(2, at) + 45) / 175),
                    ticks((air.relativeHumidity() + 0.3 * noise(3, at)) / 100)};
        }
        Map<String, Double> values = new HashMap<>();
        if (frozen[0] != 0) {
            values.put("co2", (double) frozen[0]);
        }
        values.put("temperature", frozen[1] / 65535.0 * 175 - 45);
        values.put("relative_humidity", frozen[2] / 65535.0 * 100);
        serve(values);
        reply(1, frozen);
    }

    private void setting(int command, int[] arguments) throws IOException {
        for (int[] setting : SETTINGS) {
            if (command == setting[0] && arguments.length == 1) {
                settings.put(setting[1], arguments[0]);
                return;
            }
            if (command == setting[1]) {
                reply(1, settings.getOrDefault(command, 0));
                return;
            }
        }
        throw refused(command);
    }

    private static int ticks(double part) {
        return Math.clamp(Math.round(part * 65535), 0, 65535);
    }
}
