package org.airshed.ingest.admission;

/**
 * Who sent a submission, and how.
 *
 * @param transport {@code mqtt5}, {@code mqtt311} or {@code http}
 * @param clientId MQTT client id, empty where there is none
 * @param remote address and port
 * @param qos MQTT quality of service: 0 was never promised anything
 */
public record Sender(String transport, String clientId, String remote, int qos) {
    public Sender {
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("qos is " + qos);
        }
    }

    /** For lists and logs: {@code mqtt5 client-7 192.0.2.7:40112 qos 1}. */
    public String text() {
        return transport + (clientId.isEmpty() ? "" : " " + clientId) + " " + remote + " qos " + qos;
    }
}
