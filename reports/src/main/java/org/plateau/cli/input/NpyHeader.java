package org.plateau.cli.input;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY array: element type, order and shape.
 *
 * <p>NumPy writes a Python dictionary with exactly the keys {@code descr}, {@code fortran_order}
 * and {@code shape}; the order of the keys is free. Structured types have a list where simple types
 * have a string; they are refused.
 *
 * @param type the element type, such as {@code <f8}
 * @param fortranOrder whether the first index runs fastest
 * @param shape the extents
 */
record NpyHeader(String type, boolean fortranOrder, List<Integer> shape) {

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\s\\d,L]*)\\)");
  private static final Pattern SUPPORTED =
      Pattern.compile("[<>=][fi][48]|[<>=][iu]2|[<>=]u[48]|[|<>=][iu]1");
  private static final int MOST_DIMENSIONS = 32;

  /**
   * Reads the dictionary.
   *
   * @param array the array as the user knows it, for messages
   * @throws BadInputException if the text is no such dictionary, or the type is not a real number
   */
  static NpyHeader parse(String array, String text) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!order.find() || !shape.find() || !text.contains("'descr'")) {
      throw new BadInputException(
          array, "its NPY header is damaged", "write the file again with numpy.savez");
    }
    String typeName = type.find() ? type.group(1) : "structured";
    requireNumber(array, typeName);
    return new NpyHeader(typeName, order.group(1).equals("True"), extents(array, shape.group(1)));
  }

  /** Returns the number of bytes of one element. */
  int elementSize() {
    return type.charAt(2) - '0';
  }

  /** Returns f for floating point, i for signed and u for unsigned integers. */
  char kind() {
    return type.charAt(1);
  }

  boolean isBigEndian() {
    return type.charAt(0) == '>';
  }

  /**
   * Returns the number of elements.
   *
   * @throws ArithmeticException if it does not fit a long
   */
  long count() {
    long count = 1;
    for (int extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }

  private static void requireNumber(String array, String type) {
    if (SUPPORTED.matcher(type).matches()) {
      return;
    }
    if (type.endsWith("O")) {
      throw new BadInputException(
          array,
          "holds Python objects, which are never unpickled",
          "convert it with numpy.asarray(a, dtype='float64') before numpy.savez");
    }
    throw new BadInputException(
        array,
        "has element type '"
            + ForeignText.printable(type)
            + "', which is not float32, float64 or an integer type",
        "convert it with a.astype('float64') before numpy.savez");
  }

  private static List<Integer> extents(String array, String text) {
    List<Integer> extents = new ArrayList<>();
    for (String part : text.replace("L", "").split(",")) {
      String digits = part.strip();
      if (!digits.isEmpty()) {
        try {
          extents.add(Integer.parseInt(digits));
        } catch (NumberFormatException e) {
          throw tooLarge(array, text);
        }
      }
    }
    if (extents.size() > MOST_DIMENSIONS) {
      throw tooLarge(array, text);
    }
    return extents;
  }

  private static BadInputException tooLarge(String array, String shape) {
    return new BadInputException(
        array,
        "declares the impossible shape (" + ForeignText.printable(shape) + ")",
        "write the file again with numpy.savez");
  }
}
