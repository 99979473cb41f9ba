/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.uplink;

import org.jspecify.annotations.NullMarked;
