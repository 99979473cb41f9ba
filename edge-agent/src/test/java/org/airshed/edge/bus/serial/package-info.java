@NullMarked
package org.airshed.edge.bus.serial;

import org.jspecify.annotations.NullMarked;
