package io.calledit.ledger.csv;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CellTest {

    @Property
    void everyTextComesBackAsItWas(@ForAll("nasty") String text) {
        assertThat(Cell.read(Cell.write(text))).isEqualTo(text);
    }

    @Property
    void noCellBeginsAFormula(@ForAll("nasty") String text) {
        assertThat(Cell.write(text)).doesNotMatch("(?s)[=+\\-@\\t\\r\\n＝＋－＠].*");
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.strings().withChars("'=+-@\t\r\n＝＋－＠a1(").ofMaxLength(6);
    }

    @Example
    void onlyWhatNeedsAnApostropheGetsOne() {
        assertThat(Cell.write("=1+1")).isEqualTo("'=1+1");
        assertThat(Cell.write("'=1+1")).isEqualTo("''=1+1");
        assertThat(Cell.write("'tis raining")).isEqualTo("'tis raining");
        assertThat(Cell.read("'tis raining")).isEqualTo("'tis raining");
    }
}
