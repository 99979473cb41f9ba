package org.airshed.ingest.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.airshed.ingest.config.IngestSettings;
import org.airshed.ingest.config.Options;
import org.airshed.ingest.config.SettingsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code airshed ingest}: runs until it is told to stop. */
@Command(name = "ingest", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Runs the ingest tier until SIGTERM or Ctrl-C.",
        "Without --listen only this machine can send; every option wins over its line in the settings file."})
final class IngestCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(IngestCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--mqtt", paramLabel = "PORT", description = "MQTT port for this machine's own stations (default: 1883; 0: any free one)")
    private @Nullable String mqtt;

    @Option(names = "--http", paramLabel = "PORT", description = "port of page and API, on this machine only (default: 8080; 0: any free one)")
    private @Nullable String http;

    @Option(names = "--listen", paramLabel = "ADDR:PORT", description = "also take MQTT from elsewhere, by TLS, with station secrets")
    private @Nullable String listen;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "certificate for --listen, with its chain (PEM)")
    private @Nullable String tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its key (PEM, PKCS#8)")
    private @Nullable String tlsKey;

    @Option(names = "--tls-self-signed", description = "make key and certificate, keep them in the data folder, print the fingerprint to pin")
    private boolean tlsSelfSigned;

    @Option(names = "--accept-proposals", description = "a station that no keeper has placed stands where it says itself")
    private boolean acceptProposals;

    @Option(names = "--zone", paramLabel = "ZONE", description = "whose days are the network's days, as Europe/Madrid (default: UTC)")
    private @Nullable String zone;

    @Option(names = "--demo", description = "as the demo: with its two areas, and stations stand where they say")
    private boolean demo;

    @Override
    public Integer call() throws IOException, SettingsException {
        PrintWriter out = spec.commandLine().getOut();
        IngestSettings read = store.read(options());
        Ingest ingest = Ingest.start(read, InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
            LOG.info("stopping");
            ingest.close();
            LOG.info("stopped");
            stopped.countDown();
        }));
        for (String fingerprint : ingest.fingerprints()) {
            out.println("certificate fingerprint " + fingerprint);
        }
        // The launcher, and whoever starts this process, waits for this line.
        out.println("ready mqtt=" + ingest.mqttPorts().getFirst() + listening(ingest) + " http=" + ingest.httpPort()
                + " data=" + read.dataFolder());
        out.flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static String listening(Ingest ingest) {
        StringBuilder more = new StringBuilder();
        ingest.mqttPorts().stream().skip(1).forEach(port -> more.append(" listen=").append(port));
        return more.toString();
    }

    private Options options() {
        String listener = "mqtt.listen[0].";
        return new Options().with("--mqtt", "mqtt.port", mqtt).with("--http", "http.port", http)
                .with("--listen", listener + "address", listen)
                .with("--tls-cert", listener + "tls-cert", tlsCertificate)
                .with("--tls-key", listener + "tls-key", tlsKey)
                .with("--tls-self-signed", listener + "tls-self-signed", tlsSelfSigned)
                .with("--accept-proposals", "stations.accept-proposals", acceptProposals)
                .with("--zone", "network.zone", zone).with("--demo", "demo", demo);
    }
}
