package org.airshed.edge.bus.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.time.Duration;

/** One open port. A lost port shows as -1 and stays lost: it has to be opened anew. */
final class JSerialCommPort implements org.airshed.edge.bus.SerialPort {
    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final SerialPort port;
    private final String path;

    JSerialCommPort(SerialPort port, String path) {
        this.port = port;
        this.path = path;
    }

    @Override
    public int read(byte[] into, Duration atMost) throws IOException {
        int waiting = port.bytesAvailable();
        if (waiting < 0) {
            throw lost();
        }
        if (waiting == 0) {
            long millis = Math.min((atMost.toNanos() + 999_999) / 1_000_000, LONGEST_WAIT_MILLIS);
            if (millis == 0) {
                return 0;
            }
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, (int) millis, 0);
            waiting = into.length;
        } else {
            port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        }
        int count = port.readBytes(into, Math.min(waiting, into.length));
        if (count < 0) {
            throw lost();
        }
        return count;
    }

    @Override
    public void write(byte... bytes) throws IOException {
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw lost();
        }
    }

    @Override
    public void close() {
        port.closePort();
    }

    private IOException lost() {
        return new IOException("serial port " + path + " is lost (unplugged?)");
    }
}
