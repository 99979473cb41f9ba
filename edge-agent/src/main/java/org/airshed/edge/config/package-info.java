/** The settings file as records, every problem reported at once. */
@NullMarked
package org.airshed.edge.config;

import org.jspecify.annotations.NullMarked;
