package org.airshed.ingest.api;

import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.airshed.ingest.series.SeriesUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts questions at addresses: GET and HEAD ask, OPTIONS tells what is allowed, anything else is a 405 that says so.
 *
 * <p>Threads: routes run on event loops and hand each question to the workers.
 */
final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    /** A question whose answer fits in memory; runs on a worker and may block. */
    interface Question {
        Answer answer(RoutingContext context, Parameters parameters) throws IOException;
    }

    private final Router router;
    private final Workers workers;

    Endpoint(Router router, Workers workers) {
        this.router = router;
        this.workers = workers;
    }

    /** A question at {@code path} that takes these parameters. */
    void ask(String path, Set<String> parameters, Question question) {
        handle(path, parameters, (context, read) -> {
            if (!offer(workers, context, () -> question.answer(context, read))) {
                busy(context);
            }
        });
    }

    /** Something else than a whole answer at {@code path}; called on the event loop. */
    void handle(String path, Set<String> parameters, Exchange exchange) {
        router.route(path).handler(context -> {
            HttpMethod method = context.request().method();
            if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
                Parameters read;
                try {
                    read = Parameters.of(context.request().query(), parameters);
                } catch (ProblemException e) {
                    e.problem().send(context);
                    return;
                }
                exchange.begin(context, read);
            } else if (method.equals(HttpMethod.OPTIONS)) {
                context.response().setStatusCode(204).putHeader("Allow", ALLOWED).end();
            } else {
                context.response().putHeader("Allow", ALLOWED);
                Problem.of(405, Text.shown(method.name()) + " is not allowed here; allowed are " + ALLOWED + ".")
                        .send(context);
            }
        });
    }

    /** What {@link #handle} calls. */
    interface Exchange {
        void begin(RoutingContext context, Parameters parameters);
    }

    static void busy(RoutingContext context) {
        Problem.of(503, "The server has as many questions waiting as it takes; ask again in a few seconds.")
                .send(context);
    }

    /** Has a worker answer; false where there is no room. Called on the event loop of the request. */
    static boolean offer(Workers workers, RoutingContext context, Callable<Answer> question) {
        Context loop = context.vertx().getOrCreateContext();
        return workers.offer(() -> {
            Consumer<RoutingContext> ending = answer(context, question);
            loop.runOnContext(nothing -> ending.accept(context));
        });
    }

    private static Consumer<RoutingContext> answer(RoutingContext context, Callable<Answer> question) {
        try {
            Answer answer = question.call();
            return on -> send(on, answer);
        } catch (Exception e) {
            return problem(context, e)::send;
        }
    }

    /** What a failed question tells its client; what is our own fault goes to the log. */
    static Problem problem(RoutingContext context, Exception failure) {
        return switch (failure) {
            case ProblemException asked -> asked.problem();
            case SeriesUnavailableException unavailable -> {
                LOG.warn("{} unanswered: {}", context.request().path(), unavailable.getMessage());
                yield Problem.of(503, "The store does not answer at the moment; try again soon.");
            }
            default -> {
                LOG.error("{} failed", context.request().path(), failure);
                yield Problem.of(500, "The server failed to answer; its log has the reason.");
            }
        };
    }

    private static void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader("Cache-Control", answer.cacheControl());
        if (answer.next() != null) {
            response.putHeader("Link", "<" + answer.next() + ">; rel=\"next\"");
        }
        if (answer.maxAgeSeconds() >= 0) {
            String tag = EntityTag.header(EntityTag.of(answer.body()), context.request());
            response.putHeader("ETag", tag).putHeader("Vary", "Accept-Encoding");
            if (EntityTag.isHeld(context.request(), tag)) {
                response.setStatusCode(304).end();
                return;
            }
        }
        response.putHeader("Content-Type", answer.contentType());
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(answer.body().length())).end();
        } else {
            response.end(answer.body());
        }
    }
}
