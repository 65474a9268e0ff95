/** THE FACE: where the page is served besides its first address. What it shows is in {@code frontend/}. */
package io.calledit.page;
