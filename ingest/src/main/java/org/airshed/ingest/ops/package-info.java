/** Readiness and metrics: reads the counters and states that each part keeps for itself. */
@NullMarked
package org.airshed.ingest.ops;

import org.jspecify.annotations.NullMarked;
