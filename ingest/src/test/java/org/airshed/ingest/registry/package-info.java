@NullMarked
package org.airshed.ingest.registry;

import org.jspecify.annotations.NullMarked;
