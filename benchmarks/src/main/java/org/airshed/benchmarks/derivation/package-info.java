/** What flags, rollups and indicators cost, beside a plain SQL aggregate over the same tables. */
@NullMarked
package org.airshed.benchmarks.derivation;

import org.jspecify.annotations.NullMarked;
