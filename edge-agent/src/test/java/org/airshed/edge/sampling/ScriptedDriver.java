package org.airshed.edge.sampling;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.property.ObservedProperties;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.edge.sensor.Measurement;
import org.airshed.edge.sensor.PressureCompensated;
import org.airshed.edge.sensor.SensorDriver;
import org.jspecify.annotations.Nullable;

/** A driver that answers what a test tells it. */
final class ScriptedDriver implements SensorDriver, PressureCompensated {
    static final ObservedProperty CO2 = ObservedProperties.of("co2");

    private final String name;
    private final Duration interval;
    private final Supplier<Measurement> answers;
    @Nullable
    IOException startFails;
    int starts;
    int polls;
    boolean closed;
    double pressure;

    ScriptedDriver(String name, Duration interval, Supplier<Measurement> answers) {
        this.name = name;
        this.interval = interval;
        this.answers = answers;
    }

    static Measurement co2(double ppm) {
        return new Measurement.Sample(Map.of(CO2, ppm));
    }

    SensorPlan plan() {
        return new SensorPlan(name(), "scripted", () -> this, null);
    }

    @Override
    public SensorName name() {
        return new SensorName(name);
    }

    @Override
    public List<ObservedProperty> properties() {
        return List.of(CO2);
    }

    @Override
    public Duration warmUp() {
        return Duration.ZERO;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void start() throws IOException {
        starts++;
        if (startFails != null) {
            throw startFails;
        }
    }

    @Override
    public Measurement poll() {
        polls++;
        return answers.get();
    }

    @Override
    public void ambientPressure(double hectopascal) {
        pressure = hectopascal;
    }

    @Override
    public void close() {
        closed = true;
    }
}
