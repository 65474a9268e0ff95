package io.calledit.bench;

/**
 * When a token was written, inside the token's own text: a mark and six digits in base 36, in microseconds of
 * {@link System#nanoTime()}, which all processes of one Linux machine share (CLOCK_MONOTONIC).
 */
final class Stamp {

    /** Stands before each stamp, and nowhere else in an answer. */
    static final byte MARK = '~';
    /** The mark included. */
    static final int LENGTH = 7;

    private static final int DIGITS = LENGTH - 1;
    private static final int BASE = 36;
    private static final long RANGE = (long) Math.pow(BASE, DIGITS); // of microseconds: 36 minutes

    private Stamp() {}

    static void write(long nanos, byte[] to, int at) {
        to[at] = MARK;
        long left = nanos / 1_000 % RANGE;
        for (int i = at + DIGITS; i > at; i--) {
            to[i] = (byte) Character.forDigit((int) (left % BASE), BASE);
            left /= BASE;
        }
    }

    /** @return how long ago the stamp was written, in microseconds; less than 0 if the clocks don't agree */
    static long age(byte[] from, int at, long nowNanos) {
        long written = 0;
        for (int i = at + 1; i <= at + DIGITS; i++) {
            int digit = Character.digit(from[i], BASE);
            if (digit < 0) {
                throw new IllegalArgumentException("not a stamp");
            }
            written = written * BASE + digit;
        }
        long age = Math.floorMod(nowNanos / 1_000 - written, RANGE);
        return age > RANGE / 2 ? age - RANGE : age;
    }
}
