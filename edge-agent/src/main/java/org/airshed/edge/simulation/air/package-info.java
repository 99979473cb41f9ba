/** A made-up air, the same every time for the same seed, place and time. */
@NullMarked
package org.airshed.edge.simulation.air;

import org.jspecify.annotations.NullMarked;
