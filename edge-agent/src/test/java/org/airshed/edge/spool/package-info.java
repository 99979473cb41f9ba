/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.spool;

import org.jspecify.annotations.NullMarked;
