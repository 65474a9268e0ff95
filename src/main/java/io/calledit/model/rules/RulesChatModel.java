package io.calledit.model.rules;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Objects;

/** The rules planner where a whole answer is wanted at once. */
public final class RulesChatModel implements ChatModel {

    private final RulesModel model;

    /** Answers on the calling thread, in milliseconds, with the same words as the model it is given. */
    public RulesChatModel(RulesModel model) {
        this.model = Objects.requireNonNull(model);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return model.respond(request);
    }
}
