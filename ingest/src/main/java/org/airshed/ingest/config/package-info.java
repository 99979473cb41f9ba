/** Reads {@code ingest.yaml} and the command line's options into the settings of each part, all problems at once. */
@NullMarked
package org.airshed.ingest.config;

import org.jspecify.annotations.NullMarked;
