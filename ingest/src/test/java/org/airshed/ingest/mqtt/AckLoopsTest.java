package org.airshed.ingest.mqtt;

import static org.airshed.ingest.mqtt.Client.publish5;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of those who wait for the next commit holds nobody twice, and nobody for nothing. */
class AckLoopsTest {
    private static final String READINGS = "airshed/1/atelier-3/readings";
    private static final String GOOD = "[{\"n\":\"scd41-62/co2\",\"u\":\"ppm\",\"v\":415,\"t\":0}]";
    private static final String DENIED = "4003000287"; // PUBACK of packet 2: not authorized

    @TempDir
    Path folder;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    private int listed(Client client) {
        return bench.services.ackLoops().of(client.channel.eventLoop()).listed();
    }

    // The next commit may be hours away where no station sends readings; each of these used to be listed until then.
    @Test
    void whatNoCommitAnswersPutsNobodyOnTheList() {
        try (Client client = bench.local().connected5()) {
            for (int i = 0; i < 100; i++) {
                client.send(publish5("other/topic", 2, "x"));
                client.expect(DENIED);
            }
            client.send(publish5("airshed/1/atelier-3/status", 3, "online"));
            assertThat(listed(client)).isZero();
        }
    }

    // A refusal sends what the disk has by then, which may be before the commit is announced.
    @Test
    void aConnectionThatIsAnsweredBetweenTwoCommitsIsListedOnce() {
        try (Client client = bench.local().connected5()) {
            for (int i = 0; i < 100; i++) {
                client.send(publish5(READINGS, 1, GOOD));
                bench.journal.forceUnheard();
                client.send(publish5("other/topic", 2, "x"));
                client.expect("40020001" + DENIED);
            }
            assertThat(listed(client)).isEqualTo(1);

            client.send(publish5(READINGS, 1, GOOD));
            bench.journal.force();
            client.expect("40020001");
            assertThat(listed(client)).isZero();

            client.send(publish5(READINGS, 1, GOOD));
            assertThat(listed(client)).isEqualTo(1);
            bench.journal.force();
            client.expect("40020001");
        }
    }

    @Test
    void aConnectionThatEndsLeavesTheListWithTheNextCommit() {
        Client client = bench.local().connected5();
        client.send(publish5(READINGS, 1, GOOD));
        client.close();
        assertThat(listed(client)).isEqualTo(1);
        bench.journal.force();
        client.channel.runPendingTasks();
        assertThat(listed(client)).isZero();
    }
}
