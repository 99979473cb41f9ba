package org.airshed.ingest.derivation;

import java.util.Locale;
import org.airshed.ingest.standard.Criterion;
import org.airshed.ingest.standard.Judgement;
import org.airshed.ingest.standard.Standard;

/** Names under which values of areas are stored, beside the ids of indices and standards. */
public final class Indicators {
    /** The concentration itself: the median of the stations, its mean over a day. */
    public static final String CONCENTRATION = "concentration";

    /** Part of the valid days, in %, on which the WHO guideline for 24 hours of PM2.5 is kept. Ours. */
    public static final String CLEAN_AIR_DAYS = "clean-air-days";

    /** Before the id of a standard: how many valid days are above its daily value, whatever it allows. */
    public static final String DAYS_OVER = "days-over:";

    /** Part of the area that lies within some minutes' walk of a working station, in %. Ours. */
    public static final String SPATIAL_COVERAGE = "spatial-coverage";

    /** Part of the station-hours that could be used, in %. */
    public static final String DATA_CAPTURE = "data-capture";

    /** Part of the classrooms' school hours that kept the network's CO2 limit, in %. Ours. */
    public static final String SCHOOL_HOURS = "school-hours-under-limit";

    /** In place of a property: the index of all pollutants together. */
    public static final String ALL = "all";

    /** Category of a concentration: every station gave a corrected value. */
    public static final String CORRECTED = "corrected";

    /** Category of a concentration: some stations gave a corrected value. */
    public static final String PARTLY_CORRECTED = "partly-corrected";

    /** Category of a concentration: the sensors' own values. */
    public static final String UNCORRECTED = "uncorrected";

    /** Why nothing is made of a gas: what is missing is not measurements. */
    public static final String NOT_CALIBRATED = "a gas sensor that nobody has calibrated: its values are shown, no index"
            + " is made of them";

    private Indicators() {}

    /** Whether a row of a standard is judged by years, if it is one of a standard that is held against years at all. */
    public static boolean isYearly(Criterion criterion) {
        return Judgement.isOfAYear(criterion);
    }

    /** A row of a standard that is judged by years: {@code who-2021:year-mean:aqg}. */
    public static String of(Standard standard, Criterion criterion) {
        String averaging = criterion.averaging().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String measure = criterion.measure().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return standard.id() + ":" + averaging + "-" + measure + ":"
                + criterion.step().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }
}
