@NullMarked
package io.crmesh.platform.seal;

import org.jspecify.annotations.NullMarked;
