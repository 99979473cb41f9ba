package org.airshed.ingest.config;

import java.net.URI;
import java.nio.file.Path;

/**
 * The InfluxDB to store readings in.
 *
 * @param tokenFile holds the token; a token on the command line could be seen by everyone on the machine
 */
public record InfluxTarget(URI url, String org, String bucket, Path tokenFile) {}
