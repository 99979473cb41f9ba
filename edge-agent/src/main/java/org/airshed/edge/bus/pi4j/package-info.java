/** I2C through Pi4J. */
@NullMarked
package org.airshed.edge.bus.pi4j;

import org.jspecify.annotations.NullMarked;
