/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.app;

import org.jspecify.annotations.NullMarked;
