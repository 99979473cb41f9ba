/** The series port on SQLite: a time-ordered tail, folded into a series-ordered main table and hourly means. */
@NullMarked
package org.airshed.ingest.series.embedded;

import org.jspecify.annotations.NullMarked;
