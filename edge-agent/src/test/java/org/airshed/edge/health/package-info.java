/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.health;

import org.jspecify.annotations.NullMarked;
