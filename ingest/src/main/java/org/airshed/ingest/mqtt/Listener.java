package org.airshed.ingest.mqtt;

import java.net.InetSocketAddress;
import org.airshed.ingest.auth.TlsIdentity;
import org.jspecify.annotations.Nullable;

/**
 * An address to listen on. Without TLS it must be a loopback address, and whoever comes is trusted; with TLS it may be
 * any, and a station must show its secret.
 *
 * @param option the option or setting it came from, for messages
 */
public record Listener(InetSocketAddress address, @Nullable TlsIdentity tls, String option) {
    public Listener {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("there is no address for the host " + address.getHostString());
        }
        // Checked here too, and not only where settings are read: this must never happen by any way.
        if (tls == null && !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("without TLS only a loopback address may be listened on, not "
                    + address.getHostString());
        }
    }

    /** Whether whoever connects here is trusted. */
    public boolean trusted() {
        return tls == null;
    }
}
