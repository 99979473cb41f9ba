/** The series port on SQLite: a time-ordered tail, folded into a series-ordered main table; rollups. */
@NullMarked
package org.airshed.ingest.series.embedded;

import org.jspecify.annotations.NullMarked;
