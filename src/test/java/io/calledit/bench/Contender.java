package io.calledit.bench;

/** Who is measured. */
enum Contender {
    /** The packaged application. */
    SERVICE,
    /** {@link Floor}. */
    FLOOR
}
