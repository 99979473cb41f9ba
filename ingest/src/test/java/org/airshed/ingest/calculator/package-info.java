@NullMarked
package org.airshed.ingest.calculator;

import org.jspecify.annotations.NullMarked;
