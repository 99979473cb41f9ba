package org.airshed.edge.sensor.chips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.airshed.edge.sensor.SensorAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriversTest {
    @ParameterizedTest
    @CsvSource({"scd41,1,98,scd41-62", "scd41,3,98,scd41-i2c3-62", "bme280,1,119,bme280-77",
            "sen55,0,105,sen55-i2c0-69"})
    void aSensorIsCalledByChipBusAndAddress(String chip, int bus, int address, String name) {
        assertThat(Drivers.name(chip, new SensorAddress.I2c(bus, address)).text()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"/dev/ttyAMA0,pms5003-ttyama0", "/dev/ttyUSB1,pms5003-ttyusb1",
            "/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0,pms5003-usb-1a86-usb-serial-if00-port0",
            "/dev/serial/by-id/usb-Silicon_Labs_CP2102N_USB_to_UART_Bridge_Controller_0001-if00-port0,"
                    + "pms5003-o-uart-bridge-controller-0001-if00-port0"})
    void aSensorIsCalledByChipAndPort(String path, String name) {
        assertThat(Drivers.name("pms5003", new SensorAddress.Serial(path)).text()).isEqualTo(name);
    }

    @Test
    void aChipInAnImpossiblePlaceIsRefusedWithThePossibleOnes() {
        assertThatThrownBy(() -> Drivers.name("bme280", new SensorAddress.I2c(1, 0x62)))
                .hasMessage("bme280 cannot have address 0x62, only 0x76 or 0x77");
        assertThatThrownBy(() -> Drivers.name("scd41", new SensorAddress.Serial("/dev/ttyAMA0")))
                .hasMessage("scd41 is connected to I2C, not to /dev/ttyAMA0");
        assertThatThrownBy(() -> Drivers.name("pms5003", new SensorAddress.I2c(1, 0x62)))
                .hasMessageContaining("pms5003 is connected to a serial port");
        assertThatThrownBy(() -> Drivers.name("scd30", new SensorAddress.I2c(1, 0x61)))
                .hasMessage("there is no driver for 'scd30'; there is one for scd41, bme280, sen55, pms5003");
    }
}
