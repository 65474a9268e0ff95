/**
 * CalledIt: a prediction in plain words becomes a plan that a stranger could check.
 *
 * <p>The rooms, and which way they look:
 *
 * <pre>
 *   line      one socket, many runs: messages in, frames out
 *     ├─► planning    the planner (an AI service), its tools, and the reader of what it wrote
 *     ├─► model       which model answers: Bedrock, an OpenAI-compatible server, or the embedded rules
 *     └─► prediction  the nouns: a plan and how it is verified
 *   identity  stands at the door: from where a socket may be opened
 * </pre>
 *
 * {@code planning} and {@code model} look at {@code prediction} and never at {@code line}; {@code prediction} looks at
 * nothing. {@code RoomsTest} holds this.
 */
package io.calledit;
