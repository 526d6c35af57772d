package org.plateau.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.plateau.cli.input.BadInputException;
import org.plateau.cli.input.NetworkFile;
import org.plateau.landscape.HessianTrace;
import org.plateau.network.DeepLinearNetwork;
import org.plateau.network.LeastSquaresData;

/**
 * A network and its data as the user handed them in, and as the solver core takes them.
 *
 * @param path the file
 * @param network the layers
 * @param data X and y
 * @param notes how the file was read
 */
record UserNetwork(
    String path, DeepLinearNetwork network, LeastSquaresData data, List<String> notes) {

  /**
   * Reads a file.
   *
   * @throws BadInputException if the file or the network in it breaks a rule
   */
  static UserNetwork read(Path path) {
    NetworkFile file = NetworkFile.read(path);
    LeastSquaresData data =
        admitted(
            path,
            () ->
                LeastSquaresData.of(
                    file.design(), file.targets(), file.samples(), file.widths()[0]));
    double[] output = file.output();
    DeepLinearNetwork network =
        admitted(
            path,
            () ->
                output == null
                    ? DeepLinearNetwork.plain(file.widths(), file.parameters())
                    : DeepLinearNetwork.withOutput(file.widths(), file.parameters(), output));
    admitted(path, () -> requireFinite(network, data));
    return new UserNetwork(path.toString(), network, data, file.notes());
  }

  private static double requireFinite(DeepLinearNetwork network, LeastSquaresData data) {
    double size = network.loss(data) + HessianTrace.of(network, data);
    if (!Double.isFinite(size)) {
      throw new IllegalArgumentException(
          "the loss or its curvature overflows: the layers, or X and y, are too large for double"
              + " precision; rescale them");
    }
    return size;
  }

  /** Runs a computation of the solver core; what it refuses is bad input of this file. */
  <T> T compute(Supplier<T> computation) {
    return admitted(Path.of(path), computation);
  }

  private static <T> T admitted(Path path, Supplier<T> computation) {
    try {
      return computation.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      String message = String.valueOf(e.getMessage());
      int remedy = message.indexOf(';');
      throw new BadInputException(
          path.toString(),
          remedy < 0 ? message : message.substring(0, remedy),
          remedy < 0 ? "check the arrays of the file" : message.substring(remedy + 1).strip());
    }
  }
}
