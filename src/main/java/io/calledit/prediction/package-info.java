/** The nouns: a checkable prediction, what a person commits to with it, and what becomes of it. */
package io.calledit.prediction;
