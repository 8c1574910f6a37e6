package io.holdfast.client.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Spelling {
    private Spelling() {
    }

    /** The known word that is fewest single changes away, case aside; empty if every one is further than a third of its length. */
    static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream().filter(word -> changes(written, word) <= word.length() / 3)
            .min(Comparator.comparingInt((String word) -> changes(written, word)).thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to insert, leave out or replace (Levenshtein's distance). */
    private static int changes(String written, String word) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = word.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
