package org.airshed.ingest.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a browser may do with our answers: load from here only, run no inline script, show us in no frame. And our time. */
final class SecurityHeaders implements Handler<RoutingContext> {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final String contentPolicy;
    private final String referrerPolicy;

    SecurityHeaders(HttpSettings.@Nullable MapTiles tiles, InstantSource clock) {
        this.clock = clock;
        contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
                + (tiles == null ? "" : " " + tiles.origin())
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        // Public tile servers ask for the referring site; without one nobody is told where a visitor comes from.
        referrerPolicy = tiles == null ? "no-referrer" : "strict-origin-when-cross-origin";
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("Date", HTTP_DATE.format(clock.instant())); // RFC 9110 section 6.6.1; the page reckons ages by it
        headers.set("Content-Security-Policy", contentPolicy);
        headers.set("Referrer-Policy", referrerPolicy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        context.next();
    }
}
