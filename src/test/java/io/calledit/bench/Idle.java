package io.calledit.bench;

import java.nio.file.Path;

/**
 * What sockets cost that say nothing.
 *
 * @param sockets how many there were
 * @param heap what one of them takes of the heap after a collection, in bytes
 * @param resident by how much the process grew for one of them, in bytes
 * @param total what the process had resident with all of them, in bytes
 */
record Idle(int sockets, double heap, double resident, long total) {

    private static final int SETTLING_S = 3;

    /** Measures a server that has been used already, so that what comes on top is the sockets'. */
    static Idle measure(Stage stage, Child server, int sockets, Path java) throws Exception {
        stage.load().order("load " + server.port() + " 20 250 0");
        Pause.seconds(SETTLING_S);
        Window.noTrouble(Window.values(stage.load().order("end")));
        stage.load().order("idle " + server.port() + " 100");
        stage.load().order("close");
        Pause.seconds(SETTLING_S);
        long heapBefore = server.heapAfterCollection(java);
        long residentBefore = server.resident();
        stage.load().order("idle " + server.port() + " " + sockets);
        Pause.seconds(SETTLING_S);
        long heap = server.heapAfterCollection(java);
        long resident = server.resident();
        int open = Integer.parseInt(stage.load().order("close"));
        if (open != sockets) {
            throw new IllegalStateException("only " + open + " of " + sockets + " idle sockets stayed open");
        }
        return new Idle(sockets, (heap - heapBefore) / (double) sockets,
                (resident - residentBefore) / (double) sockets, resident);
    }
}
