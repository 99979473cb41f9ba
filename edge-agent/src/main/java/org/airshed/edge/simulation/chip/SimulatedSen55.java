package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.air.AirModel;

/**
 * A SEN55 by its commands.
 *
 * <p>Source: firmware-notes/sen55.md.
 */
public final class SimulatedSen55 extends SensirionChip {
    /** Bits of the device status. */
    public static final int FAN_ERROR = 1 << 4;
    /** The laser gives no light. */
    public static final int LASER_ERROR = 1 << 5;
    /** Temperature and humidity are not to be trusted. */
    public static final int TEMPERATURE_HUMIDITY_ERROR = 1 << 6;

    private static final int FAN_CLEANING = 1 << 19;
    private static final int[] UNKNOWN_VALUES = {0xffff, 0xffff, 0xffff, 0xffff, 0x7fff, 0x7fff, 0x7fff, 0x7fff};
    private static final int[] UNKNOWN_PARTICLES = {0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff,
            0xffff,
            0xffff};

    private String productName = "SEN55";
    private int stickyStatus;
    private boolean measuring;
    private long startedNanos;
    private long takenSample;
    private long cleaningUntil;
    private boolean measured;
    private int[] values = UNKNOWN_VALUES;
    private int[] particles = UNKNOWN_PARTICLES;

    public SimulatedSen55(Timing timing, InstantSource clock, AirModel air, long seed) {
        super(timing, clock, air, seed);
        cleaningUntil = now();
        powerOn();
    }

    /** Makes it another chip of the family: {@code SEN54}. */
    public synchronized void productName(String name) {
        productName = name;
    }

    /** Raises bits of the status, which stay until they are read and cleared. */
    public synchronized void raise(int status) {
        stickyStatus |= status;
    }

    @Override
    void powerOn() {
        super.powerOn();
        measuring = false;
        stickyStatus = 0;
        measured = false;
        values = UNKNOWN_VALUES;
        particles = UNKNOWN_PARTICLES;
        busy(50);
    }

    @Override
    boolean deafTo(int command) {
        return false;
    }

    @Override
    void execute(int command, int[] arguments) throws IOException {
        switch (command) {
            case 0x0021 -> {
                allowed(!measuring, command);
                measuring = true;
                startedNanos = now();
                takenSample = 0;
                busy(50);
            }
            case 0x0104 -> {
                allowed(measuring, command);
                measuring = false;
                busy(200);
            }
            case 0x0202 -> reply(20, ready() ? 1 : 0);
            case 0x03c4 -> {
                allowed(measuring, command);
                measure();
                reply(20, values);
                serve(decoded());
            }
            case 0x0413 -> {
                allowed(measuring, command);
                reply(20, particles);
                serve(decoded());
            }
            case 0x5607 -> {
                allowed(measuring, command);
                cleaningUntil = now() + millis(10_000);
                busy(20);
            }
            case 0xd014 -> reply(50, text(productName));
            case 0xd033 -> reply(50, text("AB12CD34EF56"));
            case 0xd100 -> reply(20, 0x0200, 0x0001, 0x0000, 0x0100);
            case 0xd206 -> reply(20, status() >>> 16, status() & 0xffff);
            case 0xd210 -> {
                reply(20, status() >>> 16, status() & 0xffff);
                stickyStatus = 0;
            }
            case 0xd304 -> {
                powerOn();
                busy(200);
            }
            default -> throw refused(command);
        }
    }

    private void allowed(boolean now, int command) throws IOException {
        if (!now) {
            throw refused(command);
        }
    }

    private int status() {
        return stickyStatus | (cleaning() ? FAN_CLEANING : 0);
    }

    private boolean cleaning() {
        return measuring && now() - cleaningUntil < 0;
    }

    private boolean ready() {
        return measuring && !faults().neverReady() && newest() > takenSample;
    }

    private long newest() {
        return (now() - startedNanos) / millis(1000);
    }

    private void measure() {
        if (!ready()) {
            return; // the old values again
        }
        takenSample = newest();
        long at = startedNanos + takenSample * millis(1000);
        if (faults().stuck() && measured) {
            return;
        }
        measured = true;
        Air air = airAt(at);
        double spread = 1 + 0.03 * noise(1, at);
        double blown = cleaning() ? 4 : 1; // dust from the housing
        double fine = air.pm25() * spread * blown;
        double coarse = (air.pm10() - air.pm25()) * spread * blown;
        boolean gasReady = takenSample >= 45;
        boolean noxReady = takenSample >= 11;
        values = new int[]{tenths(air.pm1() * spread * blown), tenths(fine), tenths(fine + 0.4 * coarse),
                tenths(fine + coarse), (int) Math.round((air.relativeHumidity() + 0.4 * noise(2, at)) * 100),
                (int) Math.round((air.celsius() + 0.1 * noise(3, at)) * 200) & 0xffff,
                gasReady ? tenths(air.vocIndex() + 2 * noise(4, at)) : 0,
                noxReady ? gasReady ? tenths(air.noxIndex()) : 0 : 0x7fff};
        particles = new int[]{values[0], values[1], values[2], values[3], tenths(6.4 * fine), tenths(7.5 * fine),
                tenths(7.7 * fine), tenths(7.7 * fine + 0.02 * coarse), tenths(7.7 * fine + 0.025 * coarse),
                (int) Math.round(1000 * (0.45 + 0.4 * coarse / (fine + coarse + 0.1)))};
    }

    private Map<String, Double> decoded() {
        Map<String, Double> known = new HashMap<>();
        String[] names = {"pm1", "pm2_5", "pm4", "pm10", "relative_humidity", "temperature", "voc_index", "nox_index"};
        double[] scales = {10, 10, 10, 10, 100, 200, 10, 10};
        for (int i = 0; i < names.length; i++) {
            boolean unknown = values[i] == (i < 4 ? 0xffff : 0x7fff) || (i >= 6 && values[i] == 0);
            if (!unknown) {
                known.put(names[i], (i < 4 ? values[i] : (short) values[i]) / scales[i]);
            }
        }
        String[] sizes = {"pn0_5", "pn1", "pn2_5", "pn4", "pn10"};
        for (int i = 0; i < sizes.length && measured; i++) {
            known.put(sizes[i], particles[4 + i] / 10.0);
        }
        if (measured) {
            known.put("particle_size", particles[9] / 1000.0);
        }
        return known;
    }

    private static int tenths(double value) {
        return Math.clamp(Math.round(value * 10), 0, 0xfffe);
    }

    private static int[] text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int[] words = new int[16];
        for (int i = 0; i < bytes.length; i++) {
            words[i / 2] |= bytes[i] << (i % 2 == 0 ? 8 : 0);
        }
        return words;
    }
}
