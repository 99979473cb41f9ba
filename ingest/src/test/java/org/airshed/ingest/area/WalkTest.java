package org.airshed.ingest.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkTest {
    private static final Walk POBLENOU = new Walk(new Position(41.4030, 2.2035), 15);

    @ParameterizedTest(name = "around {0}, {1}")
    @CsvSource({"41.4030,2.2035", "0,0", "-16.8,179.999", "-16.8,-180", "78.2,15.6", "-54.8,-68.3", "89.9,10"})
    void aQuarterOfAnHourEndsAtTwelveHundredMetres(double latitude, double longitude) {
        Walk walk = new Walk(new Position(latitude, longitude), latitude > 89 ? 1 : 15);
        double radius = walk.radiusMetres();
        assertThat(radius).isEqualTo(latitude > 89 ? 80.0 : 1200.0);
        for (int bearing = 0; bearing < 360; bearing += 5) {
            Position inside = Earth.destination(walk.centre(), bearing, radius - 1);
            Position outside = Earth.destination(walk.centre(), bearing, radius + 1);
            assertThat(walk.contains(inside.latitude(), inside.longitude())).as("%s° inside", bearing).isTrue();
            assertThat(walk.contains(outside.latitude(), outside.longitude())).as("%s° outside", bearing).isFalse();
            assertThat(walk.bounds().contains(inside.latitude(), inside.longitude())).as("%s° box", bearing).isTrue();
        }
    }

    // A degree of latitude is 1/360 of a great circle; places and distances that need no formula of ours.
    @Test
    void distancesAreThoseOfGreatCircles() {
        double degree = 2 * Math.PI * Earth.RADIUS_METRES / 360;
        assertThat(Earth.distanceMetres(41, 2, 42, 2)).isCloseTo(degree, within(1e-6));
        assertThat(Earth.distanceMetres(0, 179.5, 0, -179.5)).isCloseTo(degree, within(1e-6));
        assertThat(Earth.distanceMetres(90, 0, -90, 120)).isCloseTo(180 * degree, within(1e-3));
        assertThat(Earth.distanceMetres(89, 0, 89, 180)).isCloseTo(2 * degree, within(1e-3));
        assertThat(Earth.distanceMetres(60, 10, 60, 10)).isZero();
    }

    @Test
    void anIndependentFormulaAgreesOnDistances() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            double[] at = {random.nextDouble(-90, 90), random.nextDouble(-180, 180), random.nextDouble(-90, 90),
                    random.nextDouble(-180, 180)};
            assertThat(Earth.distanceMetres(at[0], at[1], at[2], at[3])).as("seed 11, pair %s", i)
                    .isCloseTo(Earth.RADIUS_METRES * angle(at), within(0.01));
        }
    }

    /** Between two directions in space, by their cross and dot product. */
    private static double angle(double[] at) {
        double[] a = direction(at[0], at[1]);
        double[] b = direction(at[2], at[3]);
        double x = a[1] * b[2] - a[2] * b[1];
        double y = a[2] * b[0] - a[0] * b[2];
        double z = a[0] * b[1] - a[1] * b[0];
        return Math.atan2(Math.sqrt(x * x + y * y + z * z), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
    }

    private static double[] direction(double latitude, double longitude) {
        double phi = Math.toRadians(latitude);
        double lambda = Math.toRadians(longitude);
        return new double[]{Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)};
    }

    @Test
    void theBoxIsTight() {
        Bounds box = POBLENOU.bounds();
        assertThat(Earth.distanceMetres(box.south(), 2.2035, box.north(), 2.2035)).isCloseTo(2400, within(0.01));
        // Due east of the centre the circle is a hair narrower than where its meridian touches it.
        assertThat(Earth.distanceMetres(41.4030, box.west(), 41.4030, box.east())).isBetween(2400.0, 2400.1);
        assertThat(new Walk(new Position(-16.8, 179.999), 15).bounds())
                .satisfies(over -> assertThat(over.west()).isGreaterThan(over.east()));
    }

    @Test
    void theSizeIsThatOfACap() {
        assertThat(POBLENOU.squareMetres()).isCloseTo(Math.PI * 1200 * 1200, within(1.0));
    }

    @Test
    void whatIsNoWalkIsRefusedInASentence() {
        Position centre = POBLENOU.centre();
        assertThatThrownBy(() -> new Walk(centre, 0)).hasMessage("minutes must be 1 to 240, not 0");
        assertThatThrownBy(() -> new Walk(centre, 241)).hasMessageContaining("241");
        assertThatThrownBy(() -> new Walk(new Position(-89.99, 0), 15)).hasMessageContaining("would hold a pole");
    }
}
