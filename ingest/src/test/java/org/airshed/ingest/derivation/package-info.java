/** Tests of what follows from readings. */
@NullMarked
package org.airshed.ingest.derivation;

import org.jspecify.annotations.NullMarked;
