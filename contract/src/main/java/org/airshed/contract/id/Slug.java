package org.airshed.contract.id;

/** The one form of our names: {@code [a-z0-9](-?[a-z0-9])*}. Checked by hand, because every reading passes here. */
final class Slug {
    private Slug() {}

    static boolean isSlug(String text) {
        boolean hyphenAllowed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                hyphenAllowed = true;
            } else if (c == '-' && hyphenAllowed) {
                hyphenAllowed = false;
            } else {
                return false;
            }
        }
        return hyphenAllowed; // not empty, and no hyphen at the end
    }
}
