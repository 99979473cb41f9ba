/** I2C and serial ports as tiny interfaces, and the waiting that chips ask for. */
@NullMarked
package org.airshed.edge.bus;

import org.jspecify.annotations.NullMarked;
