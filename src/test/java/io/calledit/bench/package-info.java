/**
 * What the streaming line costs: the packaged service and the least program that does the same job, each in a process of
 * its own, under the same load from a third process and fed by an emulated Bedrock in a fourth.
 */
package io.calledit.bench;
