package org.airshed.edge.simulation.air;

/**
 * The true air at one place and moment.
 *
 * @param hectopascal at the station, not reduced to sea level
 * @param pm1 ug/m3, as the other three
 * @param vocIndex 1 to 500, 100 = the average of the last day
 * @param noxIndex 1 to 500, 1 = none
 */
public record Air(double celsius, double relativeHumidity, double hectopascal, double co2Ppm, double pm1, double pm25,
        double pm4, double pm10, double vocIndex, double noxIndex) {}
