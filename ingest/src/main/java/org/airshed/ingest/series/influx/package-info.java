/** The series port on InfluxDB: ready lines in, InfluxQL out; the only importer of its client library. */
@NullMarked
package org.airshed.ingest.series.influx;

import org.jspecify.annotations.NullMarked;
