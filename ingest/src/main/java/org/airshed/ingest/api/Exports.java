package org.airshed.ingest.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** Has CSV written to those who asked for it. Full: as many at the same time as there are workers, each waits for its client. */
final class Exports {
    private final Workers workers;

    Exports(Workers workers) {
        this.workers = workers;
    }

    /** Writes the rows of an export; runs on a worker and may block. */
    interface Rows {
        void writeTo(CsvStream stream) throws IOException;
    }

    /**
     * Has it written; false where there is no room. Called on the event loop of the request.
     *
     * @param check throws what is wrong with the question, before anything is sent
     */
    boolean offer(RoutingContext context, CsvStream stream, Runnable check, Rows rows) {
        return workers.offer(() -> write(context, stream, check, rows));
    }

    private static void write(RoutingContext context, CsvStream stream, Runnable check, Rows rows) {
        try {
            check.run();
            if (context.request().method().equals(HttpMethod.HEAD)) {
                stream.headOnly();
                return;
            }
            rows.writeTo(stream);
            stream.end();
        } catch (CsvStream.ClientGoneException e) {
            stream.abort();
        } catch (Exception e) {
            Problem problem = Endpoint.problem(context, e);
            // Nothing of the body sent yet: an ordinary error. Otherwise the stream breaks off, so that it cannot look whole.
            stream.fail(problem);
        }
    }
}
