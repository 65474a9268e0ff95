package io.calledit.page;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** A plan as a model writes it, in the small pieces in which models write, for tests that say when each comes. */
final class DraftedPlan {

    static final String STATEMENT = "Bitcoin trades at or above $100,000 on Coinbase (BTC-USD) by the end of the term.";
    static final String SOURCE = "Coinbase BTC-USD daily candles";
    static final String CRITERION = "True if any trade prints at 100,000.00 or higher";
    static final String STEP = "Open the daily candles up to the date";
    static final String ASSUMPTION = "“Reach” means a single trade is enough";

    private static final int PIECE = 6;

    private final List<String> fields;

    private DraftedPlan(String statement) {
        // In a year from whenever the test runs: a plan must be due in the future.
        this.fields = List.of(
                "{\"prediction_statement\":\"" + statement + "\",",
                "\"verification_date\":\"" + LocalDate.now().plusYears(1) + "T23:59:59-05:00\",",
                "\"verification_method\":{\"source\":[\"" + SOURCE + "\",\"CoinGecko historical data\"],",
                "\"criteria\":[\"" + CRITERION + "\",\"False if no such trade exists\"],",
                "\"steps\":[\"" + STEP + "\",\"Look for a high of 100,000.00 or more\"]},",
                "\"initial_status\":\"pending\",\"assumptions\":[\"" + ASSUMPTION + "\"]}");
    }

    static DraftedPlan aboutBitcoin() {
        return new DraftedPlan(STATEMENT);
    }

    static DraftedPlan claiming(String statement) {
        return new DraftedPlan(statement);
    }

    /** What has been written when the first so many fields are done and no more. */
    String[] first(int done) {
        return pieces(String.join("", fields.subList(0, done)));
    }

    /** What follows {@link #first}. */
    String[] after(int done) {
        return pieces(String.join("", fields.subList(done, fields.size())));
    }

    /** What is written from when the first so many fields are done until so many are. */
    String[] between(int done, int then) {
        return pieces(String.join("", fields.subList(done, then)));
    }

    String[] whole() {
        return after(0);
    }

    private static String[] pieces(String text) {
        return Stream.iterate(0, from -> from < text.length(), from -> from + PIECE)
                .map(from -> text.substring(from, Math.min(from + PIECE, text.length())))
                .toArray(String[]::new);
    }
}
