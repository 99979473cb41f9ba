package org.airshed.ingest.series.influx;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where InfluxDB is and how it is written to.
 *
 * @param url as of its own tools: {@code http://127.0.0.1:8086}
 * @param tokenFile holds the token on its first line; read again when the database refuses it
 * @param gzip null: yes, unless the database is on this machine, where it costs time and saves nothing
 * @param batchLines lines per request
 * @param settle how long the journal keeps what the database has answered for, against a database that answers before
 *     its own disk has it
 */
public record InfluxSettings(URI url, String org, String bucket, Path tokenFile, @Nullable Boolean gzip, int batchLines,
        Duration settle) {
    /** 5,000 lines, one minute. */
    public static InfluxSettings of(URI url, String org, String bucket, Path tokenFile) {
        return new InfluxSettings(url, org, bucket, tokenFile, null, 5_000, Duration.ofMinutes(1));
    }

    public InfluxSettings {
        if (url.getScheme() == null || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "the address of InfluxDB is '" + url + "'; write it like http://127.0.0.1:8086");
        }
        if (batchLines < 1) {
            throw new IllegalArgumentException("batchLines is " + batchLines);
        }
    }

    boolean compresses() {
        if (gzip != null) {
            return gzip;
        }
        String host = url.getHost();
        return !(host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    /** The address without a slash at its end. */
    String address() {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
