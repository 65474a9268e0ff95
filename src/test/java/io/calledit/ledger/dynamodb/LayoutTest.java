package io.calledit.ledger.dynamodb;

import static io.calledit.ledger.Examples.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LayoutTest {

    private static final Instant DUE = Instant.parse("2027-01-01T00:00:00Z");

    private final Locale machines = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(machines);
    }

    @Test
    void keysAreTheSameInEveryLanguage() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));

        assertThat(Layout.entry(ANN, 1_024)).containsEntry(Layout.SORT, AttributeValue.fromS("0000000000000001024"));
        assertThat(Layout.place(DUE, 7)).matches("[0-9]{17}#0000000000000000007");
    }

    @Test
    void aPlaceInAListSaysWhatItIsMadeOf() {
        String place = Layout.place(DUE, 7);

        assertThat(Layout.dueAt(place)).isEqualTo(DUE);
        assertThat(Layout.numberAt(place)).isEqualTo(7);
    }
}
