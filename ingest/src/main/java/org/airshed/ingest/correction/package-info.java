/**
 * From the raw mean of an hour to a corrected one: which corrections there are, where each may be used, and which one a
 * station's hour gets; pure arithmetic over tables that are data files.
 */
@NullMarked
package org.airshed.ingest.correction;

import org.jspecify.annotations.NullMarked;
