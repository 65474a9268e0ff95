/**
 * Bedrock's ConverseStream, asked and read with parts of the AWS SDK. Why not with the whole of it:
 * docs/decisions/0007-what-a-token-costs.md and 0013-bedrock-without-the-sdks-client.md.
 */
package io.calledit.model.converse;
