/**
 * Bedrock's ConverseStream, read off the wire: what the SDK has for it takes two megabytes for every stream and most of
 * what a token costs. See docs/decisions/0007-what-a-token-costs.md.
 */
package io.calledit.model.converse;
