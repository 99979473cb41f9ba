package org.airshed.ingest.auth;

import org.airshed.ingest.registry.Credential;

/** Who is at the other end of a connection. */
public sealed interface Identity {
    /** Someone on this machine, over the loopback listener: may speak for every station. */
    record Local() implements Identity {}

    /** A station that showed its secret: may speak for itself only. */
    record Proven(Credential credential) implements Identity {}
}
