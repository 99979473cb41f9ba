package org.airshed.ingest.auth;

/** What strangers wrote, made safe to print: a terminal obeys control bytes, and a log is read line by line. */
public final class Printable {
    private static final String HEX = "0123456789abcdef";

    private Printable() {}

    /**
     * The text with every control, format, surrogate and separator character written as <code>\\uXXXX</code>, a
     * backslash doubled, cut after {@code maxChars} characters.
     */
    public static String of(String text, int maxChars) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maxChars) + 8);
        for (int i = 0; i < text.length(); i++) {
            if (i == maxChars) {
                return safe.append("…").toString();
            }
            char c = text.charAt(i);
            if (c == '\\') {
                safe.append("\\\\");
            } else if (unsafe(c)) {
                safe.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15))
                        .append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean unsafe(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
