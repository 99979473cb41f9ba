/** Tests of the load client. */
@NullMarked
package org.airshed.benchmarks.mqtt;

import org.jspecify.annotations.NullMarked;
