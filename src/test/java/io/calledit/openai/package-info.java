/** A server that speaks OpenAI's chat completions, for the tests of the voice of that name. */
package io.calledit.openai;
