/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.sampling;

import org.jspecify.annotations.NullMarked;
