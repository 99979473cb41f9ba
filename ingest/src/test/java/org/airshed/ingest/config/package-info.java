@NullMarked
package org.airshed.ingest.config;

import org.jspecify.annotations.NullMarked;
