package org.airshed.edge.simulation.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoschCompensationTest {
    /** Source: the data sheet's example, in the whole numbers of the vendor's code. */
    @Test
    void theExampleGivesTheWholeNumbersOfTheVendor() {
        int fine = BoschCompensation.fine(519888);
        assertThat(fine).isEqualTo(128422);
        assertThat(BoschCompensation.hundredthsCelsius(519888)).isEqualTo(2508);
        assertThat(BoschCompensation.pressure256(415148, fine) / 256.0).isCloseTo(100653.28, within(0.05));
        assertThat(BoschCompensation.humidity1024(29500, fine)).isEqualTo(54642);
    }

    @Test
    void theWayBackFindsEveryAirWithinOneStepOfTheConverter() {
        for (double celsius = -15; celsius <= 45; celsius += 2.7) {
            int temperature = BoschCompensation.rawTemperature(celsius);
            int fine = BoschCompensation.fine(temperature);
            assertThat(BoschCompensation.hundredthsCelsius(temperature) / 100.0).isCloseTo(celsius, within(0.015));
            for (double hectopascal = 940; hectopascal <= 1060; hectopascal += 13) {
                int pressure = BoschCompensation.rawPressure(hectopascal * 100, fine);
                assertThat(BoschCompensation.pressure256(pressure, fine) / 25_600.0).isCloseTo(hectopascal,
                        within(0.04));
            }
            for (double percent = 4; percent <= 98; percent += 7) {
                int humidity = BoschCompensation.rawHumidity(percent, fine);
                assertThat(BoschCompensation.humidity1024(humidity, fine) / 1024.0).isCloseTo(percent, within(0.02));
            }
        }
    }
}
