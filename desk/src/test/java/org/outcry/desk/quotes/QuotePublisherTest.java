package org.outcry.desk.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskSettings;
import org.outcry.desk.market.Listings;
import org.outcry.desk.wire.QuoteRows;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;

class QuotePublisherTest {
    private static final Set<String> ES = Set.of("ES 12-26");

    /** In a market that stands still whoever comes would otherwise wait for its first quote until it opens. */
    @Test
    void aNameThatComesBackBeforeTheNextRoundIsSentAgain() {
        List<String> sent = new ArrayList<>();
        DeskLink.Inbox inbox = new DeskLink.Inbox() {
            @Override
            public void onQuote(String instrument, byte[] quoteJson) {
                sent.add(instrument);
            }

            @Override
            public void onEvent(DeskEvent event) {
                throw new AssertionError("quotes alone");
            }
        };
        try (DeskFixture desk = new DeskFixture()) {
            QuotePublisher quotes = new QuotePublisher(
                    desk.ledger,
                    desk.market,
                    new Listings(desk.catalogue),
                    new QuoteRows(
                            desk.market,
                            DeskSettings.of("test", Path.of("target")).host()),
                    () -> inbox);
            quotes.want(ES);
            quotes.publish(DeskFixture.START);
            quotes.want(ES);
            quotes.publish(DeskFixture.START);
            assertEquals(List.of("ES 12-26"), sent, "wanted without a break");
            quotes.want(Set.of());
            quotes.want(ES);
            quotes.publish(DeskFixture.START);
            assertEquals(List.of("ES 12-26", "ES 12-26"), sent);
        }
    }
}
