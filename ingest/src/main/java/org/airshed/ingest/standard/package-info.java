/**
 * What hours mean against health guidelines, limit values, environmental standards and attention criteria, three kinds
 * of number that are never mixed; pure arithmetic over published tables, no I/O.
 */
@NullMarked
package org.airshed.ingest.standard;

import org.jspecify.annotations.NullMarked;
