package org.airshed.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.airshed.ingest.api.Api;
import org.junit.jupiter.api.Test;

/** Whatever stands in a parameter, the answer is a documented one: never a 5xx, never an error in another form. */
class HostileParametersIT {
    private static final long SEED = 20_261_122;
    private static final int RANDOM_VALUES = 25;
    private static final List<String> HOSTILE = List.of("", "-1", "0", "1", "99999999999999999999", "1e308", "NaN",
            "-0",
            "%FF%FE", "%C3", "%00", "%", "%zz", "%22%27%60", "'%20OR%201=1--", "%22);DROP%20TABLE%20tail;--",
            "..%2F..%2Fetc",
            "%0D%0ASet-Cookie:%20a=b", "%F0%9F%98%80", "a".repeat(4_000), "null", "true", "[]", "%7B%7D",
            "2026-11-22T00:00:00Z",
            "+999999999-12-31T23:59:59Z", "0000-00-00", "2026-11-22", ",,,", "2026-11-22T00:00:00Z,abc,abc,co2", "csv",
            "*", "%E2%80%AE", "raw", "a@b", "co2", "gracia-roof", "1h", "1y", "outdoor", "all", "eaqi",
            "who-2021:year-mean:aqg", "9223372036854775807", "9223372036854775808",
            "2026-11-22T00:00:00Z,eaqi,all,1h,outdoor",
            "2026-11-22T00:00:00Z,eaqi,all,1h,outdoor,-1", "2026-11-22T00:00:00Z,abc,abc,co2,raw", "&", "=", "==",
            "%26");

    @Test
    void everyParameterOfTheDocumentTakesEveryHostileValue() throws Exception {
        var random = new Random(SEED);
        int asked = 0;
        try (var served = new ServedTown(InstantSource.fixed(Instant.parse("2026-11-22T17:00:00Z")))) {
            for (Address address : addresses()) {
                List<String> values = new ArrayList<>(HOSTILE);
                for (int i = 0; i < RANDOM_VALUES; i++) {
                    values.add(random(random));
                }
                for (String value : values) {
                    String path = address.with(value);
                    String answer = RawHttp.send(served.server.port(),
                            "HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                    assertThat(answer).as("seed %d: %s", SEED, path)
                            .containsPattern("^HTTP/1\\.1 (200|400|404) ");
                    if (!answer.startsWith("HTTP/1.1 200")) {
                        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).as("seed %d: %s", SEED, path)
                                .contains("content-type: application/problem+json").doesNotContain("set-cookie");
                    }
                    asked++;
                }
            }
            assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        }
        assertThat(asked).isGreaterThan(2_000);
    }

    private record Address(String path, String parameter, boolean inPath) {
        String with(String value) {
            return inPath
                    ? path.replace("{" + parameter + "}", value)
                    : ServedTown.withId(path) + "?" + parameter + "=" + value;
        }
    }

    private static List<Address> addresses() throws IOException {
        List<Address> addresses = new ArrayList<>();
        try (InputStream in = Api.class.getResourceAsStream("openapi.json")) {
            JsonNode paths = new ObjectMapper().readTree(in).get("paths");
            paths.properties().forEach(path -> {
                addresses.add(new Address(path.getKey(), "no-such-parameter", false));
                path.getValue().path("parameters")
                        .forEach(parameter -> addresses.add(new Address(path.getKey(),
                                parameter.get("name").textValue(), parameter.get("in").textValue().equals("path"))));
            });
        }
        return addresses;
    }

    /** Any bytes but those that end a request line. */
    private static String random(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(1, 40);
        for (int i = 0; i < length; i++) {
            int octet = random.nextInt(256);
            if (random.nextBoolean() || octet <= ' ' || octet == '#' || octet == 0x7f) {
                text.append(String.format("%%%02X", octet));
            } else {
                text.append((char) octet);
            }
        }
        return text.toString();
    }
}
