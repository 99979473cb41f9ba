/**
 * The arithmetic of this tier as questions and answers, one JSON object a line: indices, averages, standards, corrections,
 * flags, units and collocations, without a store or a station; text in, text out.
 */
@NullMarked
package org.airshed.ingest.calculator;

import org.jspecify.annotations.NullMarked;
