/** An emulated Bedrock runtime: the far end of the wire in the tests of the whole path. */
package io.calledit.bedrock;
