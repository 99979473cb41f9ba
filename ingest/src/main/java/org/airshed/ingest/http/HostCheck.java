package org.airshed.ingest.http;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.airshed.ingest.api.Problem;

/**
 * Answers only under names that are ours. A web page that points its own name at this address (DNS rebinding) would
 * otherwise make a browser read a server that listens on loopback only.
 *
 * <p>Bare addresses need no name service and cannot be rebound, so they are always ours.
 */
final class HostCheck implements Handler<RoutingContext> {
    private static final Pattern ADDRESS = Pattern
            .compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]|[0-9a-f]*:[0-9a-f:.]+");

    private final Set<String> names;

    HostCheck(Set<String> names) {
        this.names = names;
    }

    @Override
    public void handle(RoutingContext context) {
        HostAndPort authority = context.request().authority();
        if (authority != null && isOurs(authority.host().toLowerCase(Locale.ROOT))) {
            context.next();
            return;
        }
        Problem.of(421,
                "This server does not answer under that host name; its operator can add the name to the HTTP settings.")
                .send(context);
    }

    private boolean isOurs(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || ADDRESS.matcher(host).matches()
                || names.contains(host);
    }
}
