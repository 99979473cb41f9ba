package org.airshed.ingest.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.airshed.contract.id.SensorName;
import org.airshed.contract.id.StationId;
import org.airshed.ingest.database.Database;
import org.jspecify.annotations.Nullable;

/**
 * Which stations there are, what they may show at the door, where they stood and when.
 *
 * <p>Threads: any. What the signatures show as plain answers comes from memory, as of the last {@link #refresh()} or
 * write of this process; what throws IOException asks the database. Durability: a change is on disk when its method
 * returns.
 */
public final class Registry {
    /** Longest retained settings payload in bytes. */
    public static final int MAX_SETTINGS_BYTES = 64 * 1024;

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile Snapshot snapshot;
    private volatile long expiriesSeenUntil;

    private Registry(Database database, InstantSource clock, SecureRandom random, Snapshot snapshot) {
        this.database = database;
        this.clock = clock;
        this.random = random;
        this.snapshot = snapshot;
        this.expiriesSeenUntil = clock.millis();
    }

    /** Opens the registry in this database and creates its tables where they are missing. */
    public static Registry open(Database database, InstantSource clock) throws IOException {
        SecureRandom random = new SecureRandom();
        database.migrate(RegistryTables.COMPONENT, RegistryTables.STEPS);
        if (database.<Long>read(RegistryTables::generation) == 0) {
            database.writeDurably(connection -> {
                RegistryTables.prepare(connection, random);
                return true;
            });
        }
        return new Registry(database, clock, random, database.<Snapshot>read(RegistryTables::snapshot));
    }

    /** Takes in what other processes changed. Returns whether anything did. */
    public boolean refresh() throws IOException {
        if (database.<Long>read(RegistryTables::generation) == snapshot.generation()) {
            return false;
        }
        snapshot = database.<Snapshot>read(RegistryTables::snapshot);
        return true;
    }

    /** Counts changes: another number than before means that something is no longer as it was. */
    public long generation() {
        return snapshot.generation();
    }

    /** Whether a secret has expired since this was last asked. From one thread at a time. */
    public boolean secretsExpired() {
        long from = expiriesSeenUntil;
        long now = clock.millis();
        expiriesSeenUntil = now;
        return snapshot.entries().values().stream().flatMap(entry -> entry.secrets().stream())
                .map(StationSecret::expiresMillis).anyMatch(end -> end != null && end > from && end <= now);
    }

    /** All stations by id, the revoked ones included. */
    public List<Station> stations() {
        return snapshot.entries().values().stream().map(Snapshot.Entry::station).toList();
    }

    public Optional<Station> station(StationId id) {
        return Optional.ofNullable(snapshot.entry(id)).map(Snapshot.Entry::station);
    }

    /** Whether this station was shut out; false for one that nobody knows. */
    public boolean revoked(StationId id) {
        Snapshot.Entry entry = snapshot.entry(id);
        return entry != null && entry.station().revoked();
    }

    /** Whether the registry has a row for this station. */
    public boolean knows(StationId id) {
        return snapshot.entry(id) != null;
    }

    /** Deployments of a station, oldest first, with precise places: for keeper and operator. */
    public List<Deployment> deployments(StationId id) {
        Snapshot.Entry entry = snapshot.entry(id);
        return entry == null ? List.of() : entry.deployments();
    }

    /** Where the station stood at that instant; precise, for keeper and operator. */
    public Optional<Deployment> deployment(StationId id, long atMillis) {
        return deployments(id).stream().filter(deployment -> deployment.covers(atMillis)).findFirst();
    }

    /**
     * What everyone may know of where the station stood at that instant; empty for a private or unplaced one, and for a
     * revoked one since it was shut out.
     */
    public Optional<PublicPlace> publicPlace(StationId id, long atMillis) {
        Snapshot now = snapshot;
        Snapshot.Entry entry = now.entry(id);
        if (entry == null) {
            return Optional.empty();
        }
        Long revoked = entry.station().revokedMillis();
        if (revoked != null && atMillis >= revoked) {
            return Optional.empty();
        }
        return entry.deployments().stream().filter(row -> row.covers(atMillis)).findFirst()
                .flatMap(row -> publicPlace(now, entry, row));
    }

