package org.airshed.edge.app;

import java.util.ArrayList;
import java.util.List;
import org.airshed.contract.id.StationId;
import org.airshed.edge.config.ProposedPlace;
import org.airshed.edge.simulation.Scenario;

/**
 * A made-up station in one of two real neighbourhoods of Barcelona, some two kilometres apart.
 *
 * @param name for people
 */
record DemoStation(StationId id, String name, String neighbourhood, Scenario scenario, ProposedPlace place) {
    private static final String POBLENOU = "poblenou";
    private static final String CLOT = "clot";
    /** A degree of latitude, and of longitude here, in metres. */
    private static final double METRES_NORTH = 111_200;
    private static final double METRES_EAST = 83_400;

    private static final List<DemoStation> NAMED = List.of(
            outdoor("poblenou-1", "Rambla del Poblenou", POBLENOU, 41.39985, 2.20395, 5, "background"),
            outdoor("clot-1", "Mercat del Clot", CLOT, 41.40875, 2.18855, 14, "background"),
            outdoor("poblenou-2", "Carrer de Pujades", POBLENOU, 41.40195, 2.19985, 7, "traffic"),
            outdoor("clot-2", "Meridiana", CLOT, 41.41090, 2.18640, 15, "traffic"),
            outdoor("poblenou-3", "Parc del Centre del Poblenou", POBLENOU, 41.40650, 2.20330, 5, "background"),
            outdoor("clot-3", "Parc del Clot", CLOT, 41.40790, 2.19090, 11, "background"),
            station("poblenou-4", "Carrer de Llull (fan stands still)", POBLENOU, Scenario.BROKEN, 41.40350, 2.20870, 4,
                    "outdoor", "background"),
            station("clot-school", "School, classroom 2B", CLOT, Scenario.CLASSROOM, 41.41155, 2.18990, 16, "indoor",
                    "classroom"));

    /** The first so many: four in Poblenou, one of them broken; three and a classroom in el Clot; then more, in turn. */
    static List<DemoStation> first(int count) {
        List<DemoStation> stations = new ArrayList<>(NAMED.subList(0, Math.min(count, NAMED.size())));
        for (int i = NAMED.size(); i < count; i++) {
            stations.add(further(i));
        }
        return stations;
    }

    /** On a spiral around the neighbourhood's first station, so that any number finds a place of its own. */
    private static DemoStation further(int index) {
        boolean even = index % 2 == 0;
        String neighbourhood = even ? POBLENOU : CLOT;
        int number = index / 2 + 1;
        DemoStation centre = NAMED.get(even ? 0 : 1);
        double turn = number * 2.399963; // the golden angle
        double metres = 60 * Math.sqrt(number);
        return outdoor(neighbourhood + "-" + number, (even ? "Poblenou " : "El Clot ") + number, neighbourhood,
                rounded(centre.place.latitude() + metres * Math.sin(turn) / METRES_NORTH),
                rounded(centre.place.longitude() + metres * Math.cos(turn) / METRES_EAST), 8,
                number % 3 == 0 ? "traffic" : "background");
    }

    private static DemoStation outdoor(String id, String name, String neighbourhood, double latitude, double longitude,
            double elevation, String siteType) {
        return station(id, name, neighbourhood, Scenario.OUTDOOR, latitude, longitude, elevation, "outdoor", siteType);
    }

    private static DemoStation station(String id, String name, String neighbourhood, Scenario scenario, double latitude,
            double longitude, double elevation, String environment, String siteType) {
        return new DemoStation(new StationId(id), name, neighbourhood, scenario,
                new ProposedPlace(latitude, longitude, environment.equals("indoor") ? 1.5 : 3.0, elevation, environment,
                        siteType));
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }
}
