package org.airshed.edge.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.airshed.edge.bus.Timing;
import org.airshed.edge.clock.Boot;
import org.airshed.edge.config.AgentSettings;
import org.airshed.edge.config.ProposedPlace;
import org.airshed.edge.config.SensorSettings;
import org.airshed.edge.config.StationSettings;
import org.airshed.edge.config.StationSettings.SimulationSettings;
import org.airshed.edge.sensor.chips.Drivers;
import org.airshed.edge.simulation.Scenario;
import org.airshed.edge.simulation.SimulatedStation;
import org.airshed.edge.simulation.air.SimulatedPlace;
import org.airshed.journal.disk.FileDisk;

/** Runs the stations of a settings file. */
final class SettledStations {
    private SettledStations() {}

    /** Runs until asked to stop; returns the exit code. */
    static int run(AgentSettings settings, DataFolder data, Stop stop, PrintWriter out) throws UsageException {
        Board real = Board.real();
        Boot boot = Boot.running();
        try (RunningStations running = new RunningStations()) {
            for (StationSettings station : settings.stations()) {
                start(station, data, real, boot, settings.trustClock(), stop, running);
            }
            out.println("ready: " + settings.stations().size()
                    + (settings.stations().size() == 1 ? " station" : " stations")
                    + ", data folder " + data.root());
            out.flush();
            return stop.await();
        }
    }

    private static void start(StationSettings station, DataFolder data, Board real, Boot boot, boolean trustClock,
            Stop stop, RunningStations running) throws UsageException {
        SimulationSettings simulation = station.simulation();
        SimulatedStation simulated = simulation == null ? null : simulated(station, simulation);
        Board board = simulated == null
                ? real
                : new Board(simulated.buses(), simulated.ports(), Timing.system(), true);
        StationSettings whole = simulated == null ? station : station.withSensors(sensors(simulated));
        try {
            StationAgent agent = StationAgent.start(whole, data.of(station.id()), board, boot, trustClock,
                    Optional.empty(), new FileDisk(), failure -> stop.fail());
            running.add(() -> {
                agent.close(); // brings its chips to rest, so they go after it
                if (simulated != null) {
                    simulated.close();
                }
            });
        } catch (IOException e) {
            throw new UsageException("station " + station.id() + " cannot start: " + e.getMessage());
        }
    }

    /** What a simulated station has built in, as settings would say it. */
    static List<SensorSettings> sensors(SimulatedStation simulated) {
        List<SensorSettings> sensors = new ArrayList<>();
        for (SimulatedStation.Part part : simulated.parts()) {
            sensors.add(
                    new SensorSettings(part.chip(), part.address(), Drivers.name(part.chip(), part.address()), null));
        }
        return sensors;
    }

    private static SimulatedStation simulated(StationSettings station, SimulationSettings simulation) {
        ProposedPlace place = station.place();
        Double elevation = place == null ? null : place.elevationMetres();
        return SimulatedStation.live(Scenario.of(simulation.scenario()),
                new SimulatedPlace(simulation.seed(), "settings", station.id().text(),
                        place == null ? 0 : place.latitude(),
                        place == null ? 0 : place.longitude(), elevation == null ? 0 : elevation,
                        ZoneId.systemDefault()),
                InstantSource.system(), Timing.system());
    }
}
