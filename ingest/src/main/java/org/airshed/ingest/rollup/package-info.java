/** From readings to hours and from hours to days, months and years, with what each lacks; pure arithmetic, no I/O. */
@NullMarked
package org.airshed.ingest.rollup;

import org.jspecify.annotations.NullMarked;
