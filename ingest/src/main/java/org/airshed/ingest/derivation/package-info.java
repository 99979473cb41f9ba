/**
 * From stored readings to all that follows from them: flags, hours, days, corrections, the indicators of areas. It finds
 * out what has to be computed again, has the pure packages compute it, and stores what differs under a revision.
 */
@NullMarked
package org.airshed.ingest.derivation;

import org.jspecify.annotations.NullMarked;
