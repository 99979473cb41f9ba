package org.airshed.ingest.app;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;

/** Keeps the reason code with which the server said goodbye. */
final class Farewells extends Arrivals {
    private final CompletableFuture<Integer> reason;

    Farewells(CompletableFuture<Integer> reason) {
        super(new CompletableFuture<>());
        this.reason = reason;
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        reason.complete(response.getReturnCode() & 0xff);
    }
}
