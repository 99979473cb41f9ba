package org.airshed.ingest.series.embedded;

import java.util.List;
import org.airshed.ingest.database.Migration;

/**
 * Tables of the embedded store.
 *
 * <p>Why two tables for values: keyed by series and time alone, each minute's commit touches one page per series, 75
 * times the bytes of the readings themselves, which no SD card survives. The tail is keyed by time first, so that a
 * commit touches its last page or two; now and then it is folded into {@code main} in the order of series.
 *
 * <p>Columns of values have no type on purpose: SQLite then keeps the eight bytes it is given, minus zero included.
 */
final class Layout {
    /** Name of the component for {@link org.airshed.ingest.database.Database#migrate}. */
    static final String COMPONENT = "series";

    static final List<Migration> STEPS = List.of(Migration.of("""
            CREATE TABLE series(
              id INTEGER PRIMARY KEY,
              station TEXT NOT NULL, sensor TEXT NOT NULL, property TEXT NOT NULL, level TEXT NOT NULL,
              UNIQUE(station, sensor, property, level))""", """
            CREATE TABLE tail(
              t INTEGER NOT NULL, series INTEGER NOT NULL, v NOT NULL, flag INTEGER, why INTEGER,
              PRIMARY KEY(t, series)) WITHOUT ROWID""", """
            CREATE TABLE main(
              series INTEGER NOT NULL, t INTEGER NOT NULL, v NOT NULL, flag INTEGER, why INTEGER,
              PRIMARY KEY(series, t)) WITHOUT ROWID""", """
            CREATE TABLE hourly(
              series INTEGER NOT NULL, hour INTEGER NOT NULL, n INTEGER NOT NULL,
              mean NOT NULL, min NOT NULL, max NOT NULL,
              PRIMARY KEY(series, hour)) WITHOUT ROWID""", """
            CREATE TABLE delivery(
              one INTEGER PRIMARY KEY CHECK(one = 1), journal_position INTEGER NOT NULL)""",
            "INSERT INTO delivery(one, journal_position) VALUES(1, 0)"));

    /** The hour a time lies in, counted from 1970, rounded toward the past before 1970 too. */
    static final String HOUR_OF_T = "((t - ((t % 3600000) + 3600000) % 3600000) / 3600000)";

    private Layout() {}
}
