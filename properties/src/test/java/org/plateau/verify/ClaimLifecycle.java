package org.plateau.verify;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.opentest4j.TestAbortedException;
import org.plateau.theorems.Direction;

/**
 * The one adapter between jqwik and the judge, in force for every property that has a {@link Tried}
 * parameter: sets seed and tries, turns a probe's falsification into success and its survival into
 * failure, and judges the tries of statistical claims together.
 */
public final class ClaimLifecycle implements AroundPropertyHook, AroundTryHook {

  private static final int NEVER_EXHAUSTED = 1_000_000;

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public int aroundPropertyProximity() {
    return Integer.MIN_VALUE;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    Optional<Subject<?>> tried = Properties.subject(context);
    if (tried.isEmpty()) {
      return property.execute();
    }
    Subject<?> subject = tried.get();
    configure(context.attributes(), subject);
    Store<PropertyCourse> store =
        Store.getOrCreate(
            ClaimLifecycle.class, Lifespan.PROPERTY, () -> Properties.course(subject));
    PropertyCourse course = store.get();
    PropertyExecutionResult result = property.execute();
    PropertyExecutionResult judged =
        subject.isProbe() ? probed(result, subject, course) : tried(result, subject, course);
    if (context.containerClass() != AdaptedExamples.class) {
      AllureEvidence.record(subject, course, judged);
    }
    return judged;
  }

  private static void configure(PropertyAttributes attributes, Subject<?> subject) {
    attributes.setSeed(Properties.seed());
    attributes.setTries(Properties.tries(subject));
    attributes.setGeneration(GenerationMode.RANDOMIZED);
    attributes.setEdgeCases(EdgeCasesMode.NONE);
    attributes.setAfterFailure(AfterFailureMode.RANDOM_SEED);
    attributes.setMaxDiscardRatio(NEVER_EXHAUSTED);
    attributes.setShrinking(subject.isProbe() ? ShrinkingMode.OFF : ShrinkingMode.BOUNDED);
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor oneTry, List<Object> parameters) {
    TryExecutionResult result = oneTry.execute(parameters);
    if (parameters.isEmpty() || !(parameters.get(0) instanceof Drawn drawn)) {
      return result;
    }
    PropertyCourse course = Store.<PropertyCourse>get(ClaimLifecycle.class).get();
    course.take(drawn.trial());
    if (result.isFalsified()) {
      course.close();
    }
    return result.isSatisfied() && course.isDecided() ? TryExecutionResult.satisfied(true) : result;
  }

  private static PropertyExecutionResult tried(
      PropertyExecutionResult result, Subject<?> subject, PropertyCourse course) {
    if (result.status() != PropertyExecutionResult.Status.SUCCESSFUL) {
      return result;
    }
    if (course.isVacuous()) {
      return result.mapToFailed(
          "VACUOUS: "
              + course.tally().valid()
              + " of "
              + course.tally().tries()
              + " instances satisfied the hypotheses");
    }
    if (!course.isStatistical()) {
      return result;
    }
    Judgment judgment = course.judgment();
    String text = judgment.verdict() + ": " + judgment.reason();
    return switch (judgment.verdict()) {
      case UPHELD -> result;
      case INCONCLUSIVE -> result.mapToAborted(new TestAbortedException(text));
      default -> result.mapToFailed(text);
    };
  }

  private static PropertyExecutionResult probed(
      PropertyExecutionResult result, Subject<?> subject, PropertyCourse course) {
    boolean bitten =
        course.isStatistical()
            ? course.bites()
            : result.throwable().filter(Bite.class::isInstance).isPresent();
    if (bitten) {
      return result.mapToSuccessful();
    }
    if (result.status() == PropertyExecutionResult.Status.FAILED) {
      return result;
    }
    String unit = subject.statement().direction() == Direction.TREND ? " points" : " tries";
    return result.mapToFailed(
        "TOOTHLESS: no evidence against the wrong claim in " + course.tally().tries() + unit);
  }
}
