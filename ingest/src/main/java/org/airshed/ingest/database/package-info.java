/** The one SQLite file {@code airshed.db}: opening it, its layout by component, one writer, many readers. */
@NullMarked
package org.airshed.ingest.database;

import org.jspecify.annotations.NullMarked;
