/** Observed properties, each with its one canonical unit, and the units that convert into it. */
@NullMarked
package org.airshed.contract.property;

import org.jspecify.annotations.NullMarked;
