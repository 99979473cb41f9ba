/** Flags with named reasons for readings and hours, and the judgements of people that outrank them; pure, no I/O. */
@NullMarked
package org.airshed.ingest.quality;

import org.jspecify.annotations.NullMarked;
