/**
 * CalledIt: a prediction in plain words becomes a plan that a stranger could check.
 *
 * <p>The rooms, and which way they look:
 *
 * <pre>
 *   line      one socket, many runs: messages in, frames out
 *     ├─► planning    the planner (an AI service), its tools, and the reader of what it wrote
 *     ├─► model       which model answers: Bedrock, an OpenAI-compatible server, or the embedded rules
 *     └─► prediction  the nouns: a plan and how it is verified, what is committed to, a verdict
 *   gateway   another door for the line, behind an API Gateway; only in the build for AWS Lambda
 *     └─► line, planning
 *   ledger    the book: calls and what became of them, in a chain of entries
 *     ├─► planning    for the check of a plan, and for how it was drafted
 *     └─► prediction
 *   sight     what is counted, logged and traced of a run
 *   identity  stands at the door: who is asking, and from where
 * </pre>
 *
 * {@code line} and {@code ledger} don't know each other: how a plan was drafted goes from one to the other by way of a
 * port in {@code planning}. {@code planning} and {@code model} look at {@code prediction} and never back; {@code
 * prediction} and {@code sight} look at nothing. {@code RoomsTest} holds this.
 */
package io.calledit;
