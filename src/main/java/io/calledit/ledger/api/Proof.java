package io.calledit.ledger.api;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

import jakarta.ws.rs.core.StreamingOutput;

import io.calledit.ledger.Head;
import io.calledit.ledger.KeptEntry;

/** Writes a ledger's chain as the JSON that the verifier reads, one stretch of entries after another. */
final class Proof implements StreamingOutput {

    private static final String FORMAT = "calledit-proof-1";

    private final WholeLedger ledger;

    Proof(WholeLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Head head = ledger.head();
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        // An owner's id and a hash hold nothing that JSON would have escaped.
        text.write("{\"format\":\"" + FORMAT + "\",\"owner\":\"" + ledger.owner().id() + "\",\"entries\":" + head.entries()
                + ",\"calls\":" + head.calls() + ",\"head\":\"" + head.hash() + "\",\"chain\":[");
        ledger.read(entries -> {
            for (KeptEntry entry : entries) {
                text.write(entry.number() == 1 ? "\n" : ",\n");
                text.write("{\"entry\":" + entry.body() + ",\"hash\":\"" + entry.hash() + "\"}");
            }
        });
        text.write("\n]}\n");
        text.flush();
    }
}
