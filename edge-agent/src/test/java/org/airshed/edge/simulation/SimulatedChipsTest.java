package org.airshed.edge.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.airshed.edge.bus.I2cPort;
import org.airshed.edge.bus.pi4j.Pi4jBuses;
import org.airshed.edge.simulation.air.Air;
import org.airshed.edge.simulation.air.AirModel;
import org.airshed.edge.simulation.chip.SimulatedScd41;
import org.airshed.edge.simulation.chip.SimulatedSen55;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chips keep to their sheets through Pi4J: a driver that is wrong about time, state or framing gets nothing. */
class SimulatedChipsTest {
    private static final AirModel AIR = _ -> new Air(21, 45, 1005, 812, 4, 6, 7, 9, 120, 3);

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-22T12:00:00Z"));
    private final SimulatedI2cProvider chips = new SimulatedI2cProvider();
    private final SimulatedScd41 scd41 = new SimulatedScd41(time, time, AIR, 1);
    private Pi4jBuses buses = Pi4jBuses.of(chips, time);
    private I2cPort port = closed();

    private static I2cPort closed() {
        try (var none = Pi4jBuses.of(new SimulatedI2cProvider(), new VirtualTime(Instant.EPOCH))) {
            return none.open(1, 0x08);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void wire() throws IOException {
        chips.attach(1, 0x62, scd41);
        port = buses.open(1, 0x62);
        time.pause(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        buses.close();
    }

    private String ask(String command, int millis, int length) throws IOException {
        port.write(HexFormat.of().parseHex(command));
        port.pause(Duration.ofMillis(millis));
        byte[] answer = new byte[length];
        port.read(answer);
        return HexFormat.of().formatHex(answer);
    }

    @Test
    void theSerialNumberComesAfterItsExecutionTimeAndOnce() throws IOException {
        assertThat(ask("3682", 1, 9)).isEqualTo("f896319f07c23bbe89");
        assertThatThrownBy(() -> port.read(new byte[9])).isInstanceOf(IOException.class)
                .hasMessageContaining("nothing to read");
        assertThatThrownBy(() -> ask("3682", 0, 9)).hasMessageContaining("not ready yet");
    }

    @Test
    void whileMeasuringFourCommandsAreHeard() throws IOException {
        port.write(HexFormat.of().parseHex("21b1"));
        assertThat(ask("e4b8", 1, 3)).isEqualTo("8000a2");
        assertThatThrownBy(() -> ask("3682", 1, 9)).hasMessageContaining("not allowed now");
        assertThatThrownBy(() -> ask("ec05", 1, 9)).hasMessageContaining("not allowed now");
        time.pause(Duration.ofSeconds(5));
        assertThat(ask("e4b8", 1, 3)).isEqualTo("800604");
        assertThat(ask("ec05", 1, 12)).hasSize(24).endsWith("ffffff"); // longer than the answer
        assertThatThrownBy(() -> ask("ec05", 1, 9)).isInstanceOf(IOException.class);
        port.write(HexFormat.of().parseHex("3f86"));
        assertThatThrownBy(() -> ask("3682", 1, 9)).isInstanceOf(IOException.class); // 500 ms of silence
        time.pause(Duration.ofMillis(500));
        assertThat(ask("3682", 1, 9)).startsWith("f896");
    }

    @Test
    void anArgumentWithAWrongChecksumChangesNothing() throws IOException {
        assertThatThrownBy(() -> port.write(HexFormat.of().parseHex("e00003db43"))).isInstanceOf(IOException.class);
        assertThat(scd41.pressureHectopascal()).isEqualTo(1013);
        port.write(HexFormat.of().parseHex("e00003db42"));
        assertThat(scd41.pressureHectopascal()).isEqualTo(987);
        scd41.reboot();
        assertThat(scd41.pressureHectopascal()).isEqualTo(1013);
    }

    @Test
    void aSleeperHearsItsWakeUpOnlyAndDoesNotAcknowledgeIt() throws IOException {
        port.write(HexFormat.of().parseHex("36e0"));
        time.pause(Duration.ofMillis(1));
        assertThatThrownBy(() -> ask("3682", 1, 9)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> port.write(HexFormat.of().parseHex("36f6"))).isInstanceOf(IOException.class);
        time.pause(Duration.ofMillis(30));
        assertThat(ask("3682", 1, 9)).startsWith("f896");
    }

    @Test
    void anAddressWithoutAChipDoesNotAcknowledgeAndAnExchangedChipIsAnother() throws IOException {
        try (I2cPort nobody = buses.open(1, 0x44)) {
            assertThatThrownBy(() -> nobody.write((byte) 0)).isInstanceOf(IOException.class)
                    .hasMessageContaining("nobody has this address");
        }
        chips.attach(1, 0x62, new SimulatedSen55(time, time, AIR, 1));
        time.pause(Duration.ofSeconds(1));
        assertThat(ask("d014", 50, 48)).startsWith("5345834e3555350044");
        chips.detach(1, 0x62);
        assertThatThrownBy(() -> ask("d014", 50, 48)).isInstanceOf(IOException.class);
    }

    @Test
    void aPortCanBeOpenedAgainAfterItWasClosedAndNotBefore() throws IOException {
        assertThatThrownBy(() -> buses.open(1, 0x62)).isInstanceOf(IOException.class).hasMessageContaining("0x62");
        port.close();
        assertThatThrownBy(() -> port.read(new byte[1])).isInstanceOf(IOException.class);
        port = buses.open(1, 0x62);
        assertThat(ask("3682", 1, 9)).startsWith("f896");
    }
}
