package org.airshed.edge.simulation.chip;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.air.AirModel;

/**
 * A BME280 by its registers, in sleep and forced mode.
 *
 * <p>Source: firmware-notes/bme280.md.
 */
public final class SimulatedBme280 extends SimulatedChip {
    private static final int ID = 0xd0;
    private static final int RESET = 0xe0;
    private static final int CTRL_HUM = 0xf2;
    private static final int STATUS = 0xf3;
    private static final int CTRL_MEAS = 0xf4;
    private static final int DATA = 0xf7;

    private final int[] registers = new int[256];
    private int chipId = 0x60;
    private boolean blank;
    private int pointer;
    private int humidityInForce;
    private long copyingUntil;
    private long measuringUntil;
    private boolean measuring;

    public SimulatedBme280(Timing timing, InstantSource clock, AirModel air, long seed) {
        super(timing, clock, air, seed);
        powerOn();
    }

    /** Makes it another chip: 58 is a BMP280. */
    public synchronized void chipId(int id) {
        chipId = id;
        registers[ID] = id;
    }

    /** Calibration memory that reads as zeros, from the next reset on. */
    public synchronized void blankCalibration(boolean on) {
        blank = on;
    }

    @Override
    void powerOn() {
        Arrays.fill(registers, 0);
        registers[ID] = chipId;
        for (int i = 0; i < BoschCompensation.FIRST_BLOCK.length && !blank; i++) {
            registers[0x88 + i] = BoschCompensation.FIRST_BLOCK[i];
        }
        for (int i = 0; i < BoschCompensation.SECOND_BLOCK.length && !blank; i++) {
            registers[0xe1 + i] = BoschCompensation.SECOND_BLOCK[i];
        }
        skip(DATA);
        skip(DATA + 3);
        registers[DATA + 6] = 0x80;
        registers[DATA + 7] = 0;
        humidityInForce = 0;
        measuring = false;
        copyingUntil = now() + millis(2);
    }

    @Override
    void receive(byte[] message) throws IOException {
        pointer = message[0] & 0xff;
        for (int i = 0; i + 1 < message.length; i += 2) {
            set(message[i] & 0xff, message[i + 1] & 0xff);
        }
    }

    @Override
    byte[] answer(int length) {
        settle();
        byte[] answer = new byte[length];
        for (int i = 0; i < length; i++) {
            answer[i] = (byte) registers[(pointer + i) & 0xff];
        }
        return answer;
    }

    private void set(int register, int value) {
        settle();
        if (register == RESET && value == 0xb6) {
            powerOn();
        } else if (register == CTRL_MEAS) {
            registers[CTRL_MEAS] = value;
            humidityInForce = registers[CTRL_HUM] & 7;
            if ((value & 3) == 1 || (value & 3) == 2) {
                measuring = true;
                measuringUntil = now() + 9_300_000;
            }
        } else if (register == CTRL_HUM || register == 0xf5) {
            registers[register] = value;
        }
    }

    /** Lets happen what time has brought since the last message. */
    private void settle() {
        if (measuring && !faults().neverReady() && now() - measuringUntil >= 0) {
            measuring = false;
            registers[CTRL_MEAS] &= 0xfc;
            convert(measuringUntil);
        }
        registers[STATUS] = (measuring ? 0x08 : 0) | (now() - copyingUntil < 0 ? 0x01 : 0);
    }

    private void convert(long at) {
        boolean repeated = faults().stuck() && !served().isEmpty();
        Air air = airAt(at);
        int temperature = repeated
                ? twenty(DATA + 3)
                : BoschCompensation.rawTemperature(air.celsius() + 0.02 * noise(1, at));
        int fine = BoschCompensation.fine(temperature);
        int pressure = repeated
                ? twenty(DATA)
                : BoschCompensation.rawPressure(100 * (air.hectopascal() + 0.02 * noise(2, at)), fine);
        int humidity = repeated
                ? (registers[DATA + 6] << 8) | registers[DATA + 7]
                : BoschCompensation.rawHumidity(air.relativeHumidity() + 0.1 * noise(3, at), fine);
        put(DATA, pressure);
        put(DATA + 3, temperature);
        if (humidityInForce == 0) {
            humidity = 0x8000;
        }
        registers[DATA + 6] = humidity >> 8;
        registers[DATA + 7] = humidity & 0xff;
        serve(Map.of("temperature", BoschCompensation.hundredthsCelsius(temperature) / 100.0, "pressure",
                BoschCompensation.pressure256(pressure, fine) / 25_600.0, "relative_humidity",
                BoschCompensation.humidity1024(humidity, fine) / 1024.0));
    }

    private void skip(int register) {
        put(register, 0x80000);
    }

    private void put(int register, int twentyBits) {
        registers[register] = twentyBits >> 12;
        registers[register + 1] = (twentyBits >> 4) & 0xff;
        registers[register + 2] = (twentyBits << 4) & 0xff;
    }

    private int twenty(int register) {
        return (registers[register] << 12) | (registers[register + 1] << 4) | (registers[register + 2] >> 4);
    }
}
