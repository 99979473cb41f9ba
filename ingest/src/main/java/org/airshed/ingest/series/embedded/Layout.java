package org.airshed.ingest.series.embedded;

import java.util.List;
import org.airshed.ingest.database.Migration;
import org.airshed.ingest.series.Span;

/**
 * Tables of the embedded store.
 *
 * <p>Why two tables for values: keyed by series and time alone, each minute's commit touches one page per series, 75
 * times the bytes of the readings themselves, which no SD card survives. The tail is keyed by time first, so that a
 * commit touches its last page or two; now and then it is folded into {@code main} in the order of series.
 *
 * <p>{@code rollup} and {@code indicator} hold the current revision, {@code …_rev} what it replaced. A rollup's series is
 * that of its own level, in the one dictionary.
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
            "INSERT INTO delivery(one, journal_position) VALUES(1, 0)"),
            // Rollups with their coverage and history take the place of the hours that folding used to count.
            Migration.of("DROP TABLE hourly", """
                    CREATE TABLE rollup(
                      span INTEGER NOT NULL, series INTEGER NOT NULL, start INTEGER NOT NULL, revision INTEGER NOT NULL,
                      mean, min, max, n INTEGER NOT NULL, coverage NOT NULL,
                      flag INTEGER NOT NULL, why INTEGER NOT NULL,
                      PRIMARY KEY(span, series, start)) WITHOUT ROWID""", """
                    CREATE TABLE rollup_rev(
                      span INTEGER NOT NULL, series INTEGER NOT NULL, start INTEGER NOT NULL, revision INTEGER NOT NULL,
                      mean, min, max, n INTEGER NOT NULL, coverage NOT NULL,
                      flag INTEGER NOT NULL, why INTEGER NOT NULL, replaced_by INTEGER NOT NULL,
                      PRIMARY KEY(span, series, start, revision)) WITHOUT ROWID""", """
                    CREATE TABLE indicator_series(
                      id INTEGER PRIMARY KEY,
                      area TEXT NOT NULL, "index" TEXT NOT NULL, property TEXT NOT NULL, period TEXT NOT NULL,
                      environment TEXT NOT NULL,
                      UNIQUE(area, "index", property, period, environment))""", """
                    CREATE TABLE indicator(
                      series INTEGER NOT NULL, start INTEGER NOT NULL, revision INTEGER NOT NULL,
                      value, lower, upper, stations INTEGER NOT NULL, coverage NOT NULL, category TEXT, missing TEXT,
                      PRIMARY KEY(series, start)) WITHOUT ROWID""", """
                    CREATE TABLE indicator_rev(
                      series INTEGER NOT NULL, start INTEGER NOT NULL, revision INTEGER NOT NULL,
                      value, lower, upper, stations INTEGER NOT NULL, coverage NOT NULL, category TEXT, missing TEXT,
                      replaced_by INTEGER NOT NULL,
                      PRIMARY KEY(series, start, revision)) WITHOUT ROWID"""));

    private Layout() {}

    /** How a span is written in the key of {@code rollup}. */
    static int number(Span span) {
        return switch (span) {
            case HOUR -> 1;
            case EIGHT_HOURS -> 2;
            case DAY -> 3;
            case MONTH -> 4;
            case YEAR -> 5;
        };
    }
}
