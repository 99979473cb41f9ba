package org.airshed.edge.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.config.StationSettings;
import org.airshed.edge.config.StationSettings.SpoolLimits;
import org.airshed.edge.simulation.SimulatedStation;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.Uplink;
import org.airshed.edge.uplink.UplinkSettings;
import org.airshed.journal.disk.Disk;
import org.airshed.journal.disk.FileDisk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Simulated stations in one process, each with an identity, a spool and a connection of its own, and with a past. */
final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final Duration AVERAGING = Duration.ofSeconds(5);
    /** Somebody watches, and no flash wears. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration REMEMBER_EVERY = Duration.ofSeconds(30);
    /** The server is on the same machine: nobody is spared by waiting. */
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);
    private static final int HISTORY_WINDOW = 8;

    /**
     * What the command line says.
     *
     * @param history how far back a station's past goes at most
     */
    record Options(int stations, HostAndPort mqtt, Duration history, long seed) {}

    private final Options options;
    private final DataFolder data;
    private final Stop stop;
    private final Disk disk = new FileDisk();
    private final InstantSource clock = InstantSource.system();
    private final RunningStations running;
    private final List<Past> pasts = new ArrayList<>();

    private Demo(Options options, DataFolder data, Stop stop, RunningStations running) {
        this.options = options;
        this.data = data;
        this.stop = stop;
        this.running = running;
    }

    /** Runs until asked to stop; returns the exit code. */
    static int run(Options options, DataFolder data, Stop stop, PrintWriter out) throws UsageException {
        try (RunningStations running = new RunningStations()) {
            Demo demo = new Demo(options, data, stop, running);
            Boot boot = Boot.running();
            for (DemoStation station : DemoStation.first(options.stations())) {
                demo.start(station, boot);
            }
            out.println("ready: " + options.stations() + " simulated stations send to " + options.mqtt().host() + ":"
                    + options.mqtt().port());
            out.flush();
            Thread past = Thread.ofPlatform().name("history").start(demo::live);
            int code = stop.await();
            past.join();
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AgentMain.CANNOT;
        }
    }

    private void start(DemoStation station, Boot boot) throws UsageException {
        Path folder = data.of(station.id());
        SimulatedPlace place = new SimulatedPlace(options.seed(), station.neighbourhood(), station.id().text(),
                station.place().latitude(), station.place().longitude(),
                station.place().elevationMetres() == null ? 0 : station.place().elevationMetres(), ZONE);
        SimulatedStation simulated = SimulatedStation.live(station.scenario(), place, clock, Timing.system());
        UplinkSettings connection = UplinkSettings.to(options.mqtt().host(), options.mqtt().port(),
                station.id().text())
                .retrying(Duration.ofSeconds(1), LONGEST_RETRY);
        StationSettings settings = new StationSettings(station.id(), station.name(), connection,
                new SpoolLimits(SpoolSettings.DEFAULT_MAX_BYTES, COMMIT_INTERVAL), AVERAGING,
                SettledStations.sensors(simulated), station.place(), null);
        try {
            LivedUntil lived = LivedUntil.open(folder.resolve("lived"), disk);
            Instant bornAt = lived.get().orElse(clock.instant()).minus(options.history());
            StationAgent agent = StationAgent.start(settings, folder,
                    new Board(simulated.buses(), simulated.ports(), Timing.system(), true), boot, true,
                    Optional.of(bornAt), disk, failure -> stop.fail());
            Spool spool = Spool.open(new SpoolSettings(folder.resolve("history"), SpoolSettings.DEFAULT_MAX_BYTES,
                    COMMIT_INTERVAL), disk, "history");
            Uplink uplink = Uplink.start(connection.beside("history").window(HISTORY_WINDOW), station.id(), spool);
            Past past = new Past(station, spool, uplink, lived,
                    new LivedHistory(station.scenario(), place, spool, lived));
            pasts.add(past);
            running.add(() -> {
                agent.close();
                simulated.close();
                past.close();
            });
        } catch (IOException e) {
            throw new UsageException("station " + station.id() + " cannot start: " + e.getMessage());
        }
    }

    /** One station after the other, beside their present; then remembers now and again how far all have lived. */
    private void live() {
        Instant now = clock.instant();
        for (Past past : pasts) {
            try {
                long readings = past.history.liveUpTo(now, options.history(), stop);
                LOG.info("past lived station={} readings={}", past.station.id(), readings);
            } catch (IOException e) {
                LOG.error("past failed station={}: {}", past.station.id(), e.getMessage());
                stop.fail();
                return;
            }
        }
        // Not after a stop in the middle: the next start then goes on with the past where this one ended.
        if (!stop.isAsked()) {
            remember();
        }
    }

    private void remember() {
        boolean ending;
        do {
            stop.awaitAtMost(REMEMBER_EVERY);
            ending = stop.isAsked();
            try {
                for (Past past : pasts) {
                    past.lived.store(clock.instant());
                    past.endIfSent();
                }
            } catch (IOException e) {
                LOG.error("cannot remember how far the stations have lived: {}", e.getMessage());
                stop.fail();
            }
        } while (!ending);
    }

    /** A station's lived days, on their way over a connection beside the station's own. */
    private record Past(DemoStation station, Spool spool, Uplink uplink, LivedUntil lived, LivedHistory history) {
        /** The past is sent once; nobody needs its connection after that. */
        void endIfSent() {
            if (spool.isEmpty() && uplink.progress().connected()) {
                uplink.close();
            }
        }

        void close() throws IOException {
            uplink.close();
            spool.close();
        }
    }
}
