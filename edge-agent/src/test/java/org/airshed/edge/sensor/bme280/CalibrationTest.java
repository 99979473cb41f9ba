package org.airshed.edge.sensor.bme280;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Source: BMP280 data sheet, calculation example; humidity reckoned with the vendor's code. */
class CalibrationTest {
    private static final String FIRST = "706b436718fc7d8e43d6d00b270b8c00f9ff8c3cf8c67017" + "004b";

    private static Calibration calibration(String first, String second) {
        return Calibration.of(HexFormat.of().parseHex(first), HexFormat.of().parseHex(second));
    }

    @Test
    void theBytesAreTakenApartAsTheDataSheetSays() {
        assertThat(calibration(FIRST, "7201001329031e"))
                .isEqualTo(new Calibration(27504, 26435, -1000, 36477, -10685, 3024,
                        2855, 140, -7, 15500, -14600, 6000, 75, 370, 0, 313, 50, 30));
    }

    @Test
    void theSharedByteIsHalvedAndBothPartsAreSigned() {
        Calibration negative = calibration(FIRST, "720100ffcbfe1e");
        assertThat(negative.h4()).isEqualTo(-5);
        assertThat(negative.h5()).isEqualTo(-20);
    }

    @Test
    void theExampleOfTheDataSheetGivesItsValues() {
        Calibration.Compensated air = calibration(FIRST, "7201001329031e").compensate(519888, 415148, 29500);
        assertThat(air.celsius()).isCloseTo(25.0825, within(0.0001));
        assertThat(air.pascal()).isCloseTo(100653.26, within(0.01));
        assertThat(air.relativeHumidity()).isCloseTo(53.364, within(0.001));
    }

    @Test
    void frostAndFogGiveTheirValues() {
        Calibration.Compensated air = calibration(FIRST, "720100ffcbfe1e").compensate(0x61A80, 415148, 0x80E8);
        assertThat(air.celsius()).isCloseTo(-12.644, within(0.001));
        assertThat(air.pascal()).isCloseTo(94916.33, within(0.01));
        assertThat(air.relativeHumidity()).isEqualTo(100);
    }

    @Test
    void whereTheFormulaHasNoResultThereIsNoPressure() {
        // P1 = 0 makes the divisor 0; the vendor's code says 30000 Pa.
        String broken = FIRST.substring(0, 12) + "0000" + FIRST.substring(16);
        assertThat(calibration(broken, "7201001329031e").compensate(519888, 415148, 29500).pascal()).isNull();
    }

    @Test
    void memoryThatWasNotReadIsNobodysCalibration() {
        assertThat(calibration(FIRST, "7201001329031e").plausible()).isTrue();
        assertThat(calibration("00".repeat(26), "00".repeat(7)).plausible()).isFalse();
        assertThat(calibration("ff".repeat(26), "ff".repeat(7)).plausible()).isFalse();
    }
}
