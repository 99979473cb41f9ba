package org.airshed.ingest.calculator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.airshed.ingest.calculator.Calculator.Answered;
import org.airshed.ingest.calculator.Refusal.Reason;

/**
 * Answers lines as they come, one after the other, in constant memory.
 *
 * <p>Threads: one.
 */
public final class Lines {
    /** Longest line: ten years of hours fit. A longer one is answered with an error and passed over. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MARK = 0xFEFF;

    private Lines() {}

    /** Where answers go. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one answer, to be shown at once: whoever asked may be waiting for it.
         *
         * @return false where nobody reads any more
         */
        boolean take(Answered answer) throws IOException;
    }

    /**
     * Answers every line that is not blank, in their order, until the input ends or nobody reads any more.
     *
     * @param questions UTF-8, lines end with LF or CR LF
     * @return how many lines could not be answered
     */
    public static long answer(InputStream questions, Sink answers) throws IOException {
        InputStream in = questions instanceof BufferedInputStream ? questions : new BufferedInputStream(questions);
        var line = new ByteArrayOutputStream();
        long number = 0;
        long failed = 0;
        boolean open = true;
        while (open) {
            line.reset();
            int read = in.read();
            if (read < 0) {
                break;
            }
            number++;
            long length = 0;
            while (read >= 0 && read != '\n') {
                if (++length <= MAX_BYTES) {
                    line.write(read);
                }
                read = in.read();
            }
            if (length > MAX_BYTES || !isBlank(line)) {
                Answered answer = length > MAX_BYTES ? tooLong(number, length) : answer(number, line.toByteArray());
                failed += answer.answered() ? 0 : 1;
                open = answers.take(answer);
            }
        }
        return failed;
    }

    private static Answered answer(long number, byte[] line) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
            // Editors on Windows begin a file with a byte order mark.
            return Calculator.answer(number, number == 1 && text.codePointAt(0) == MARK ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Calculator.refused(number, new Refusal(Reason.NOT_JSON, "the line is not UTF-8"));
        }
    }

    private static Answered tooLong(long number, long length) {
        return Calculator.refused(number, new Refusal(Reason.LINE_TOO_LONG,
                "the line has " + length + " bytes, " + MAX_BYTES + " are allowed"));
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        if (line.size() > 0) {
            for (byte one : line.toByteArray()) {
                if (one != ' ' && one != '\t' && one != '\r') {
                    return false;
                }
            }
        }
        return true;
    }
}
