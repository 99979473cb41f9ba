/** Spool to MQTT; an entry is released only after its acknowledgement. */
@NullMarked
package org.airshed.edge.uplink;

import org.jspecify.annotations.NullMarked;
