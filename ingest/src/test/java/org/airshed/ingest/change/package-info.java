@NullMarked
package org.airshed.ingest.change;

import org.jspecify.annotations.NullMarked;
