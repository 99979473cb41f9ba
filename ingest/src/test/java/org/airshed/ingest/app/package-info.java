@NullMarked
package org.airshed.ingest.app;

import org.jspecify.annotations.NullMarked;
