package io.calledit.bench;

/** What the benchmark measures. */
enum Scenario {
    /** 100 sockets, each with one plan after the other, as fast as the server can. */
    SATURATION,
    /** 200 plans at a time, 25 tokens a second each. */
    PACED,
    /** 5,000 sockets that say nothing. */
    IDLE,
    /** From the start of the process to the first word. */
    START
}
