/** Journal to store: in order, with retry; what the store refuses goes to the dead letters before the position moves. */
@NullMarked
package org.airshed.ingest.delivery;

import org.jspecify.annotations.NullMarked;
