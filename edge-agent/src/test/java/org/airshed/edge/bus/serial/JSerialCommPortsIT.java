package org.airshed.edge.bus.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.bus.SerialPort;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.SensorAddress;
import org.airshed.edge.sensor.SensorDriver;
import org.airshed.edge.sensor.chips.Drivers;
import org.airshed.edge.simulation.VirtualTime;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.chip.SimulatedLine;
import org.airshed.edge.simulation.chip.SimulatedPms5003;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** jSerialComm on a pseudo-terminal that socat makes; baud rate and parity cannot be shown there. */
class JSerialCommPortsIT {
    @TempDir
    private Path folder = Path.of("");
    private Process socat = new ProcessBuilder("true").start();

    JSerialCommPortsIT() throws IOException {}

    private Path ours() {
        return folder.resolve("ttyOurs");
    }

    @BeforeEach
    void makeTerminals() throws Exception {
        boolean there = new ProcessBuilder("sh", "-c", "command -v socat").start().waitFor() == 0;
        assumeTrue(there, "socat is not installed, so there is no pseudo-terminal to try jSerialComm on;"
                + " scripts/install-test-tools.sh installs it");
        // What is written to socat's standard input comes out of the terminal.
        socat = new ProcessBuilder("socat", "stdio", "pty,raw,echo=0,link=" + ours()).start();
        for (int i = 0; i < 2_000 && !Files.exists(ours()); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(ours()).exists();
    }

    @AfterEach
    void end() {
        socat.destroyForcibly();
    }

    @Test
    void bytesArriveInOrderAndSilenceEndsAfterTheGivenTime() throws Exception {
        try (SerialPort port = new JSerialCommPorts().open(ours().toString(), 9600)) {
            byte[] buffer = new byte[64];
            assertThat(port.read(buffer, Duration.ZERO)).isZero();
            long before = System.nanoTime();
            assertThat(port.read(buffer, Duration.ofMillis(200))).isZero();
            assertThat(System.nanoTime() - before).isGreaterThan(150_000_000L);
            OutputStream far = socat.getOutputStream();
            far.write(new byte[]{1, 2, 3, 4, 5});
            far.flush();
            int got = 0;
            while (got < 5) {
                int count = port.read(buffer, Duration.ofSeconds(5));
                assertThat(count).isPositive();
                for (int i = 0; i < count; i++) {
                    got++;
                    assertThat(buffer[i]).isEqualTo((byte) got);
                }
            }
            port.write((byte) 0x42, (byte) 0x4d);
            assertThat(socat.getInputStream().readNBytes(2)).containsExactly(0x42, 0x4d);
        }
    }

    @Test
    void aPortThatDiesIsAnErrorAtOnceAndAMissingOneASentence() throws Exception {
        try (SerialPort port = new JSerialCommPorts().open(ours().toString(), 9600)) {
            socat.destroyForcibly().waitFor();
            assertThatThrownBy(() -> {
                for (int i = 0; i < 50; i++) {
                    port.read(new byte[8], Duration.ofMillis(100));
                }
            }).isInstanceOf(IOException.class).hasMessageContaining("is lost");
        }
        assertThatThrownBy(() -> new JSerialCommPorts().open(folder.resolve("ttyNone").toString(), 9600))
                .isInstanceOf(IOException.class).hasMessageContaining("there is no serial port");
    }

    @Test
    void onePortIsForOneProgram() throws Exception {
        try (SerialPort _ = new JSerialCommPorts().open(ours().toString(), 9600)) {
            assertThatThrownBy(() -> new JSerialCommPorts().open(ours().toString(), 9600))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another program has it");
        }
    }

    /** The whole way of a PMS5003: simulated module, terminal, jSerialComm, driver, in a hurried time. */
    @Test
    void aModuleOnATerminalIsReadByTheDriver() throws Exception {
        var moduleTime = new VirtualTime(java.time.Instant.parse("2026-11-22T12:00:00Z"));
        var module = new SimulatedPms5003(moduleTime, moduleTime, _ -> new Air(20, 50, 1000, 420, 6, 9, 10, 14, 100, 1),
                4,
                Duration.ofHours(1));
        SerialPort source = new SimulatedLine(module, moduleTime).open("inside", 9600);
        Thread pump = Thread.ofPlatform().name("pump").daemon().start(() -> {
            byte[] buffer = new byte[7]; // frames arrive in pieces
            try (OutputStream far = socat.getOutputStream()) {
                while (true) {
                    far.write(buffer, 0, source.read(buffer, Duration.ofMillis(20)));
                    far.flush();
                    TimeUnit.MICROSECONDS.sleep(500);
                }
            } catch (IOException | InterruptedException e) {
                // socat has ended, and with it the test
            }
        });
        var hurried = new Timing() { // twenty times as fast as the clock on the wall

            @Override
            public long nanoTime() {
                return 20 * System.nanoTime();
            }

            @Override
            public void pause(Duration atLeast) throws IOException {
                Timing.system().pause(atLeast.dividedBy(20));
            }
        };
        SensorDriver driver = Drivers.create("pms5003", new SensorAddress.Serial(ours().toString()), (_, _) -> {
            throw new IOException("no I2C");
        }, new JSerialCommPorts(), hurried);
        Measurement outcome = driver.poll();
        for (int i = 0; i < 3000 && !(outcome instanceof Measurement.Sample); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
            outcome = driver.poll();
        }
        assertThat(outcome).isInstanceOfSatisfying(Measurement.Sample.class, sample -> {
            Map<ObservedProperty, Double> values = sample.values();
            assertThat(values).hasSize(12);
            values.forEach((property, value) -> {
                if (property.id().equals("pm2_5")) {
                    assertThat(value).isBetween(7.0, 11.0);
                }
            });
        });
        driver.close();
        pump.interrupt();
    }
}
