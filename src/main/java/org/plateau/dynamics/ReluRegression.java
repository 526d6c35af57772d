package org.plateau.dynamics;

import org.plateau.network.ReluNetwork;

/**
 * The loss (1/m) sum_i l(f(x_i) - y_i) of a ReLU network f on m rows. Spec: sub-gradient-balance,
 * D3.
 */
public final class ReluRegression implements LayeredLoss {

  private final ReluNetwork network;
  private final ReluNetwork.Batch batch;
  private final double[] targets;
  private final ResidualLoss loss;
  private final double[] residual;

  /**
   * The loss of {@code network} on rows and targets, which are not copied.
   *
   * @param inputs m x inputWidth, row-major
   * @param targets y, of length m
   * @throws IllegalArgumentException if the number of targets is not the number of rows
   */
  public ReluRegression(ReluNetwork network, double[] inputs, double[] targets, ResidualLoss loss) {
    this.network = network;
    this.batch = network.batch(inputs);
    this.targets = targets;
    this.loss = loss;
    if (targets.length != batch.rows()) {
      throw new IllegalArgumentException(
          "there must be one target a row, " + batch.rows() + " in all, got " + targets.length);
    }
    residual = new double[targets.length];
  }

  @Override
  public int weightCount() {
    return network.weightCount();
  }

  @Override
  public int layers() {
    return network.depth();
  }

  @Override
  public int layerStart(int j) {
    return network.layerStart(j);
  }

  @Override
  public void subgradient(double[] weights, double[] out) {
    residuals(weights);
    loss.differentiate(residual);
    for (int i = 0; i < residual.length; i++) {
      residual[i] /= residual.length;
    }
    batch.pullback(residual, out);
  }

  @Override
  public double value(double[] weights) {
    residuals(weights);
    return loss.mean(residual);
  }

  private void residuals(double[] weights) {
    double[] predictions = batch.predict(weights);
    for (int i = 0; i < residual.length; i++) {
      residual[i] = predictions[i] - targets[i];
    }
  }
}
