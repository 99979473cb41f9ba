package org.airshed.ingest.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.airshed.ingest.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the router and the protocol refuse into problems, so that every error has the same form. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static void mount(Router router) {
        router.route().last().handler(context -> Problem.of(404,
                "There is nothing at this address; /openapi.json lists what there is.").send(context));
        router.route().failureHandler(context -> failed(context, context.statusCode()));
        // What matches no route never gets to a failure handler, and its context does not know its status.
        for (int status : new int[]{400, 404, 405, 413, 500}) {
            router.errorHandler(status, context -> failed(context, status));
        }
    }

    private static void failed(RoutingContext context, int found) {
        int status = found < 400 ? 500 : found;
        if (status >= 500) {
            LOG.error("{} failed", context.request().path(), context.failure());
        }
        if (status == 413) {
            // The rest of the body is not wanted either, so the connection is of no more use.
            context.response().putHeader("Connection", "close")
                    .endHandler(ended -> context.request().connection().close());
        }
        Problem.of(status, detail(status)).send(context);
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The address cannot be read: it has a % that is not followed by two hex digits.";
            case 404 -> "There is nothing at this address; /openapi.json lists what there is.";
            case 405 -> "This method is not allowed here; GET, HEAD and OPTIONS are.";
            case 413 -> "The request body is too long; no address here wants one.";
            default -> status >= 500
                    ? "The server failed to answer; its log has the reason."
                    : "The request was refused.";
        };
    }

    /** A request that is no HTTP, or has a line or header beyond the bounds: the router never sees it. */
    static void unreadable(HttpServerRequest request) {
        Problem problem = Problem.of(400,
                "This is no request the server can read: it speaks HTTP/1.1, takes addresses of up to "
                        + HttpServer.LINE_BYTES + " bytes and headers of up to " + HttpServer.HEADER_BYTES + " bytes.");
        request.response().setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close").end(Buffer.buffer(problem.json(null)))
                .onComplete(done -> request.connection().close());
    }
}
