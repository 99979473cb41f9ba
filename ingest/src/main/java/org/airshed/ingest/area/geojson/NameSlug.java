package org.airshed.ingest.area.geojson;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.airshed.ingest.area.AreaId;

/** An id made of a name: {@code "Vila de Gràcia"} becomes {@code vila-de-gracia}. */
public final class NameSlug {
    /** Latin letters that Unicode does not take apart into a letter and its mark. */
    private static final Map<Character, String> LETTERS = Map.of('ß', "ss", 'æ', "ae", 'œ', "oe", 'ø', "o", 'ł', "l",
            'đ', "d", 'ð', "d", 'þ', "th", 'ı', "i");

    private NameSlug() {}

    /** The id; empty where fewer than three letters or digits of a-z and 0-9 are left, as of a name in Japanese. */
    public static Optional<AreaId> of(String name) {
        StringBuilder slug = new StringBuilder();
        String apart = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                slug.append(c);
            } else if (LETTERS.containsKey(c)) {
                slug.append(LETTERS.get(c));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && c != '\'' && c != '’' && c != '·'
                    && !slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        slug.setLength(Math.min(slug.length(), AreaId.MAX_LENGTH));
        if (!slug.isEmpty() && slug.charAt(slug.length() - 1) == '-') {
            slug.setLength(slug.length() - 1);
        }
        String text = slug.toString();
        return AreaId.isValid(text) ? Optional.of(new AreaId(text)) : Optional.empty();
    }
}
