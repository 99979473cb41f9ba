package org.airshed.edge.bus.serial;

import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import org.airshed.edge.bus.SerialPort;
import org.airshed.edge.bus.SerialPorts;

/** The serial ports of this machine, opened by path: pseudo-terminals and links below /dev/serial/by-id are in no list. */
public final class JSerialCommPorts implements SerialPorts {
    private static final int PERMISSION_DENIED = 13;

    @Override
    public SerialPort open(String path, int baud) throws IOException {
        com.fazecast.jSerialComm.SerialPort port;
        try {
            port = com.fazecast.jSerialComm.SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no serial port " + path
                    + "; check the path, and enable_uart=1 in config.txt or that the adapter is plugged in", e);
        }
        port.setComPortParameters(baud, 8, com.fazecast.jSerialComm.SerialPort.ONE_STOP_BIT,
                com.fazecast.jSerialComm.SerialPort.NO_PARITY);
        port.setFlowControl(com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_DISABLED);
        if (!port.openPort(0)) {
            int error = port.getLastErrorCode();
            throw new IOException("cannot open serial port " + path + (error == PERMISSION_DENIED
                    ? ": permission denied; put the user of the agent into the group dialout"
                    : ": another program has it, or it is gone (error " + error + ")"));
        }
        return new JSerialCommPort(port, path);
    }
}
