package org.airshed.ingest.http;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.airshed.ingest.api.Api;
import org.airshed.ingest.api.ApiSettings;
import org.airshed.ingest.ops.Health;
import org.airshed.ingest.ops.Metrics;
import org.airshed.ingest.ops.ProcessOperations;

/** Serves the page over a made-up town, for whoever works on the page. Argument: the port. */
public final class PageDevelopment {
    private PageDevelopment() {}

    public static void main(String[] arguments) throws Exception {
        InstantSource clock = InstantSource.system();
        var town = new FakeTown(clock);
        var health = new Health();
        health.add("store", Optional::empty);
        var metrics = new Metrics();
        FakeNeighbourhoods neighbourhoods = FakeNeighbourhoods.of(town);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(neighbourhoods::close));
        var api = new Api(town.series(), neighbourhoods.data, town, town.live(), new ProcessOperations(health, metrics),
                ApiSettings.DEFAULT, clock);
        HttpServer server = HttpServer.start(HttpSettings.loopback(Integer.parseInt(arguments[0])), api, clock);
        metrics.serving(server, api, town.live());
        while (!Thread.interrupted()) {
            town.step();
            LockSupport.parkNanos(5_000_000_000L);
        }
    }
}
