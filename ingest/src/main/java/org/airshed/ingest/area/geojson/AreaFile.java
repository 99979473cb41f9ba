package org.airshed.ingest.area.geojson;

import java.util.List;
import org.airshed.ingest.area.Area;

/**
 * What stood in a GeoJSON file.
 *
 * @param areas those without a problem, in the order of the file
 * @param problems a sentence each, with file and number of the feature; with any, the file as a whole is not good
 * @param warnings what is strange and still can be used, in the same form
 */
public record AreaFile(List<Area> areas, List<String> problems, List<String> warnings) {
    public AreaFile {
        areas = List.copyOf(areas);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