    /**
     * Where every station that is not private stood and when, as everyone may know it, by station and time. What a
     * revoked station did after it was shut out is left out.
     */
    public List<PublicDeployment> publicDeployments() {
        Snapshot now = snapshot;
        List<PublicDeployment> all = new ArrayList<>();
        for (Snapshot.Entry entry : now.entries().values()) {
            for (Deployment row : entry.deployments()) {
                Optional<PublicPlace> place = publicPlace(now, entry, row);
                Long to = ended(row.toMillis(), entry.station().revokedMillis());
                if (place.isPresent() && (to == null || to > row.fromMillis())) {
                    all.add(new PublicDeployment(row.station(), row.fromMillis(), to, place.get(), row.siteType()));
                }
            }
        }
        return List.copyOf(all);
    }

    private static @Nullable Long ended(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }

    private static Optional<PublicPlace> publicPlace(Snapshot now, Snapshot.Entry entry, Deployment row) {
        return switch (entry.station().visibility()) {
            case PRIVATE -> Optional.empty();
            case PRECISE -> Optional.of(
                    new PublicPlace(row.latitude(), row.longitude(), false, row.environment()));
            case BLURRED -> Optional.of(now.grid().centre(row));
        };
    }

    /** Checks what a station showed. All of its secrets are compared, in the same time whichever fits. */
    public Optional<Credential> check(StationId id, byte[] secret) {
        Snapshot.Entry entry = snapshot.entry(id);
        Credential found = null;
        if (entry != null && !entry.station().revoked()) {
            long now = clock.millis();
            for (StationSecret candidate : entry.secrets()) {
                if (candidate.digest().matches(secret) && candidate.validAt(now)) {
                    found = new Credential(id, candidate.id());
                }
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether a session that began with this credential may go on. */
    public boolean stillValid(Credential credential) {
        Snapshot.Entry entry = snapshot.entry(credential.station());
        long now = clock.millis();
        return entry != null && !entry.station().revoked() && entry.secrets().stream()
                .anyMatch(secret -> secret.id() == credential.secret() && secret.validAt(now));
    }

    /**
     * Adds a station, or takes a revoked one or one that has no secret back in.
     *
     * @return its secret, which is not kept and cannot be shown again
     * @throws AlreadyAddedException when it holds a valid secret: {@link #rotate} is the way to a new one
     */
    public String add(StationId id) throws IOException {
        String secret = StationSecret.draw(random);
        change(connection -> {
            long now = clock.millis();
            Long revoked = RegistryTables.number(connection, "SELECT revoked FROM station WHERE id = ?", id.text());
            Long valid = RegistryTables.number(connection, "SELECT count(*) FROM station_secret WHERE station = ?"
                    + " AND (expires IS NULL OR expires > ?)", id.text(), now);
            if (revoked == null && valid != null && valid > 0) {
                throw new AlreadyAddedException(id);
            }
            RegistryTables.update(connection, "INSERT INTO station(id, added, origin) VALUES(?, ?, 'added')"
                    + " ON CONFLICT(id) DO UPDATE SET revoked = NULL, origin = 'added'", id.text(), now);
            keep(connection, id, secret, now);
        });
        return secret;
    }

    /**
     * Gives a station a further secret; those it has stay valid for {@code overlap}, so that it can be told the new one
     * without a gap.
     */
    public String rotate(StationId id, Duration overlap) throws IOException {
        String secret = StationSecret.draw(random);
        change(connection -> {
            long now = clock.millis();
            requireKnown(connection, id);
            if (RegistryTables.number(connection, "SELECT revoked FROM station WHERE id = ?", id.text()) != null) {
                throw new IOException(
                        "station " + id + " is revoked; 'airshed station add " + id + "' takes it back in");
            }
            long end = now + overlap.toMillis();
            RegistryTables.update(connection, "UPDATE station_secret SET expires = ? WHERE station = ?"
                    + " AND (expires IS NULL OR expires > ?)", end, id.text(), end);
            keep(connection, id, secret, now);
        });
        return secret;
    }

    private void keep(Connection connection, StationId id, String secret, long nowMillis) throws SQLException {
        StationSecret.Digest digest = StationSecret.Digest.of(secret, random);
        RegistryTables.update(connection, "DELETE FROM station_secret WHERE station = ? AND expires <= ?", id.text(),
                nowMillis);
        RegistryTables.update(connection, "INSERT INTO station_secret(station, salt, hash, added) VALUES(?, ?, ?, ?)",
                id.text(), digest.salt(), digest.hash(), nowMillis);
    }

    /** Shuts a station out: its secrets are gone at once, and its sessions end within a second. Readings stay. */
    public void revoke(StationId id) throws IOException {
        change(connection -> {
            requireKnown(connection, id);
            RegistryTables.update(connection, "UPDATE station SET revoked = ? WHERE id = ?", clock.millis(), id.text());
            RegistryTables.update(connection, "DELETE FROM station_secret WHERE station = ?", id.text());
        });
    }

    /**
     * Sets where a station stands from an instant on, until the next deployment that begins later. One that begins at the
     * same instant is replaced. A station that is not known yet is added without a secret.
     */
    public void place(StationId id, Placement place, long fromMillis) throws IOException {
        change(connection -> {
            long now = clock.millis();
            // A keeper may place a station before it has ever sent.
            RegistryTables.update(connection, "INSERT OR IGNORE INTO station(id, added, origin) VALUES(?, ?, 'added')",
                    id.text(), now);
            RegistryTables.place(connection, id, place, fromMillis, "keeper", now);
        });
    }

    /**
     * Sets which of a station's sensors are in ambient air from an instant on, for as long as it stands where it stood
     * then: after a move its keeper says it anew.
     *
     * @return the deployment of which it was said
     * @throws IOException with a sentence where the station had no place then
     */
    public Deployment ambient(StationId id, Set<SensorName> sensors, long fromMillis) throws IOException {
        change(connection -> {
            requireKnown(connection, id);
            Deployment at = RegistryTables.at(connection, id, fromMillis);
            if (at == null) {
                throw new IOException("station " + id + " has no place at " + Instant.ofEpochMilli(fromMillis)
                        + "; 'airshed station place " + id + "' says where it stands first");
            }
            RegistryTables.ambient(connection, at, sensors, fromMillis, clock.millis());
        });
        return deployment(id, fromMillis).orElseThrow();
    }

    /** Sets what everyone may know of a station's place, past deployments included. */
    public void show(StationId id, Visibility visibility) throws IOException {
        change(connection -> {
            requireKnown(connection, id);
            RegistryTables.update(connection, "UPDATE station SET visibility = ? WHERE id = ?", visibility.text(),
                    id.text());
        });
    }

    /** The settings a station gets when it subscribes to them; empty where none were set. */
    public Optional<byte[]> settings(StationId id) throws IOException {
        return Optional.ofNullable(database.<byte @Nullable []>read(
                connection -> blob(connection, "SELECT settings FROM station WHERE id = ?", id.text())));
    }

    /** Sets, or with null takes away, the settings a station gets. */
    public void keepSettings(StationId id, byte @Nullable [] payload) throws IOException {
        if (payload != null && payload.length > MAX_SETTINGS_BYTES) {
            throw new IOException(
                    "settings of " + payload.length + " bytes are over the bound of " + MAX_SETTINGS_BYTES);
        }
        change(connection -> {
            requireKnown(connection, id);
            RegistryTables.update(connection, "UPDATE station SET settings = ? WHERE id = ?", payload, id.text());
        });
    }

    /** Hands out the last {@code /info} of every station. */
    void eachInfo(Consumer<Notice> sink) throws IOException {
        database.read(connection -> {
            try (PreparedStatement statement = connection
                    .prepareStatement("SELECT station, payload, received FROM notice WHERE kind = 'info'");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sink.accept(new Notice(new StationId(rows.getString(1)), Notice.Kind.INFO,
                            ByteBuffer.wrap(rows.getBytes(2)), rows.getLong(3)));
                }
            }
            return true;
        });
    }

    /** The last notice of each kind. */
    public Map<Notice.Kind, Notice> notices(StationId id) throws IOException {
        return database.<Map<Notice.Kind, Notice>>read(connection -> {
            Map<Notice.Kind, Notice> notices = new EnumMap<>(Notice.Kind.class);
            for (Notice.Kind kind : Notice.Kind.values()) {
                Notice notice = notice(connection, id, kind);
                if (notice != null) {
                    notices.put(kind, notice);
                }
            }
            return notices;
        });
    }

    private static @Nullable Notice notice(Connection connection, StationId id, Notice.Kind kind) throws SQLException {
        byte[] payload = blob(connection, "SELECT payload FROM notice WHERE station = ? AND kind = ?", id.text(),
                kind.text());
        Long received = RegistryTables.number(connection,
                "SELECT received FROM notice WHERE station = ? AND kind = ?", id.text(), kind.text());
        return payload == null || received == null
                ? null
                : new Notice(id, kind, ByteBuffer.wrap(payload), received);
    }

    /** Told of a station that is where it proposes to be, from an instant on, within the transaction that says so. */
    public interface Placed {
        void placed(StationId station, long fromMillis) throws IOException;
    }

    /**
     * Keeps notices, adds the stations that were not known, and lets those without a keeper's place be where they
     * propose. All of them in one transaction.
     *
     * @param accepted null: no proposal is accepted
     */
    void keep(List<Notice> notices, List<StationId> seen, @Nullable Placed accepted) throws IOException {
        boolean changed = database.<Boolean>writeDurably(connection -> {
            boolean decisive = false;
            for (StationId station : seen) {
                decisive |= seen(connection, station);
            }
            for (Notice notice : notices) {
                decisive |= seen(connection, notice.station());
                RegistryTables.update(connection, "INSERT INTO notice(station, kind, payload, received)"
                        + " VALUES(?, ?, ?, ?) ON CONFLICT(station, kind) DO UPDATE SET payload = excluded.payload,"
                        + " received = excluded.received", notice.station().text(), notice.kind().text(),
                        notice.bytes(), notice.receivedMillis());
                if (accepted != null && notice.kind() == Notice.Kind.INFO) {
                    decisive |= accept(connection, notice, accepted);
                }
            }
            if (decisive) {
                RegistryTables.bump(connection);
            }
            return decisive;
        });
        if (changed) {
            refresh();
        }
    }

    private boolean seen(Connection connection, StationId station) throws SQLException {
        return RegistryTables.update(connection,
                "INSERT OR IGNORE INTO station(id, added, origin) VALUES(?, ?, 'seen')", station.text(),
                clock.millis()) > 0;
    }

    private static boolean accept(Connection connection, Notice info, Placed accepted)
            throws SQLException, IOException {
        Optional<Proposal> proposal = Proposal.in(info.bytes());
        if (proposal.isEmpty() || RegistryTables.placedByKeeper(connection, info.station())) {
            return false;
        }
        Deployment open = RegistryTables.open(connection, info.station());
        if (open != null && open.placement().equals(proposal.get().placement())) {
            return false; // the retained /info, once more
        }
        Long stated = proposal.get().fromMillis();
        long from = stated == null ? info.receivedMillis() : Math.min(stated, info.receivedMillis());
        if (open != null) {
            // A move begins when we hear of it: a proposal never rewrites where the station has been.
            from = Math.max(info.receivedMillis(), open.fromMillis());
        }
        RegistryTables.place(connection, info.station(), proposal.get().placement(), from, "proposal",
                info.receivedMillis());
        accepted.placed(info.station(), from);
        return true;
    }

    private interface Change {
        void run(Connection connection) throws SQLException, IOException;
    }

    private void change(Change change) throws IOException {
        database.writeDurably(connection -> {
            change.run(connection);
            RegistryTables.bump(connection);
            return true;
        });
        refresh();
    }

    static void requireKnown(Connection connection, StationId id) throws SQLException, IOException {
        Long rows = RegistryTables.number(connection, "SELECT count(*) FROM station WHERE id = ?", id.text());
        if (rows == null || rows == 0) {
            throw new UnknownStationException(id);
        }
    }

    private static byte @Nullable [] blob(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        }
    }
}
