package org.airshed.ingest.series.line;

/**
 * What has a meaning in line protocol, put so that it has none. Line ends and other control characters cannot be
 * escaped there and become spaces.
 */
public final class Escape {
    private Escape() {}

    /** For tag keys, tag values and field keys: comma, equals sign and space get a backslash. */
    public static String key(String text) {
        return escape(text, ",= ", true);
    }

    /** For a text field, without its quotes: double quote and backslash get a backslash. */
    public static String field(String text) {
        return escape(text, "\"\\", false);
    }

    private static String escape(String text, String special, boolean noBackslashAtEnd) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i);
            if (special.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        if (noBackslashAtEnd && !escaped.isEmpty() && escaped.charAt(escaped.length() - 1) == '\\') {
            // It would escape the comma or the space that follows; there is no way to write it.
            escaped.setCharAt(escaped.length() - 1, '/');
        }
        return escaped.toString();
    }
}
