package io.calledit.line;

import java.util.Arrays;

/**
 * Numbers, none of them negative or smaller than the one before. Packed, one takes a byte or two instead of four, and is
 * found at once only where the last one that was asked for stands before it. Not safe for use by several threads.
 */
final class Rising {

    private static final int FIRST_SIZE = 64;
    private static final int BITS = 7; // of a number in each byte; the eighth says that more follow

    private int[] values = new int[FIRST_SIZE]; // null once packed
    private byte[] packed; // the differences; null before
    private int size;
    private int read = -1; // which number was read last from what is packed
    private int value; // that number
    private int next; // where the difference to the one after it begins

    int size() {
        return size;
    }

    void add(int number) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = number;
    }

    int get(int index) {
        if (packed == null) {
            return values[index];
        }
        if (index < read) {
            read = -1;
            value = 0;
            next = 0;
        }
        while (read < index) {
            value += difference();
            read++;
        }
        return value;
    }

    private int difference() {
        int difference = 0;
        int shift = 0;
        byte part;
        do {
            part = packed[next++];
            difference |= (part & 0x7f) << shift;
            shift += BITS;
        } while (part < 0);
        return difference;
    }

    /** Nothing is added any more. */
    void pack() {
        byte[] bytes = new byte[5 * size]; // the most that it can take
        int end = 0;
        int before = 0;
        for (int i = 0; i < size; i++) {
            int difference = values[i] - before;
            before = values[i];
            while (difference > 0x7f) {
                bytes[end++] = (byte) (difference | 0x80);
                difference >>>= BITS;
            }
            bytes[end++] = (byte) difference;
        }
        packed = Arrays.copyOf(bytes, end);
        values = null;
    }

    /** How many bytes the numbers take. */
    int bytes() {
        return packed == null ? Integer.BYTES * values.length : packed.length;
    }
}
