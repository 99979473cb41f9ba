/** Areas (neighbourhoods): their shapes, what lies in them, and how much of one is near a station; pure geometry. */
@NullMarked
package org.airshed.ingest.area;

import org.jspecify.annotations.NullMarked;
