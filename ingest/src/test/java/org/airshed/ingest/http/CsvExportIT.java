package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.query.ReadingsExport;
import org.junit.jupiter.api.Test;

/** A million rows leave without being held, at the pace of the one who takes them. */
class CsvExportIT {
    private static final int ROWS = 1_000_000;
    private static final String EXPORT = "/api/v1/readings?format=csv&from=2000-01-01";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T17:00:00Z"));

    @Test
    void aMillionRowsArriveWholeAndInOrder() throws Exception {
        var series = new EndlessSeries(ROWS, Integer.MAX_VALUE);
        try (var served = served(series)) {
            for (String coding : List.of("identity", "gzip")) {
                HttpResponse<InputStream> answer = served.client()
                        .send(served.request(EXPORT).header("Accept-Encoding", coding).build(),
                                BodyHandlers.ofInputStream());
                InputStream body = coding.equals("gzip") ? new GZIPInputStream(answer.body()) : answer.body();
                int rows = 0;
                try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.US_ASCII))) {
                    lines.readLine();
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        if (rows % 100_000 == 0) {
                            assertThat(line).contains("," + rows + ",");
                        }
                        rows++;
                    }
                }
                assertThat(rows).as(coding).isEqualTo(ROWS);
            }
        }
    }

    // What the store was asked for shows what the server holds: a client that stops reading must stop the store.
    @Test
    void aClientThatStopsReadingStopsTheStore() throws Exception {
        var series = new EndlessSeries(Integer.MAX_VALUE, Integer.MAX_VALUE);
        try (var served = served(series);
                var socket = new Socket(InetAddress.getLoopbackAddress(), served.server.port())) {
            socket.getOutputStream().write(
                    ("GET " + EXPORT + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            long before = -1;
            long now = series.handedOut();
            // The store falls silent when the socket's buffers are full.
            var never = new CountDownLatch(1);
            for (int i = 0; i < 100 && (now == 0 || now != before); i++) {
                before = now;
                never.await(200, TimeUnit.MILLISECONDS);
                now = series.handedOut();
            }
            assertThat(now).isEqualTo(before).isPositive();
            // Buffers of the kernel on both sides hold a few MB; a row has about 80 bytes.
            assertThat(now).isLessThan(20L * ReadingsExport.PAGE_ROWS);
        }
    }

    @Test
    void aStoreThatFailsLateBreaksTheStreamSoThatItDoesNotLookWhole() throws Exception {
        try (var served = served(new EndlessSeries(ROWS, 3 * ReadingsExport.PAGE_ROWS))) {
            assertThatThrownBy(() -> served.get(EXPORT)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStoreThatFailsAtOnceIsAnOrdinaryProblem() throws Exception {
        try (var served = served(new EndlessSeries(ROWS, 0))) {
            ApiIT.assertProblem(served.get(EXPORT), 503, "The store does not answer");
        }
    }

    @Test
    void aLimitEndsTheExportAsAWholeOne() throws Exception {
        try (var served = served(new EndlessSeries(ROWS, Integer.MAX_VALUE))) {
            assertThat(served.get(EXPORT + "&limit=20001").body().lines()).hasSize(20_002);
        }
    }

    private static ServedTown served(EndlessSeries series) throws IOException {
        return new ServedTown(new FakeTown(CLOCK), CLOCK, HttpSettings.loopback(0), ApiSettings.DEFAULT, series);
    }
}
