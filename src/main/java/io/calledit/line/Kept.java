package io.calledit.line;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ended runs whose logs can still be read, oldest first, and what they weigh. */
final class Kept {

    private final long most;
    private final Map<Run, Long> runs = new LinkedHashMap<>(); // with what each weighed at its end; guarded by this
    private long weight; // likewise

    /** How many bytes they may weigh where nobody has said: it bounds what a full heap can consist of. */
    static long room() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** @param most the most that all of them may weigh, in bytes */
    Kept(long most) {
        this.most = most;
    }

    /**
     * Keeps one more.
     *
     * @return those that are to be forgotten for it
     */
    synchronized List<Run> keep(Run ended) {
        List<Run> gone = new ArrayList<>(0);
        long weighs = ended.weight();
        runs.put(ended, weighs);
        weight += weighs;
        for (Iterator<Map.Entry<Run, Long>> oldest = runs.entrySet().iterator(); weight > most && oldest.hasNext(); ) {
            Map.Entry<Run, Long> run = oldest.next();
            gone.add(run.getKey());
            weight -= run.getValue();
            oldest.remove();
        }
        return gone;
    }

    synchronized void forget(Run run) {
        Long weighed = runs.remove(run);
        if (weighed != null) {
            weight -= weighed;
        }
    }

    synchronized boolean isEmpty() {
        return runs.isEmpty();
    }
}
