/** The journal beside SQLite as a durable queue, and beside a bare write and force, by JMH. */
@NullMarked
package org.airshed.benchmarks.journal;

import org.jspecify.annotations.NullMarked;
