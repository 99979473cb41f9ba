package org.airshed.ingest.http;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens and what it bounds.
 *
 * @param host address to listen on
 * @param port 0 lets the system choose
 * @param names host names besides localhost and bare addresses under which browsers may ask, in small letters: the name
 *     of the proxy in front, for example
 * @param tls certificate chain and key; null listens in the clear
 * @param tiles where the map's background comes from; null draws none, so that no visitor is shown to a third party
 * @param connections most connections at the same time; further ones are closed at once
 * @param bodyBytes longest request body
 */
public record HttpSettings(String host, int port, Set<String> names, @Nullable Tls tls, @Nullable MapTiles tiles,
        int connections, int bodyBytes) {
    /** Certificate chain and private key, both PEM. */
    public record Tls(Path certificate, Path key) {}

    /**
     * A tile server.
     *
     * @param urlTemplate {@code https://…/{z}/{x}/{y}.png}
     * @param attribution the words its licence asks for
     */
    public record MapTiles(String urlTemplate, String attribution) {
        public MapTiles {
            if (!urlTemplate.matches("https?://[A-Za-z0-9.:-]+/[^\\s\"'<>;,]*\\{z\\}[^\\s\"'<>;,]*")) {
                throw new IllegalArgumentException("tile address '" + urlTemplate
                        + "' must be like https://tiles.example.org/{z}/{x}/{y}.png");
            }
        }

        /** Scheme, host and port, for the content security policy. */
        String origin() {
            return urlTemplate.substring(0, urlTemplate.indexOf('/', urlTemplate.indexOf("//") + 2));
        }
    }

    public HttpSettings {
        names = Set.copyOf(names);
    }

    /** On loopback, in the clear, without map tiles. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings("127.0.0.1", port, Set.of(), null, null, 2_000, 65_536);
    }
}
