package org.airshed.edge.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.clock.NetworkTime;
import org.airshed.edge.clock.ServerTime;
import org.airshed.edge.clock.StationClock;
import org.airshed.edge.clock.TrustedTime;
import org.airshed.edge.config.SensorSettings;
import org.airshed.edge.config.StationSettings;
import org.airshed.edge.health.StationHealth;
import org.airshed.edge.sampling.Duty;
import org.airshed.edge.sampling.SamplingThread;
import org.airshed.edge.sampling.SensorFault;
import org.airshed.edge.sampling.SensorPlan;
import org.airshed.edge.sampling.SensorState;
import org.airshed.edge.sampling.SpoolSink;
import org.airshed.edge.sampling.StationSampler;
import org.airshed.edge.sensor.chips.Drivers;
import org.airshed.edge.spool.Spool;
import org.airshed.edge.spool.SpoolSettings;
import org.airshed.edge.uplink.Progress;
import org.airshed.edge.uplink.Uplink;
import org.airshed.journal.disk.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One station, whole: spool, uplink, sampling, health, in the order in which readings flow back from the server.
 *
 * <p>Threads: {@link #close} from any, once.
 */
final class StationAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StationAgent.class);
    private static final long CLOCK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long INFO_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final StationSettings settings;
    private final Board board;
    private final Optional<Instant> placedFrom;
    private final StationClock clock;
    private final Spool spool;
    private final Uplink uplink;
    private final StationSampler sampler;
    private final SamplingThread thread;

    /**
     * Opens and starts a station.
     *
     * @param folder of this station in the data folder
     * @param placedFrom since when it stands where it says, empty: since now
     * @param failed told if its spool fails, which ends the station
     */
    static StationAgent start(StationSettings settings, Path folder, Board board, Boot boot, boolean trustClock,
            Optional<Instant> placedFrom, Disk disk, Consumer<IOException> failed) throws IOException {
        ServerTime serverTime = new ServerTime(boot::nanos);
        TrustedTime trusted = trustClock
                ? TrustedTime.always(InstantSource.system())
                : TrustedTime.firstOf(List.of(NetworkTime.ofThisMachine(), serverTime));
        StationClock clock = StationClock.open(folder.resolve("clock"), disk, boot, trusted);
        clock.check();
        SpoolSettings kept = new SpoolSettings(folder.resolve("spool"), settings.spool().maxBytes(),
                settings.spool().commitInterval());
        Spool spool = Spool.open(kept, disk, boot.id());
        try {
            clock.keepOnly(spool.bootsAtOpening());
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
        return new StationAgent(settings, folder, board, placedFrom, clock, spool, serverTime, failed);
    }

    private StationAgent(StationSettings settings, Path folder, Board board, Optional<Instant> placedFrom,
            StationClock clock, Spool spool, ServerTime serverTime, Consumer<IOException> failed) {
        this.settings = settings;
        this.board = board;
        this.placedFrom = placedFrom;
        this.clock = clock;
        this.spool = spool;
        Boot boot = clock.boot();
        SpoolSink sink = new SpoolSink(spool, boot.id());
        uplink = Uplink.start(settings.connection(), settings.id(), spool, clock, serverTime::told);
        sampler = new StationSampler(settings.id(), plans(), settings.averaging(), clock, sink, this::tell);
        StationHealth health = new StationHealth(folder, boot, spool, sampler::states, uplink::progress, sink);
        thread = new SamplingThread(settings.id().text(), boot,
                List.of(new ClockDuty(), sampler, health, new InfoDuty()),
                failed);
        thread.start();
    }

    /** What has been sent. */
    Progress progress() {
        return uplink.progress();
    }

    /** How the sensors are. */
    List<SensorState> sensors() {
        return sampler.states();
    }

    /** Stops from the source downward: sampling, what the open window holds, spool to disk, offline, spool. */
    @Override
    public void close() {
        thread.close();
        try {
            sampler.close();
            spool.commit();
        } catch (IOException e) {
            LOG.error("spool failed station={}: {}", settings.id(), e.getMessage());
        }
        uplink.close();
        try {
            spool.close();
            LOG.info("closed station={} entries={} forces={} waiting={}", settings.id(),
                    spool.statistics().appendedFrames(), spool.statistics().forces(), spool.pendingEntries());
        } catch (IOException e) {
            LOG.error("spool failed to close station={}: {}", settings.id(), e.getMessage());
        }
    }

    private List<SensorPlan> plans() {
        List<SensorPlan> plans = new ArrayList<>();
        for (SensorSettings sensor : settings.sensors()) {
            plans.add(new SensorPlan(sensor.name(), sensor.chip(), () -> Drivers.create(sensor.chip(),
                    sensor.address(), board.i2c(), board.serial(), board.timing()), sensor.interval()));
        }
        return plans;
    }

    private void tell(SensorFault fault) {
        uplink.fault(StationMessages.fault(fault, clock.now()));
    }

    /** Looks at the trusted time. */
    private final class ClockDuty implements Duty {
        private long dueNanos = clock.boot().nanos();

        @Override
        public long run(long nowNanos) throws IOException {
            if (dueNanos - nowNanos <= 0) {
                boolean before = clock.known();
                clock.check();
                if (!before && clock.known()) {
                    uplink.wake();
                }
                dueNanos = nowNanos + CLOCK_EVERY_NANOS;
            }
            return dueNanos;
        }
    }

    /** Publishes what the station is when that has changed. */
    private final class InfoDuty implements Duty {
        private long dueNanos = clock.boot().nanos();
        private List<SensorState> told = List.of();
        private boolean first = true;

        @Override
        public long run(long nowNanos) {
            if (dueNanos - nowNanos <= 0) {
                List<SensorState> now = sampler.states().stream().map(SensorState::withoutCounters).toList();
                if (first || !now.equals(told)) {
                    uplink.info(StationMessages.info(settings, clock.boot().id(), board.simulated(), placedFrom, now));
                }
                first = false;
                told = now;
                dueNanos = nowNanos + INFO_EVERY_NANOS;
            }
            return dueNanos;
        }
    }
}
