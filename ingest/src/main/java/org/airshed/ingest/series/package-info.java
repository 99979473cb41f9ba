/** Writing and reading time series as we need it; no product named. */
@NullMarked
package org.airshed.ingest.series;

import org.jspecify.annotations.NullMarked;
