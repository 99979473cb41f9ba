package org.airshed.contract.wire;

/** Makes a stranger's text fit for a sentence: bounded, and without control characters. */
final class Quote {
    private Quote() {}

    static String of(String text, int max) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), max) + 1);
        for (int i = 0; i < text.length(); i++) {
            if (i == max) {
                return out.append('…').toString();
            }
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return out.toString();
    }
}
