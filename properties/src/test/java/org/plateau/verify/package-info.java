@NullMarked
package org.plateau.verify;

import org.jspecify.annotations.NullMarked;
