@NullMarked
package org.airshed.edge.simulation.air;

import org.jspecify.annotations.NullMarked;
