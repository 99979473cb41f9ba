/** Tests of the package of the same name. */
@NullMarked
package org.airshed.edge.config;

import org.jspecify.annotations.NullMarked;
