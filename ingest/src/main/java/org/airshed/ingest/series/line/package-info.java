/** Line protocol text. Pure. */
@NullMarked
package org.airshed.ingest.series.line;

import org.jspecify.annotations.NullMarked;
