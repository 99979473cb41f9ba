package org.airshed.ingest.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.http.HttpServer;
import org.airshed.ingest.live.LiveReadings;

/**
 * The counters of every part under one roof. Parts keep plain numbers and know nothing of this; it asks them when it is
 * asked itself.
 *
 * <p>Names are those of Prometheus: {@code airshed_<part>_<what>}, a counter gets its {@code _total} by itself. No label
 * ever names a station: the list would grow without bound and show private ones.
 *
 * <p>Threads: any.
 */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** With what the Java process says about itself. */
    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** A number that only grows. */
    public void counter(String name, String help, LongSupplier count) {
        counter(name, help, Map.of(), count);
    }

    /** A number that only grows, one of several told apart by labels: {@code Map.of("reason", "future")}. */
    public void counter(String name, String help, Map<String, String> labels, LongSupplier count) {
        // A meter holds its object weakly and its function strongly: given the supplier as object, the collector would
        // take it away and the counter would stand still.
        FunctionCounter.builder(name, this, _ -> count.getAsLong()).description(help).tags(tags(labels))
                .register(registry);
    }

    /** A number that goes up and down. */
    public void gauge(String name, String help, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble).description(help).strongReference(true)
                .register(registry);
    }

    /** Registers what HTTP server, API and live readings count. */
    public void serving(HttpServer server, Api api, LiveReadings live) {
        counter("airshed_http_requests", "HTTP requests taken", server::requests);
        gauge("airshed_http_connections", "HTTP connections open", server::connections);
        counter("airshed_http_connections_refused", "HTTP connections closed because there were too many",
                server::refusedConnections);
        counter("airshed_api_refused", "Questions answered 503 because too many were waiting", api::refused);
        gauge("airshed_events_listeners", "Listeners to the event stream", api::eventListeners);
        counter("airshed_events_passed_over", "Rounds in which a slow listener was passed over", api::eventsPassedOver);
        counter("airshed_events_cut_off", "Listeners cut off because they took nothing", api::eventsCutOff);
        counter("airshed_live_forgotten", "Datastreams beyond the bound of the live view", live::forgotten);
    }

    private static Tags tags(Map<String, String> labels) {
        Tags tags = Tags.empty();
        for (Map.Entry<String, String> label : labels.entrySet()) {
            tags = tags.and(label.getKey(), label.getValue());
        }
        return tags;
    }

    /** Everything in the Prometheus text format. */
    public String text() {
        return registry.scrape();
    }
}
