/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.clock;

import org.jspecify.annotations.NullMarked;
