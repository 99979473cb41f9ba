package org.airshed.edge.sensor;

/** A sensor that measures better when it is told the pressure of the air; a driver implements it beside its own interface. */
public interface PressureCompensated {
    /**
     * Tells the pressure at the station, not reduced to sea level; used from the next poll on. Values that cannot be
     * are ignored.
     *
     * <p>Threads: the sampling thread.
     */
    void ambientPressure(double hectopascal);
}
