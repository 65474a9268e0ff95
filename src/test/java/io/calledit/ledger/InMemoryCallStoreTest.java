package io.calledit.ledger;

class InMemoryCallStoreTest implements CallStoreContract {

    private final CallStore store = new InMemoryCallStore();

    @Override
    public CallStore store() {
        return store;
    }
}
