/**
 * What a native image would miss, found on a JVM: all that the application reaches by reflection while it is put through
 * its paces, against all that the build has registered for the image.
 */
package io.calledit.nativeimage;
