@NullMarked
package io.crmesh.order.money;

import org.jspecify.annotations.NullMarked;
