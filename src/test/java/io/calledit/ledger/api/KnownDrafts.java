package io.calledit.ledger.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

import io.calledit.identity.Owner;
import io.calledit.planning.Transcripts;

/** Lets a test say which drafts there are. */
@Alternative
@Singleton
class KnownDrafts implements Transcripts {

    private record Key(Owner owner, String runId) {}

    private final Map<Key, Found> drafts = new ConcurrentHashMap<>();

    void put(Owner owner, String runId, Found found) {
        drafts.put(new Key(owner, runId), found);
    }

    void forgetAll() {
        drafts.clear();
    }

    @Override
    public Found find(Owner owner, String runId) {
        return drafts.getOrDefault(new Key(owner, runId), new Found.Unknown());
    }
}
