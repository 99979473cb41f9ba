package org.airshed.edge.uplink;

import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** Paho's failures as sentences that name the server and the mend. */
final class Sentences {
    private static final int BAD_USER_NAME_OR_PASSWORD = 0x86;
    private static final int NOT_AUTHORIZED = 0x87;
    private static final int SERVER_UNAVAILABLE = 0x88;
    private static final int SERVER_BUSY = 0x89;
    private static final int BANNED = 0x8a;
    private static final int SESSION_TAKEN_OVER = 0x8e;
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int UNSUPPORTED_PROTOCOL_VERSION = 0x84;
    private static final int FIRST_SERVER_CODE = 0x80;
    private static final int LAST_SERVER_CODE = 0xff;

    private Sentences() {}

    static String of(@Nullable Throwable failure, UplinkSettings settings) {
        String server = settings.host() + ":" + settings.port();
        if (failure instanceof MqttException mqtt && mqtt.getReasonCode() >= FIRST_SERVER_CODE
                && mqtt.getReasonCode() <= LAST_SERVER_CODE) {
            return ofCode(mqtt.getReasonCode(), null, settings);
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the name " + settings.host()
                        + " cannot be resolved: no network, or a wrong host in the settings";
            }
            if (cause instanceof ConnectException) {
                return "nothing takes connections at " + server + ": the server is down, or host or port are wrong";
            }
            if (cause instanceof SSLException) {
                return "TLS with " + server + " failed: " + innermost(cause);
            }
        }
        return "the connection to " + server + " failed: " + innermost(failure);
    }

    static String of(@Nullable MqttDisconnectResponse response, UplinkSettings settings) {
        if (response == null) {
            return "the connection to " + settings.host() + ":" + settings.port() + " ended";
        }
        if (response.getException() != null && response.getReturnCode() < FIRST_SERVER_CODE) {
            return of(response.getException(), settings);
        }
        return ofCode(response.getReturnCode(), response.getReasonString(), settings);
    }

    /** A reason code of the server. */
    static String ofCode(int code, @Nullable String reason, UplinkSettings settings) {
        String server = settings.host() + ":" + settings.port();
        String what = switch (code) {
            case BAD_USER_NAME_OR_PASSWORD -> server + " does not know station " + settings.user()
                    + " with this secret; make one there with 'airshed station add " + settings.user() + "'";
            case NOT_AUTHORIZED -> server + " does not let station " + settings.user()
                    + " in, or not publish there: its secret is missing, wrong or revoked";
            case SERVER_UNAVAILABLE, SERVER_BUSY -> server + " is busy or shutting down";
            case BANNED -> server + " has revoked station " + settings.user();
            case SESSION_TAKEN_OVER -> "another connection to " + server + " uses the client id "
                    + settings.clientId() + "; does a second agent run with the same station?";
            case QUOTA_EXCEEDED -> server + " takes no more for now (quota exceeded)";
            case UNSUPPORTED_PROTOCOL_VERSION -> server + " does not speak MQTT 5";
            default -> String.format("%s answered with reason code 0x%02x", server, code);
        };
        return reason == null || reason.isEmpty() ? what : what + " (it says: " + printable(reason) + ")";
    }

    /** What a server says goes to a terminal: without control characters, and not for pages. */
    private static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 200 ? plain : plain.substring(0, 200);
    }

    private static String innermost(@Nullable Throwable failure) {
        String text = "it ended";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                text = message;
            }
        }
        return text;
    }
}
