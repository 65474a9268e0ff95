package io.calledit.gateway.table;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import io.calledit.identity.Owner;

/**
 * A run as every process knows it.
 *
 * @param seq the number of the last frame that is stored
 * @param beat grows for as long as the process is there that the run is in
 * @param beatAt when it last did, by the clock on the wall in milliseconds
 * @param hasEnded whether the last frame is stored
 * @param isToStop whether its person wants it to end
 * @param readers who reads it, by the ids of their connections
 * @param gone the places of readers that have made room for newer ones
 */
public record StoredRun(
        String id,
        Owner owner,
        Instant startedAt,
        int seq,
        long beat,
        long beatAt,
        boolean hasEnded,
        boolean isToStop,
        Map<String, Reader> readers,
        Set<String> gone) {

    public StoredRun {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(startedAt, "startedAt");
        readers = Map.copyOf(readers);
        gone = Set.copyOf(gone);
    }

    /**
     * A reader.
     *
     * @param place tells a connection's reader from its next one, which takes its place
     * @param seenAt when it was last there, by the clock on the wall in milliseconds
     */
    public record Reader(String place, long seenAt) {

        public Reader {
            requireNonNull(place, "place");
        }
    }

    /** Whether that is still the one reader that sends this run to that connection. */
    public boolean isReadBy(String connectionId, String place) {
        Reader reader = readers.get(connectionId);
        return reader != null && reader.place().equals(place);
    }
}
