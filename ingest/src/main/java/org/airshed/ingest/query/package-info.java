/** One class per question that the API and the page ask: time series and what the public may know of stations → answer. */
@NullMarked
package org.airshed.ingest.query;

import org.jspecify.annotations.NullMarked;
