package org.airshed.edge.bus.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.airshed.edge.bus.Timing;
import org.junit.jupiter.api.Test;

/** What moves the bytes is tried in the simulation's tests, which know a provider; here what happens without one. */
class Pi4jBusesTest {
    @Test
    void withoutAnI2cProviderASentenceSaysWhatToInstallAndSwitchOn() {
        assumeThat(Files.exists(Path.of("/dev/i2c-1"))).as("this machine has I2C; the sentence is for those without")
                .isFalse();
        assertThatThrownBy(() -> Pi4jBuses.ofBoard(Timing.system())).isInstanceOf(IOException.class).hasNoCause()
                .hasMessageContainingAll("raspi-config", "usermod -aG i2c", "profile 'pi'", "pi4j-plugin-ffm");
    }

    @Test
    void aPauseLastsAtLeastAsLongAsAskedForAndEndsWhenInterrupted() throws IOException {
        Timing timing = Timing.system();
        long before = timing.nanoTime();
        timing.pause(java.time.Duration.ofMillis(2));
        assertThat(timing.nanoTime() - before).isGreaterThanOrEqualTo(2_000_000);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> timing.pause(java.time.Duration.ofSeconds(60)))
                .isInstanceOf(java.io.InterruptedIOException.class);
        assertThat(Thread.interrupted()).as("the flag is kept for whoever has to stop").isTrue();
    }
}
