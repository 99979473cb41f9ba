package org.airshed.ingest.query;

import java.util.Optional;
import org.airshed.ingest.derivation.Indicators;
import org.airshed.ingest.index.Averaging;
import org.airshed.ingest.index.Band;
import org.airshed.ingest.index.IndexDefinition;
import org.airshed.ingest.index.Input;
import org.airshed.ingest.series.IndicatorValue;

/** Takes the category of a stored index apart: an overall one is stored with the pollutant that decided, {@code good:pm2_5}. */
public final class Bands {
    private Bands() {}

    /** The key of the band, or of another category, without the pollutant; empty where there is none. */
    public static Optional<String> category(IndicatorValue row) {
        return Optional.ofNullable(row.category()).map(text -> {
            int colon = row.property().equals(Indicators.ALL) ? text.indexOf(':') : -1;
            return colon < 0 ? text : text.substring(0, colon);
        });
    }

    /** The pollutant that decided an overall index; empty where none did. */
    public static Optional<String> deciding(IndicatorValue row) {
        return Optional.ofNullable(row.category())
                .filter(text -> row.property().equals(Indicators.ALL) && text.indexOf(':') >= 0)
                .map(text -> text.substring(text.indexOf(':') + 1));
    }

    /** The band of a stored value; empty where there is none, or one of an issue of the index that is no longer current. */
    public static Optional<Band> band(IndexDefinition index, IndicatorValue row) {
        return category(row)
                .flatMap(key -> index.bands().stream().filter(band -> band.key().equals(key)).findFirst());
    }

    /** The average that an index takes of a pollutant for the latest hour; the normal one where it takes several. */
    public static Optional<Averaging> averagingNow(IndexDefinition index, String pollutant) {
        return index.inputs().stream().filter(input -> input.property().id().equals(pollutant))
                .filter(input -> input.use() == Input.Use.NOW || input.use() == Input.Use.BOTH)
                .map(Input::averaging).findFirst();
    }
}
