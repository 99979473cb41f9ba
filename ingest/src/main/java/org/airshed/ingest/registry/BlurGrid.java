package org.airshed.ingest.registry;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Cells of about {@value #CELL_METRES} m. A station is shown at the centre of the cell it lies in: always the same
 * point, because fresh noise averages out over many looks.
 *
 * <p>The grid is shifted by a secret of the network, so that nobody can tell from outside where the borders of a cell
 * run: the centre says "within some 350 m", and not which streets.
 */
final class BlurGrid {
    static final double CELL_METRES = 500;

    private static final double METRES_PER_DEGREE = 111_320;
    private static final double LATITUDE_STEP = CELL_METRES / METRES_PER_DEGREE;

    private final double latitudeShift;
    private final double longitudeShift;

    /** @param key at least 16 random bytes, kept with the network */
    BlurGrid(byte[] key) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(key));
        latitudeShift = fraction(digest.getLong());
        longitudeShift = fraction(digest.getLong());
    }

    /** The centre of the cell, rounded to 5 decimals (1 m). */
    PublicPlace centre(Deployment deployment) {
        double row = Math.floor(deployment.latitude() / LATITUDE_STEP + latitudeShift);
        double latitude = Math.clamp((row + 0.5 - latitudeShift) * LATITUDE_STEP, -90, 90);
        // The width in degrees follows from the row's centre, not from the station: otherwise it would betray it.
        double longitudeStep = LATITUDE_STEP / Math.max(0.01, Math.cos(Math.toRadians(latitude)));
        double column = Math.floor(deployment.longitude() / longitudeStep + longitudeShift);
        double longitude = Math.clamp((column + 0.5 - longitudeShift) * longitudeStep, -180, 180);
        return new PublicPlace(rounded(latitude), rounded(longitude), true, deployment.environment());
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * 1e5) / 1e5;
    }

    private static double fraction(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    private static byte[] sha256(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
