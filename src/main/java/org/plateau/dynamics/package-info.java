/**
 * Training as mathematics: gradient flow and gradient descent, and what stays constant along them.
 *
 * <p><b>The problem.</b> Claims about flat minima speak of the end point of a trajectory, so the
 * trajectory must be followed to its end with a known error. The gradient flow of a deep linear
 * network has a plateau at 0 that lasts like (initial scale)^-(L-2), and a stiff end. {@link
 * org.plateau.dynamics.GradientFlow} therefore follows it in two phases: by arc length until the
 * gap is a fraction of its value at 0, and in time from there on.
 *
 * <p><b>Notation.</b> W is the state, one flat array with the layers one after the other, each
 * row-major; R is the loss, gap = R - inf R; t is time and s the arc length; D_k = W_{k+1}^T
 * W_{k+1} - W_k W_k^T is conserved by the flow.
 *
 * <p><b>Main types.</b> {@link org.plateau.dynamics.Objective} is all that a trajectory asks of a
 * model. {@link org.plateau.dynamics.DormandPrince853} is the integrator, in place on flat arrays;
 * {@link org.plateau.dynamics.HipparchusDormandPrince} is the reference. {@link
 * org.plateau.dynamics.GradientDescent} takes discrete steps. {@link
 * org.plateau.dynamics.WidthOneEndPoint} knows the end point of the flow without following it.
 * {@link org.plateau.dynamics.SquareDescent} trains square layers from the identity, and {@link
 * org.plateau.dynamics.PowerProjection} keeps them balanced on the way; {@link
 * org.plateau.dynamics.EigenvalueRecursion} and {@link org.plateau.dynamics.RotationRecursion} are
 * what such runs come down to on symmetric targets and plane rotations. {@link
 * org.plateau.dynamics.SubgradientMethod} steps on a {@link org.plateau.dynamics.LayeredLoss}, all
 * layers at once, with {@link org.plateau.dynamics.StepSchedule}s. How a trajectory ended is a
 * value, {@link org.plateau.dynamics.Ending}, never an exception.
 */
@NullMarked
package org.plateau.dynamics;

import org.jspecify.annotations.NullMarked;
