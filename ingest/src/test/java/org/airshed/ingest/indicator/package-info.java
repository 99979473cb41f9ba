@NullMarked
package org.airshed.ingest.indicator;

import org.jspecify.annotations.NullMarked;
