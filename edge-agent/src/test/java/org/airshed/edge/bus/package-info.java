@NullMarked
package org.airshed.edge.bus;

import org.jspecify.annotations.NullMarked;
