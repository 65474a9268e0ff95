package io.calledit.ledger;

/** Opens a store from nothing but a text that says where it is, and so in any process. Has a public constructor without parameters. */
public interface StoreOpener {

    /** The store that is there; it stays open as long as the process runs. */
    CallStore open(String where) throws Exception;
}
