package io.calledit.ledger.proof;

import static io.calledit.ledger.proof.RefusedException.quoted;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.calledit.ledger.proof.Finding.Broken;
import io.calledit.ledger.proof.Finding.Holds;
import io.calledit.ledger.proof.Finding.Unreadable;

/** Verifies an exported proof ({@code GET /api/ledger/proof}), one entry after another. */
public final class ChainVerifier {

    private static final String FORMAT = "calledit-proof-1";
    private static final String NOT_A_PROOF = "It isn't a CalledIt proof: ";
    private static final List<String> FIELDS = List.of("format", "owner", "entries", "calls", "head", "chain");

    private final ChainCheck check;
    private final Map<String, JsonNode> claims = new HashMap<>();
    private boolean chainSeen;

    private ChainVerifier(Receipt receipt) {
        check = new ChainCheck("the proof", receipt);
    }

    /** Verifies the proof as far as it goes; it can't know of entries that were dropped at its end. */
    public static Finding verify(InputStream proof) {
        return verify(proof, null);
    }

    /**
     * Verifies the proof. Its size doesn't matter: what is kept is some hundred bytes per call.
     *
     * @param proof JSON in UTF-8, which is read to its end or to the first break and left open
     * @param receipt an entry that has to be in it, or null
     */
    public static Finding verify(InputStream proof, Receipt receipt) {
        return new ChainVerifier(receipt).run(proof);
    }

    private Finding run(InputStream proof) {
        // A decoder that refuses: the default one would read broken bytes as question marks and go on.
        var text = new InputStreamReader(proof, StandardCharsets.UTF_8.newDecoder());
        try {
            return read(StrictJson.parser(text));
        } catch (BrokenException e) {
            return e.finding();
        } catch (RefusedException e) {
            return new Unreadable(NOT_A_PROOF + e.getMessage());
        } catch (CharacterCodingException e) {
            return new Unreadable("It isn't UTF-8 text.");
        } catch (StreamConstraintsException e) {
            return new Unreadable(NOT_A_PROOF + StrictJson.tooLarge().getMessage());
        } catch (JsonProcessingException e) {
            return isAtTheEnd(e) ? new Unreadable("It ends too early" + afterWhatWasRead()) : notJson();
        } catch (IOException e) {
            return new Unreadable("It can't be read: " + e.getMessage());
        }
    }

    private Finding read(JsonParser parser) throws IOException, RefusedException, BrokenException {
        var first = parser.nextToken();
        if (first == null) {
            return new Unreadable("It is empty.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new RefusedException("it isn't an object.");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = StrictJson.text(parser.currentName());
            parser.nextToken();
            if (!FIELDS.contains(name)) {
                throw new RefusedException("it has a field " + quoted(name) + ", which a proof hasn't.");
            }
            if (claims.containsKey(name) || name.equals("chain") && chainSeen) {
                throw new RefusedException("it has the field " + quoted(name) + " twice.");
            }
            if (name.equals("chain")) {
                chainSeen = true;
                followChain(parser);
            } else {
                claims.put(name, StrictJson.value(parser, 1));
            }
        }
        if (parser.nextToken() != null) {
            return notJson();
        }
        return finish();
    }

    private void followChain(JsonParser parser) throws IOException, RefusedException, BrokenException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new RefusedException("its \"chain\" isn't a list.");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            try {
                follow(element(parser));
            } catch (RefusedException e) {
                throw new BrokenException(new Broken(OptionalLong.of(check.entries() + 1), e.getMessage()));
            }
        }
    }

    private static JsonNode element(JsonParser parser) throws IOException, RefusedException {
        try {
            return StrictJson.value(parser, 2);
        } catch (StreamConstraintsException e) {
            throw StrictJson.tooLarge();
        }
    }

    private void follow(JsonNode element) throws RefusedException {
        for (var names = element.fieldNames(); names.hasNext();) {
            var name = names.next();
            if (!name.equals("entry") && !name.equals("hash")) {
                throw new RefusedException("it has a field " + quoted(name) + " beside \"entry\" and \"hash\", which no hash covers.");
            }
        }
        var entry = element.get("entry");
        var hash = element.get("hash");
        if (entry == null || !entry.isObject() || hash == null || !hash.isTextual()) {
            throw new RefusedException("it isn't an object with an \"entry\" and its \"hash\".");
        }
        check.add(entry, CanonicalJson.of(entry), hash.textValue());
    }

    private Finding finish() throws RefusedException, BrokenException {
        var claimed = new Fields(JsonNodeFactory.instance.objectNode().setAll(claims), "");
        if (!claimed.text("format").equals(FORMAT)) {
            throw new RefusedException("its format is " + quoted(claimed.text("format")) + " and not " + quoted(FORMAT) + ".");
        }
        var owner = claimed.text("owner");
        long entries = claimed.wholeNumber("entries");
        long calls = claimed.wholeNumber("calls");
        var head = claimed.text("head");
        if (!chainSeen) {
            throw new RefusedException("its \"chain\" is missing.");
        }
        var chain = check.finish(owner, entries, calls, head);
        check.checkReceipt();
        return new Holds(List.of(chain), check.remarks());
    }

    private static boolean isAtTheEnd(JsonProcessingException e) {
        // Between two fields Jackson says so in words alone.
        return e instanceof JsonEOFException || e.getOriginalMessage().startsWith("Unexpected end-of-input");
    }

    private Unreadable notJson() {
        return new Unreadable("It isn't JSON" + afterWhatWasRead());
    }

    private String afterWhatWasRead() {
        return check.entries() == 0 ? "." : ", after entry " + check.entries() + ".";
    }
}
