package io.calledit.faults;

import java.util.Random;

/**
 * What the network does to one connection, drawn from a seed.
 *
 * @param up the way to the service
 * @param down the way from the service
 * @param fate what happens to the connection as a whole, once
 * @param counted the way whose bytes bring the fate about
 * @param after how many bytes come through on that way before
 */
record Weather(Way up, Way down, Fate fate, Direction counted, int after) {

    /** To the service or from it. */
    enum Direction {
        UP,
        DOWN
    }

    /** What can happen to a connection. */
    enum Fate {
        /** Both ends see it closed in good order. */
        CLOSED,
        /** Both ends see it reset. */
        RESET,
        /** The service sees a reset, and the client nothing more. */
        LOST_TO_THE_CLIENT,
        /** What the client sends is swallowed; what the service sends still comes. */
        DEAF,
        /** What the service sends is swallowed; what the client sends still comes. */
        MUTE,
        /** Nothing gets through any more, and neither end is told. */
        DEAD
    }

    /**
     * One direction.
     *
     * @param longestDelayMs each piece is late by up to this
     * @param tearing whether what was sent together may arrive in pieces at different times
     * @param stallEvery nothing gets through for a while each time that about so many bytes have; 0 for never
     * @param longestStallMs the longest such while
     */
    record Way(int longestDelayMs, boolean tearing, int stallEvery, int longestStallMs) {

        private static Way drawn(Random random) {
            int[] delays = {0, 0, 4, 25};
            boolean stalls = random.nextInt(4) == 0;
            return new Way(delays[random.nextInt(delays.length)], random.nextBoolean(),
                    stalls ? 500 + random.nextInt(6_000) : 0, 100 + random.nextInt(1_400));
        }
    }

    static Weather drawn(Random random) {
        Way up = Way.drawn(random);
        Way down = Way.drawn(random);
        // What an end has to find out by itself takes a while, so it comes less often.
        Fate fate = random.nextInt(5) < 3
                ? random.nextBoolean() ? Fate.CLOSED : Fate.RESET
                : Fate.values()[2 + random.nextInt(Fate.values().length - 2)];
        if (random.nextInt(4) == 0) {
            return new Weather(up, down, fate, Direction.UP, random.nextInt(2_000));
        }
        // As often within the handshake and the first frames as in the middle of a run.
        int after = (int) Math.pow(2, random.nextDouble() * 15);
        return new Weather(up, down, fate, Direction.DOWN, after);
    }
}
