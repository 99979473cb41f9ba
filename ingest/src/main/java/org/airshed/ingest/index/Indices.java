package org.airshed.ingest.index;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.airshed.contract.property.ObservedProperty;
import org.airshed.ingest.index.IndexResult.NoIndex;
import org.airshed.ingest.index.IndexResult.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The indices and ventilation proxies on offer, and the questions put to them by name. A version of null means the
 * current one; a result always says which version spoke.
 *
 * <p>Threads: any; the tables are read once and never change. Source: the data files beside this class.
 */
public final class Indices {
    private static final List<Index> ALL = Catalogue.indices();
    private static final List<NotOffered> NOT_OFFERED = Catalogue.notOffered();

    private Indices() {}

    /** All of them, older versions included. */
    public static List<IndexDefinition> all() {
        return ALL.stream().map(Index::definition).toList();
    }

    /** What is deliberately not on offer, with the reason. */
    public static List<NotOffered> notOffered() {
        return NOT_OFFERED;
    }

    /** The current version of an index; empty where there is none. */
    public static Optional<Index> current(String id) {
        return ALL.stream().filter(index -> index.definition().id().id().equals(id)
                && index.definition().status() == IndexDefinition.Status.CURRENT).findFirst();
    }

    /** One version of an index; empty where there is none. */
    public static Optional<Index> find(String id, String version) {
        return ALL.stream().filter(index -> index.definition().id().id().equals(id)
                && index.definition().id().version().equals(version)).findFirst();
    }

    /** The sub-index of a value that is averaged already; unit in SenML spelling. */
    public static IndexResult subIndex(String id, @Nullable String version, ObservedProperty property,
            Averaging averaging, BigDecimal value, String unit) {
        return subIndex(id, version, new Concentration(property, averaging, value, unit, null));
    }

    /** The same with what the value rests on. */
    public static IndexResult subIndex(String id, @Nullable String version, Concentration given) {
        Optional<Index> index = index(id, version);
        return index.isPresent() ? index.get().subIndex(given) : unknown(id, version);
    }

    private static Optional<Index> index(String id, @Nullable String version) {
        return version == null ? current(id) : find(id, version);
    }

    private static NoIndex unknown(String id, @Nullable String version) {
        var asked = new IndexId(id.isBlank() ? "?" : id, version == null || version.isBlank() ? "current" : version);
        if (ALL.stream().anyMatch(index -> index.definition().id().id().equals(id))) {
            return new NoIndex(asked, null, null, Reason.UNKNOWN_VERSION, "there is no version '" + asked.version()
                    + "' of " + id);
        }
        String why = NOT_OFFERED.stream().filter(one -> one.id().equals(id)).map(NotOffered::reason).findFirst()
                .orElse("there is no index of this name");
        return new NoIndex(asked, null, null, Reason.NOT_OFFERED, "'" + asked.id() + "' is not offered: " + why);
    }
}
