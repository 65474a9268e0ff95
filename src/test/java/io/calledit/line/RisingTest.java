package io.calledit.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

import org.junit.jupiter.api.Test;

class RisingTest {

    @Test
    void everyNumberIsFoundAgainInAnyOrderPackedOrNot() {
        Random random = new Random(7);
        Rising numbers = new Rising();
        int[] expected = new int[3_000];
        for (int i = 1; i < expected.length; i++) {
            expected[i] = expected[i - 1] + (random.nextBoolean() ? random.nextInt(3) : 1 << random.nextInt(18));
        }
        for (int number : expected) {
            numbers.add(number);
        }
        assertThat(expected[expected.length - 1]).isPositive();

        for (int round = 0; round < 2; round++) {
            assertThat(numbers.size()).isEqualTo(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(numbers.get(i)).isEqualTo(expected[i]);
                int any = random.nextInt(expected.length);
                assertThat(numbers.get(any)).as("number %d", any).isEqualTo(expected[any]);
            }
            if (round == 0) {
                numbers.pack();
            }
        }
    }

    @Test
    void theLargestNumberFits() {
        Rising numbers = new Rising();
        numbers.add(0);
        numbers.add(Integer.MAX_VALUE);
        numbers.pack();

        assertThat(numbers.get(1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(numbers.get(0)).isZero();
    }

    @Test
    void aStepThatIsSmallTakesAByteOncePacked() {
        Rising numbers = new Rising();
        for (int i = 0; i < 250; i++) {
            numbers.add(7 * i);
        }
        assertThat(numbers.bytes()).isGreaterThanOrEqualTo(1_000);

        numbers.pack();

        assertThat(numbers.bytes()).isEqualTo(250);
    }

    @Test
    void noNumbersAreNoBytes() {
        Rising numbers = new Rising();
        numbers.pack();

        assertThat(numbers.size()).isZero();
        assertThat(numbers.bytes()).isZero();
    }
}
