package org.airshed.ingest.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.CorsHandler;
import java.io.IOException;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.airshed.ingest.api.Api;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the process: page and API on one port.
 *
 * <p>Threads: its own event loops, which never wait for a disk or a database; counters from any. Full: connections
 * beyond the bound are closed at once and counted.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int EVENT_LOOPS = 2;
    /** Longer than the heartbeat of the event stream, which otherwise would end here. */
    private static final int IDLE_SECONDS = 60;
    static final int LINE_BYTES = 8_192;
    static final int HEADER_BYTES = 16_384;
    private static final int COMPRESS_FROM_BYTES = 1_024;

    private final Vertx vertx;
    private final Api api;
    private final int port;
    private final LongAdder requests;
    private final AtomicInteger connections;
    private final LongAdder refusedConnections;

    private HttpServer(Vertx vertx, Api api, int port, LongAdder requests, AtomicInteger connections,
            LongAdder refusedConnections) {
        this.vertx = vertx;
        this.api = api;
        this.port = port;
        this.requests = requests;
        this.connections = connections;
        this.refusedConnections = refusedConnections;
    }

    /**
     * Listens and serves. On return the port answers; {@link #close} ends the server and {@code api}.
     *
     * @throws PortTakenException when another program listens there
     * @throws IOException with a sentence when it cannot listen for another reason
     */
    public static HttpServer start(HttpSettings settings, Api api, InstantSource clock) throws IOException {
        var requests = new LongAdder();
        var connections = new AtomicInteger();
        var refused = new LongAdder();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2));
        boolean started = false;
        try {
            Router router = router(vertx, settings, api, requests, clock);
            io.vertx.core.http.HttpServer server = vertx.createHttpServer(options(settings))
                    .connectionHandler(connection -> admit(connection, settings, connections, refused))
                    .invalidRequestHandler(Failures::unreadable).requestHandler(router);
            int port = server.listen().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS).actualPort();
            started = true;
            LOG.info("HTTP listens on {}:{}", settings.host(), port);
            return new HttpServer(vertx, api, port, requests, connections, refused);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
                throw new PortTakenException(settings.host(), settings.port(), cause);
            }
            throw new IOException("HTTP cannot listen on " + settings.host() + ":" + settings.port() + ": "
                    + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("HTTP did not begin to listen within 20 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting HTTP", e);
        } finally {
            if (!started) {
                vertx.close();
            }
        }
    }

    private static HttpServerOptions options(HttpSettings settings) {
        HttpServerOptions options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
                .setCompressionSupported(true).setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES)
                .setMaxInitialLineLength(LINE_BYTES).setMaxHeaderSize(HEADER_BYTES)
                .setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS).setHttp2ClearTextEnabled(false);
        HttpSettings.Tls tls = settings.tls();
        if (tls != null) {
            options.setSsl(true).setUseAlpn(true).setKeyCertOptions(new PemKeyCertOptions()
                    .setCertPath(tls.certificate().toString()).setKeyPath(tls.key().toString()));
        }
        return options;
    }

    private static void admit(HttpConnection connection, HttpSettings settings, AtomicInteger connections,
            LongAdder refused) {
        if (connections.incrementAndGet() > settings.connections()) {
            connections.decrementAndGet();
            refused.increment();
            connection.close();
            return;
        }
        connection.closeHandler(closed -> connections.decrementAndGet());
    }

    private static Router router(Vertx vertx, HttpSettings settings, Api api, LongAdder requests,
            InstantSource clock) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            requests.increment();
            context.next();
        });
        router.route().handler(new HostCheck(settings.names())).handler(new SecurityHeaders(settings.tiles(), clock));
        router.route().handler(BodyHandler.create(false).setBodyLimit(settings.bodyBytes()));
        CorsHandler cors = CorsHandler.create()
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS))
                .allowedHeaders(Set.of("If-None-Match", "Last-Event-ID", "Accept-Encoding"))
                .exposedHeaders(Set.of("ETag", "Link")).maxAgeSeconds(86_400);
        router.route("/api/*").handler(cors);
        router.route("/openapi.json").handler(cors);
        new PageRoutes(settings.tiles(), api.cardRules()).mount(router);
        api.mount(router);
        Failures.mount(router);
        return router;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Requests taken. */
    public long requests() {
        return requests.sum();
    }

    /** Connections open now. */
    public int connections() {
        return connections.get();
    }

    /** Connections closed because there were too many. */
    public long refusedConnections() {
        return refusedConnections.sum();
    }

    /** Stops listening, cuts what is still open, waits for the event loops to end. */
    @Override
    public void close() {
        api.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("HTTP did not close cleanly", e);
        }
    }
}
