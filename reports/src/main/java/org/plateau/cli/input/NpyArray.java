package org.plateau.cli.input;

import java.util.List;

/**
 * One array as read from NumPy's NPY form.
 *
 * @param name the name in the archive, without {@code .npy}
 * @param type the element type as NumPy writes it, such as {@code <f8}
 * @param shape the extents; empty for a scalar
 * @param values all elements, row-major whatever the order in the file
 */
public record NpyArray(String name, String type, List<Integer> shape, double[] values) {

  /** Copies the shape. */
  public NpyArray {
    shape = List.copyOf(shape);
  }

  /** Returns the shape in words, such as {@code 10 x 1}. */
  public String shapeText() {
    if (shape.isEmpty()) {
      return "scalar";
    }
    StringBuilder text = new StringBuilder();
    for (int extent : shape) {
      text.append(text.isEmpty() ? "" : " x ").append(extent);
    }
    return text.toString();
  }

  /** Tells whether the elements have 24 bits of precision only. */
  public boolean isSinglePrecision() {
    return type.endsWith("f4");
  }
}
