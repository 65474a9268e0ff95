package io.calledit.model;

/** Is told what goes wrong with the models of this node, to count it; called by any thread, and never for a token. */
public interface ModelWatch {

    /** One that isn't interested. */
    ModelWatch NONE = new ModelWatch() {};

    /** A call to a model ended in a failure; one that is made again counts each time. A stop is none. */
    default void failed(ModelFailure failure) {}

    /** A call to a model will be made again. */
    default void retried() {}
}
