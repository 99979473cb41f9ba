package org.airshed.ingest.app;

import java.io.IOException;
import java.time.InstantSource;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.http.HttpServer;
import org.airshed.ingest.http.HttpSettings;
import org.airshed.ingest.http.PortTakenException;

/** Starts the HTTP server by the settings. */
final class Http {
    private Http() {}

    static HttpServer start(IngestSettings settings, Api api, InstantSource clock) throws IOException {
        HttpSettings loopback = HttpSettings.loopback(settings.httpPort());
        IngestSettings.Tiles tiles = settings.tiles();
        HttpSettings http = new HttpSettings(loopback.host(), loopback.port(), settings.httpNames(), loopback.tls(),
                tiles == null ? null : new HttpSettings.MapTiles(tiles.url(), tiles.attribution()),
                loopback.connections(), loopback.bodyBytes());
        try {
            return HttpServer.start(http, api, clock);
        } catch (PortTakenException e) {
            throw new IOException("port " + settings.httpPort()
                    + " is taken by another program; stop that one, or choose another port with --http", e);
        }
    }
}
