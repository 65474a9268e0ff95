/**
 * The ledger in one DynamoDB table. {@link io.calledit.ledger.dynamodb.DynamoDbCallStore} is the store, {@link
 * io.calledit.ledger.dynamodb.Layout} says what lies where, and {@code docs/decisions/0006-one-table.md} why.
 */
package io.calledit.ledger.dynamodb;
