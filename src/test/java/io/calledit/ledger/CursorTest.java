package io.calledit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void aCursorIsReadBackAsItWas() {
        for (Sort sort : Sort.values()) {
            Cursor cursor = new Cursor(sort, Instant.parse("1931-01-01T00:00:00Z"), 123_456_789);
            assertThat(Cursor.decode(cursor.encode())).contains(cursor);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "====", "MSBuZXdlc3Qg", "é", "MSBuZXdlc3QgMSA5OTk5OTk5OTk5OTk5OTk5OTk5OTk", "\u0000", "../.."})
    void whatIsNoCursorIsNone(String text) {
        assertThat(Cursor.decode(text)).isEmpty();
    }
}
