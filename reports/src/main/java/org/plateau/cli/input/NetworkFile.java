package org.plateau.cli.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A deep linear network and its regression data, as read from an NPZ file with the arrays {@code
 * W1} … {@code WL}, {@code X}, {@code y}, and perhaps {@code p}.
 *
 * @param path the file
 * @param widths d_0, d_1, …, d_L
 * @param parameters all layers one after the other, each row-major
 * @param design X, {@code samples x d_0}, row-major
 * @param targets y, of length {@code samples}
 * @param output the fixed output vector p of length d_L, or null for a plain network, whose d_L = 1
 * @param notes what the user should know about how the file was read
 */
public record NetworkFile(
    Path path,
    int[] widths,
    double[] parameters,
    double[] design,
    double[] targets,
    double @Nullable [] output,
    List<String> notes) {

  private static final Pattern LAYER = Pattern.compile("W(0|[1-9][0-9]{0,5})");

  /** Copies the notes. */
  public NetworkFile {
    notes = List.copyOf(notes);
  }

  /**
   * Reads and checks a network and its data.
   *
   * @throws BadInputException if the file is not an NPZ file, an array is missing, empty, or not
   *     finite, or the shapes do not fit
   */
  public static NetworkFile read(Path path) {
    NpzFile file = NpzFile.read(path, NetworkFile::isWanted);
    return new Reading(path, file).network();
  }

  /** Returns the number of layers. */
  public int depth() {
    return widths.length - 1;
  }

  /** Returns the number of rows of X. */
  public int samples() {
    return targets.length;
  }

  private static boolean isWanted(String name) {
    return name.equals("X")
        || name.equals("y")
        || name.equals("p")
        || LAYER.matcher(name).matches();
  }

  /** One pass over the arrays of one file. */
  private static final class Reading {
    private final Path path;
    private final NpzFile file;
    private final Map<String, NpyArray> arrays;
    private final List<String> notes = new ArrayList<>();

    Reading(Path path, NpzFile file) {
      this.path = path;
      this.file = file;
      this.arrays = file.arrays();
    }

    NetworkFile network() {
      List<NpyArray> layers = layers();
      NpyArray x = required("X", "the data, one row a sample");
      NpyArray y = required("y", "the targets, one a sample");
      requireMatrix(x);
      for (NpyArray layer : layers) {
        requireMatrix(layer);
      }
      int[] widths = widths(layers, x);
      double @Nullable [] output = output(widths);
      requireTargets(x, y);
      List<NpyArray> all = new ArrayList<>(layers);
      all.add(x);
      all.add(y);
      all.forEach(this::requireFinite);
      note(all);
      return new NetworkFile(
          path, widths, concatenated(layers), x.values(), y.values(), output, notes);
    }

    private List<NpyArray> layers() {
      TreeMap<Integer, NpyArray> byNumber = new TreeMap<>();
      for (NpyArray array : arrays.values()) {
        Matcher matcher = LAYER.matcher(array.name());
        if (matcher.matches()) {
          byNumber.put(Integer.parseInt(matcher.group(1)), array);
        }
      }
      if (byNumber.isEmpty()) {
        throw new BadInputException(
            path.toString(),
            "has no layer" + otherNames(),
            "name the weights W1, W2, …; W1 is applied first");
      }
      if (byNumber.containsKey(0)) {
        throw new BadInputException(
            path.toString(), "has a layer W0", "number the layers from W1, which is applied first");
      }
      for (int k = 1; k <= byNumber.lastKey(); k++) {
        if (!byNumber.containsKey(k)) {
          throw new BadInputException(
              path.toString(),
              "has W" + byNumber.lastKey() + " but no W" + k,
              "number the layers without gaps: W1, W2, …");
        }
      }
      return List.copyOf(byNumber.values());
    }

    private NpyArray required(String name, String meaning) {
      NpyArray array = arrays.get(name);
      if (array == null) {
        throw new BadInputException(
            path.toString(),
            "has no array " + name + otherNames(),
            "add " + name + " (" + meaning + ") to numpy.savez");
      }
      return array;
    }

    private String otherNames() {
      return file.ignored().isEmpty() ? "" : " (found " + shortList(file.ignored()) + ")";
    }

    private void requireMatrix(NpyArray array) {
      if (array.shape().size() != 2) {
        throw bad(
            array,
            "has shape " + array.shapeText() + ", and a matrix is needed",
            array.name().equals("X")
                ? "give it the shape n x d"
                : "give it the shape d_k x d_(k-1), as in W.reshape(1, -1)");
      }
      if (array.values().length == 0) {
        throw bad(
            array, "is empty (" + array.shapeText() + ")", "all widths and n must be positive");
      }
    }

    private int[] widths(List<NpyArray> layers, NpyArray x) {
      int[] widths = new int[layers.size() + 1];
      widths[0] = x.shape().get(1);
      NpyArray before = x;
      for (int k = 1; k < widths.length; k++) {
        NpyArray layer = layers.get(k - 1);
        if (layer.shape().get(1) != widths[k - 1]) {
          throw bad(
              layer,
              "has shape "
                  + layer.shapeText()
                  + ", which takes "
                  + layer.shape().get(1)
                  + " inputs, but "
                  + before.name()
                  + " ("
                  + before.shapeText()
                  + ") gives "
                  + widths[k - 1],
              "layer k maps d_(k-1) to d_k, so W_k is d_k x d_(k-1); transpose it if it was stored"
                  + " the other way");
        }
        widths[k] = layer.shape().get(0);
        before = layer;
      }
      return widths;
    }

    private double @Nullable [] output(int[] widths) {
      int last = widths[widths.length - 1];
      NpyArray p = arrays.get("p");
      if (p == null) {
        if (last != 1) {
          throw new BadInputException(
              path + ", array W" + (widths.length - 1),
              "gives " + last + " outputs, and there is no p",
              "a plain network ends in one output; for the residual form add the fixed output"
                  + " vector p of length "
                  + last);
        }
        return null;
      }
      requireVector(p, last, "the width of the last layer");
      requireFinite(p);
      for (double entry : p.values()) {
        if (entry != 0) {
          return p.values();
        }
      }
      throw bad(p, "is zero, so that the network is zero", "give a nonzero output vector");
    }

    private void requireTargets(NpyArray x, NpyArray y) {
      requireVector(y, x.shape().get(0), "the number of rows of X");
    }

    private void requireVector(NpyArray array, int length, String what) {
      List<Integer> shape = array.shape();
      boolean fits = shape.equals(List.of(length)) || shape.equals(List.of(length, 1));
      if (!fits) {
        throw bad(
            array,
            "has shape " + array.shapeText() + ", but " + what + " is " + length,
            "give it the shape " + length + " or " + length + " x 1");
      }
    }

    private void requireFinite(NpyArray array) {
      double[] values = array.values();
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw bad(
              array,
              "has the entry " + (Double.isNaN(values[i]) ? "NaN" : "infinity") + at(array, i),
              "every entry must be finite; the training may have diverged");
        }
      }
    }

    private static String at(NpyArray array, int i) {
      if (array.shape().size() != 2) {
        return " at index " + i;
      }
      int columns = array.shape().get(1);
      return " at row " + i / columns + ", column " + i % columns + " (from 0)";
    }

    private void note(List<NpyArray> all) {
      List<String> single =
          all.stream().filter(NpyArray::isSinglePrecision).map(NpyArray::name).toList();
      if (!single.isEmpty()) {
        notes.add(
            "float32 in "
                + shortList(single)
                + ": computed in double precision, but the entries carry 24 bits, so a minimizer"
                + " found in float32 has a loss gap near 1e-12 rather than 1e-28");
      }
      if (!file.ignored().isEmpty()) {
        notes.add("ignored " + shortList(file.ignored()) + ": only W1, W2, …, X, y and p are read");
      }
    }

    private BadInputException bad(NpyArray array, String rule, String remedy) {
      return new BadInputException(path + ", array " + array.name(), rule, remedy);
    }

    private static double[] concatenated(List<NpyArray> layers) {
      int length = layers.stream().mapToInt(layer -> layer.values().length).sum();
      double[] all = new double[length];
      int at = 0;
      for (NpyArray layer : layers) {
        System.arraycopy(layer.values(), 0, all, at, layer.values().length);
        at += layer.values().length;
      }
      return all;
    }

    private static String shortList(Iterable<String> names) {
      List<String> list = new ArrayList<>();
      names.forEach(list::add);
      return list.size() <= 6
          ? String.join(", ", list)
          : String.join(", ", list.subList(0, 5)) + " and " + (list.size() - 5) + " more";
    }
  }
}
