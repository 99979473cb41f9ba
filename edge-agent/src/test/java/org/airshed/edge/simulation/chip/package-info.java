@NullMarked
package org.airshed.edge.simulation.chip;

import org.jspecify.annotations.NullMarked;
