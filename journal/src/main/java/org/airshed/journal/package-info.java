/** Append-only, checksummed, fsynced segment log: the one durable thing that agent and ingest stand on. */
@NullMarked
package org.airshed.journal;

import org.jspecify.annotations.NullMarked;
