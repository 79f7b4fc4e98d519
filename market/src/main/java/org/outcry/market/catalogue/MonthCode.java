package org.outcry.market.catalogue;

import java.util.List;

/** The trade's letters for contract months, F for January to Z for December, and the months' three-letter names. */
final class MonthCode {
    static final String LETTERS = "FGHJKMNQUVXZ";
    private static final List<String> NAMES =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private MonthCode() {}

    static char letter(int month) {
        return LETTERS.charAt(month - 1);
    }

    /** Month 1 to 12 of a letter, 0 when it is none. */
    static int month(char letter) {
        return LETTERS.indexOf(letter) + 1;
    }

    /** Month 1 to 12 of a three-letter English name, 0 when it is none. */
    static int month(String name) {
        return NAMES.indexOf(name) + 1;
    }

    static boolean lists(String months, int month) {
        return months.indexOf(letter(month)) >= 0;
    }
}
