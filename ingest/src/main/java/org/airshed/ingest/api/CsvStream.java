package org.airshed.ingest.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.airshed.ingest.query.IndicatorsExport;
import org.airshed.ingest.query.IndicatorsPage;
import org.airshed.ingest.query.ReadingsExport;
import org.airshed.ingest.query.RollupsExport;
import org.airshed.ingest.query.RollupsPage;
import org.airshed.ingest.series.StoredReading;
import org.jspecify.annotations.Nullable;

/**
 * CSV to one client, a store page at a time. The page before must have left for the client before the next one is sent,
 * so two pages are in memory however slow the client is.
 *
 * <p>Threads: one export thread; it hops to the event loop to write. Full: a client that takes nothing for
 * {@value #PATIENCE_SECONDS} s is cut off.
 */
final class CsvStream implements ReadingsExport.Target, RollupsExport.Target, IndicatorsExport.Target {
    private static final int PATIENCE_SECONDS = 30;

    private final RoutingContext routing;
    private final Kind kind;
    private final byte[] header;
    private final Context loop;
    private final boolean gzip;
    private final ByteArrayOutputStream page = new ByteArrayOutputStream(1 << 16);
    private final CsvRows rows;
    private @Nullable OutputStream out;
    private @Nullable CompletableFuture<Void> inFlight;

    /** What the lines are about. */
    enum Kind {
        READINGS("readings"), ROLLUPS("readings"), REPLACED_ROLLUPS("readings"), INDICATORS(
                "indicators"), REPLACED_INDICATORS("indicators");

        private final String file;

        Kind(String file) {
            this.file = file;
        }

        private byte[] header(RowForm form) {
            return switch (this) {
                case READINGS -> CsvRows.readingsHeader(form);
                case ROLLUPS -> CsvRows.rollupsHeader(form, false);
                case REPLACED_ROLLUPS -> CsvRows.rollupsHeader(form, true);
                case INDICATORS -> CsvRows.indicatorsHeader(form, false);
                case REPLACED_INDICATORS -> CsvRows.indicatorsHeader(form, true);
            };
        }
    }

    /** On the event loop of the request. */
    CsvStream(RoutingContext routing, Kind kind, RowForm form) {
        this.routing = routing;
        this.kind = kind;
        this.header = kind.header(form);
        this.rows = new CsvRows(form);
        this.loop = routing.vertx().getOrCreateContext();
        String accepted = routing.request().getHeader("Accept-Encoding");
        this.gzip = accepted != null && accepted.contains("gzip");
    }

    @Override
    public void accept(StoredReading reading) {
        rows.add(reading);
    }

    @Override
    public void item(RollupsPage.Item item) {
        rows.add(item, kind == Kind.REPLACED_ROLLUPS);
    }

    @Override
    public void item(IndicatorsPage.Item item) {
        rows.add(item, kind == Kind.REPLACED_INDICATORS);
    }

    @Override
    public void pageEnd() throws IOException {
        OutputStream target = out;
        boolean first = target == null;
        if (target == null) {
            target = gzip ? new GZIPOutputStream(page, 1 << 13, true) : page;
            out = target;
            target.write(header);
        }
        rows.drainTo(target);
        target.flush();
        send(first, false);
    }

    /** Ends the stream as a whole one. */
    void end() throws IOException {
        if (out != null) {
            out.close();
        }
        send(out == null, true);
    }

    /** Ends without a body. */
    void headOnly() {
        loop.runOnContext(nothing -> head(routing.response()).end());
    }

    /** Breaks the connection, so that what was sent cannot look whole. */
    void abort() {
        loop.runOnContext(nothing -> routing.response().reset());
    }

    /** An ordinary error where nothing was sent yet; otherwise breaks the connection. */
    void fail(Problem problem) {
        loop.runOnContext(nothing -> problem.send(routing));
    }

    private void send(boolean first, boolean last) throws IOException {
        Buffer bytes = Buffer.buffer(page.toByteArray());
        page.reset();
        await();
        var written = new CompletableFuture<Void>();
        inFlight = written;
        loop.runOnContext(nothing -> {
            HttpServerResponse response = routing.response();
            if (response.closed() || response.ended()) {
                written.completeExceptionally(new IOException("the client has gone"));
                return;
            }
            if (first) {
                head(response).setChunked(true);
            }
            (last ? response.end(bytes) : response.write(bytes)).onComplete(done -> {
                if (done.succeeded()) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(done.cause());
                }
            });
        });
        if (last) {
            await();
        }
    }

    private HttpServerResponse head(HttpServerResponse response) {
        // Compressed here and not by the server, so that an event loop does not spend seconds on one export.
        return response.putHeader("Content-Type", "text/csv; charset=utf-8; header=present")
                .putHeader("Content-Encoding", gzip ? "gzip" : "identity").putHeader("Vary", "Accept-Encoding")
                .putHeader("Content-Disposition", "attachment; filename=\"airshed-" + kind.file + ".csv\"")
                .putHeader("Cache-Control", "no-store");
    }

    private void await() throws ClientGoneException {
        CompletableFuture<Void> before = inFlight;
        if (before == null) {
            return;
        }
        try {
            before.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientGoneException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ClientGoneException(e);
        }
    }

    /** The client closed the connection or does not read; nothing is wrong on our side. */
    static final class ClientGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        ClientGoneException(Throwable cause) {
            super(cause);
        }
    }
}
