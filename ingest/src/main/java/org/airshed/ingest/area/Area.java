package org.airshed.ingest.area;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A neighbourhood: any polygon, or all that is within some minutes' walk of a place. Areas may overlap and nest; none
 * has a parent, because what lies in what follows from the shapes.
 *
 * @param names by language ({@code en}, {@code ja}, {@code pt-br}), at least one; one that says no language stands under
 *     {@link #NO_LANGUAGE}
 */
public record Area(AreaId id, Map<String, String> names, AreaShape shape) {
    /** Language of a name of which nobody said the language. Source: BCP 47, "undetermined". */
    public static final String NO_LANGUAGE = "und";

    /** Longest name in characters. */
    public static final int MAX_NAME = 100;

    /**
     * From this part on an area counts as nested in another: borders of one street, drawn twice by two offices, never
     * meet exactly. A choice of ours; no standard names one.
     */
    public static final double NESTED_FROM = 0.99;

    private static final int NESTING_CELLS = 2_000;
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{1,8})*");

    public Area {
        names = Collections.unmodifiableMap(new TreeMap<>(names));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("area " + id + " has no name");
        }
        names.forEach(Area::check);
    }

    /** An area whose one name says no language. */
    public static Area of(AreaId id, String name, AreaShape shape) {
        return new Area(id, Map.of(NO_LANGUAGE, name), shape);
    }

    private static void check(String language, String name) {
        if (!LANGUAGE.matcher(language).matches()) {
            throw new IllegalArgumentException("'" + language + "' is no language such as en, ja or pt-br");
        }
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a name must be 1 to " + MAX_NAME + " printable characters");
        }
    }

    /** The name in a language; else the one without a language, the English one, the first in the order of languages. */
    public String name(String language) {
        String name = names.get(language);
        if (name == null) {
            name = names.getOrDefault(NO_LANGUAGE, names.get("en"));
        }
        return name != null ? name : names.values().iterator().next();
    }

    /**
     * Whether this area lies in the other one, sampled and not exact: whether {@value #NESTED_FROM} or more of it does,
     * by the cells of an {@link AreaGrid} of at most {@value #NESTING_CELLS}. Two areas of one shape lie in each other.
     */
    public boolean within(Area other) {
        return shape.squareMetres() * NESTED_FROM <= other.shape.squareMetres()
                && shape.bounds().overlaps(other.shape.bounds())
                && AreaGrid.over(shape, NESTING_CELLS).partIn(other.shape) >= NESTED_FROM;
    }
}
