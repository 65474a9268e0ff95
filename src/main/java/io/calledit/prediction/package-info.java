/** The nouns: what a checkable prediction consists of. */
package io.calledit.prediction;
