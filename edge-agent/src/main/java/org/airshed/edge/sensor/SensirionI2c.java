package org.airshed.edge.sensor;

import java.io.IOException;
import java.time.Duration;
import org.airshed.edge.bus.I2cPort;

/**
 * Sensirion's framing on I2C: 16-bit commands, words of two bytes each followed by its checksum. An answer comes out of
 * here checked or not at all.
 *
 * <p>Source: firmware-notes/scd41.md "Framing"; CRC-8 with polynomial 0x31, start 0xFF, not reflected.
 */
public final class SensirionI2c {
    private final I2cPort port;

    public SensirionI2c(I2cPort port) {
        this.port = port;
    }

    /** Sends a command with its arguments and waits its execution time. */
    public void command(int command, Duration execution, int... words) throws IOException {
        byte[] message = new byte[2 + 3 * words.length];
        message[0] = (byte) (command >> 8);
        message[1] = (byte) command;
        for (int i = 0; i < words.length; i++) {
            int at = 2 + 3 * i;
            message[at] = (byte) (words[i] >> 8);
            message[at + 1] = (byte) words[i];
            message[at + 2] = (byte) crc(message, at);
        }
        port.write(message);
        port.pause(execution);
    }

    /**
     * Sends a command, waits, and reads its answer in a message of its own: a repeated start is not what these chips
     * expect.
     *
     * @return the words, 0 to 65535 each
     * @throws DamagedAnswerException if the checksum of any word does not fit; the whole answer is lost then
     */
    public int[] ask(int command, Duration execution, int words) throws IOException {
        command(command, execution);
        byte[] answer = new byte[3 * words];
        port.read(answer);
        int[] result = new int[words];
        for (int i = 0; i < words; i++) {
            int at = 3 * i;
            if (crc(answer, at) != (answer[at + 2] & 0xff)) {
                throw new DamagedAnswerException(
                        String.format("the checksum of word %d in the answer to command %04x does not fit", i,
                                command));
            }
            result[i] = ((answer[at] & 0xff) << 8) | (answer[at + 1] & 0xff);
        }
        return result;
    }

    private static int crc(byte[] bytes, int at) {
        int crc = 0xff;
        for (int i = at; i < at + 2; i++) {
            crc ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ 0x131;
            }
        }
        return crc & 0xff;
    }
}
