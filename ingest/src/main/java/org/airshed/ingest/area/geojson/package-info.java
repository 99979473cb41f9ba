/** Areas from and to GeoJSON files and answers. */
@NullMarked
package org.airshed.ingest.area.geojson;

import org.jspecify.annotations.NullMarked;
