/**
 * Communication indices and ventilation proxies, each by its own rules of truncation, averaging and completeness; pure
 * arithmetic over values, published tables as data files beside the classes.
 */
@NullMarked
package org.airshed.ingest.index;

import org.jspecify.annotations.NullMarked;
