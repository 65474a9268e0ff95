/** The voices: which model answers, and how a run keeps hold of it. */
package io.calledit.model;
