@NullMarked
package org.airshed.edge.bus.pi4j;

import org.jspecify.annotations.NullMarked;
