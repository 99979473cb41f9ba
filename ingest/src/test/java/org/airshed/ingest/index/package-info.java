@NullMarked
package org.airshed.ingest.index;

import org.jspecify.annotations.NullMarked;
