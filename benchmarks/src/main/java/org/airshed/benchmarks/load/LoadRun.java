package org.airshed.benchmarks.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.airshed.benchmarks.mqtt.Latencies;
import org.airshed.benchmarks.mqtt.LoadClient;
import org.airshed.benchmarks.mqtt.LoadSettings;
import org.airshed.benchmarks.mqtt.Submissions;
import org.airshed.benchmarks.mqtt.SyntheticReadings;
import org.airshed.benchmarks.process.ChildProcess;
import org.airshed.benchmarks.process.ProcessUsage;
import org.airshed.benchmarks.process.Waiting;
import org.airshed.benchmarks.server.Influxd;

/** Puts one load on one contender and measures. What was acknowledged and never stored ends the run with a sentence. */
final class LoadRun {
    /** 2026-01-01: in the past for every clock that runs this, and never in the quarantined future. */
    private static final long BASE_MILLIS = 1_767_225_600_000L;
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Influxd influxd;
    private final Plan plan;

    LoadRun(Influxd influxd, Plan plan) {
        this.influxd = influxd;
        this.plan = plan;
    }

    Measurement measure(Contender contender, Scenario scenario) {
        Load warmUp = new Load(contender, new SyntheticReadings("warm", BASE_MILLIS, scenario.perSubmission()));
        run(contender, scenario, warmUp, plan.warmUp());
        awaitStored(contender, "warm", warmUp.acknowledged * scenario.perSubmission());

        Load load = new Load(contender, new SyntheticReadings("load", BASE_MILLIS, scenario.perSubmission()));
        Map<String, ChildProcess> processes = new HashMap<>(contender.processes());
        processes.put("influxd", influxd.process());
        Map<String, ProcessUsage> before = usage(processes);
        long begin = System.nanoTime();
        run(contender, scenario, load, plan.measured());
        double seconds = (System.nanoTime() - begin) / 1e9;
        long readings = load.acknowledged * scenario.perSubmission();
        long waiting = readings - influxd.count(contender.bucket(), SyntheticReadings.PROPERTY, "load");
        awaitStored(contender, "load", readings);
        double storedSeconds = (System.nanoTime() - begin) / 1e9;
        Map<String, ProcessUsage> after = usage(processes);

        Map<String, Double> cpu = new HashMap<>();
        Map<String, Long> peak = new HashMap<>();
        after.forEach((name, used) -> {
            ProcessUsage was = before.getOrDefault(name, used);
            cpu.put(name, (used.cpuSeconds() - was.cpuSeconds()) * 1e6 / readings);
            peak.put(name, used.peakResidentBytes());
        });
        return new Measurement(contender.name(), scenario, readings, readings / seconds, readings / storedSeconds,
                waiting, cpu,
                load.latencies.percentile(50), load.latencies.percentile(99), peak);
    }

    private void run(Contender contender, Scenario scenario, Load load, Duration length) {
        long endless = Long.MAX_VALUE / plan.connections() / 2;
        LoadSettings settings = new LoadSettings(contender.mqtt(), 4, "bench-", plan.connections(), plan.window(),
                scenario.publishesPerSecond(), endless, Duration.ofMillis(200));
        try (LoadClient client = LoadClient.start(settings, load)) {
            Waiting.pause(length);
            client.stopSending();
            client.awaitDone(plan.drain());
            if (client.losses() > 0) {
                throw new IllegalStateException(contender.name() + " dropped " + client.losses() + " connections under "
                        + scenario.name());
            }
        }
    }

    private void awaitStored(Contender contender, String prefix, long readings) {
        long end = System.nanoTime() + plan.drain().toNanos();
        long stored = influxd.count(contender.bucket(), SyntheticReadings.PROPERTY, prefix);
        while (stored < readings) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(contender.name() + " acknowledged " + readings + " readings, and "
                        + plan.drain().toSeconds() + " s later only " + stored + " were stored");
            }
            Waiting.pause(ASK_EVERY);
            stored = influxd.count(contender.bucket(), SyntheticReadings.PROPERTY, prefix);
        }
    }

    private static Map<String, ProcessUsage> usage(Map<String, ChildProcess> processes) {
        Map<String, ProcessUsage> usage = new HashMap<>();
        processes.forEach((name, process) -> usage.put(name, process.usage()));
        return usage;
    }

    /** Readings for a contender, and the account of their PUBACKs. Read it when the client is closed. */
    private static final class Load implements Submissions {
        private final Contender contender;
        private final SyntheticReadings readings;
        private final Latencies latencies = new Latencies();
        private long acknowledged;

        Load(Contender contender, SyntheticReadings readings) {
            this.contender = contender;
            this.readings = readings;
        }

        @Override
        public String topic(int connection) {
            return "airshed/1/" + readings.station(connection) + "/readings";
        }

        @Override
        public void payload(int connection, long number, ByteBuffer into) {
            contender.payload(readings, connection, number, into);
        }

        @Override
        public void acknowledged(int connection, long number, int reason, long nanos) {
            acknowledged++;
            latencies.record(nanos);
        }
    }
}
