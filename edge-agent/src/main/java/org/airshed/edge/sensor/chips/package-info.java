/** Which chips there are drivers for, where each may sit and what it is called there. */
@NullMarked
package org.airshed.edge.sensor.chips;

import org.jspecify.annotations.NullMarked;
