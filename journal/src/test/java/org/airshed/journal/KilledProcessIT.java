package org.airshed.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.airshed.journal.JournalSettings.WhenFull;
import org.airshed.journal.disk.FileDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed at any moment, over and over; what it had said to be committed is there. */
class KilledProcessIT {
    private static final int KILLS = Integer.getInteger("kills", 8);

    @TempDir
    private Path temp;

    private static JournalSettings settings(Path folder) {
        return new JournalSettings(folder, 1 << 16, 1 << 30, WhenFull.REFUSE, Duration.ZERO, false, 1000);
    }

    /** Appends numbers from where the journal ends, and says after each commit how far it is. */
    static final class Appending {
        private Appending() {}

        public static void main(String[] arguments) throws IOException {
            SegmentJournal journal = SegmentJournal.open(settings(Path.of(arguments[0])), new FileDisk());
            journal.listen(new Journal.CommitListener() {
                @Override
                public void committed(long position) {
                    System.out.println(position);
                }

                @Override
                public void failed(IOException cause) {
                    System.out.println("failed " + cause);
                }
            });
            long number = 0;
            try (JournalReader reader = journal.read(0)) {
                while (reader.next() != null) {
                    number++;
                }
            }
            ByteBuffer entry = ByteBuffer.allocate(200);
            while (true) {
                journal.append(entry.putLong(0, number++));
            }
        }
    }

    @Test
    void whatWasCommittedBeforeTheKillIsThereAndInOrder() throws Exception {
        Path folder = temp.resolve("journal");
        Random random = new Random(1);
        for (int kill = 0; kill < KILLS; kill++) {
            long promised = -1;
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m", "-cp",
                    System.getProperty("java.class.path"), Appending.class.getName(), folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
                int lines = 1 + random.nextInt(60);
                String line;
                while ((line = said.readLine()) != null) {
                    promised = line.matches("[0-9]+") ? Long.parseLong(line) : promised; // the last line may be cut short, which is a smaller number
                    if (--lines == 0) {
                        assertThatThrownBy(() -> SegmentJournal.open(settings(folder), new FileDisk()))
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("in use by another Airshed process");
                        process.toHandle().destroyForcibly(); // by its handle: what it had said can still be read
                    }
                }
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("killed, not ended by itself").isNotIn(0, 1);
            assertThat(promised).isPositive();
            try (SegmentJournal journal = SegmentJournal.open(settings(folder), new FileDisk());
                    JournalReader reader = journal.read(0)) {
                assertThat(journal.committed()).isGreaterThanOrEqualTo(promised);
                long number = 0;
                JournalReader.Frame frame;
                while ((frame = reader.next()) != null) {
                    assertThat(frame.payload().getLong(0)).isEqualTo(number++);
                }
                assertThat(reader.position()).isEqualTo(journal.committed());
                assertThat(journal.statistics().damagedFrames()).isZero();
            }
        }
    }
}
