package org.plateau.verify;

import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Draws the instances of what a parameter's {@link Tried} names. */
public final class ClaimArbitraries implements ArbitraryProvider {

  @Override
  public boolean canProvideFor(TypeUsage targetType) {
    return targetType.isOfType(Drawn.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage targetType, SubtypeProvider subtypeProvider) {
    Tried tried = targetType.findAnnotation(Tried.class).orElseThrow();
    Subject<?> subject = Properties.subject(tried.value());
    return Set.of(Arbitraries.fromGenerator(random -> Drawn.of(subject, random)));
  }
}
