package org.airshed.ingest.index;

/**
 * An index that is deliberately not offered.
 *
 * @param reason part of a sentence, in English
 */
public record NotOffered(String id, String reason) {}
