/**
 * Bedrock's ConverseStream, asked and read with parts of the AWS SDK: the whole of it takes two megabytes for every stream,
 * two thousand classes and most of what a token costs. See docs/decisions/0007-what-a-token-costs.md and
 * 0013-bedrock-without-the-sdks-client.md.
 */
package io.calledit.model.converse;
