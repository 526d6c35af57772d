package org.plateau.report.math;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The commands that stand for one sign, and the alphabets. */
final class Symbols {

  /** Identifiers: drawn as {@code mi}. */
  static final Map<String, String> LETTERS =
      pairs(
          "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ"
              + " iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ"
              + " varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ"
              + " Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ infty ∞"
              + " partial ∂ nabla ∇ emptyset ∅ varnothing ∅ hbar ℏ Re ℜ Im ℑ top ⊤ bot ⊥ aleph ℵ"
              + " imath ı jmath ȷ");

  /** Operators and relations: drawn as {@code mo} with the spacing of the browser's dictionary. */
  static final Map<String, String> OPERATORS =
      pairs(
          "le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ lt < gt > ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃"
              + " cong ≅ equiv ≡ propto ∝ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq"
              + " ⪰ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cap ∩ cup ∪ setminus ∖"
              + " times × cdot ⋅ div ÷ pm ± mp ∓ circ ∘ bullet ∙ star ⋆ ast ∗ odot ⊙ otimes ⊗ oplus ⊕"
              + " wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ to → rightarrow → leftarrow ← gets ←"
              + " leftrightarrow ↔ Rightarrow ⇒ implies ⟹ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ mapsto ↦"
              + " longrightarrow ⟶ uparrow ↑ downarrow ↓ forall ∀ exists ∃ perp ⟂ parallel ∥ mid ∣"
              + " colon : coloneqq ≔ ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ dagger † langle ⟨"
              + " triangleq ≜ asymp ≍ models ⊨ sharp ♯ flat ♭ natural ♮");

  /** Operators whose limits stand below and above in display style. */
  static final Map<String, String> LARGE =
      pairs("sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀");

  /** Integrals keep their limits beside them. */
  static final Map<String, String> INTEGRALS = pairs("int ∫ iint ∬ oint ∮");

  /** Upright names of functions. */
  static final Set<String> FUNCTIONS =
      Set.of(
          "log", "ln", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsin", "arccos",
          "arctan", "det", "dim", "ker", "deg", "gcd", "arg", "Pr", "hom", "sec", "csc", "cot");

  /** Upright names whose limits stand below in display style. */
  static final Set<String> LIMITS =
      Set.of("max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmin", "argmax");

  /** Delimiters. */
  static final Map<String, String> DELIMITERS =
      pairs(
          "lbrace { rbrace } { { } } lbrack [ rbrack ] langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊"
              + " rfloor ⌋ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ | ‖");

  /** Accents; those in {@link #WIDE} stretch. */
  static final Map<String, String> ACCENTS =
      pairs(
          "hat ^ widehat ^ tilde ~ widetilde ~ bar ¯ overline ‾ dot ˙ ddot ¨ vec → check ˇ breve ˘"
              + " acute ´ grave `");

  /** Accents that stretch over their base. */
  static final Set<String> WIDE = Set.of("widehat", "widetilde", "overline");

  /** Widths of spaces in em. */
  static final Map<String, String> SPACES =
      pairs(", 0.167 : 0.222 > 0.222 ; 0.278 ! -0.167 quad 1 qquad 2 enspace 0.5 thinspace 0.167");

  private static final String SCRIPT_HOLES = "BEFHILMRego";
  private static final String SCRIPT_FILLED = "ℬℰℱℋℐℒℳℛℯℊℴ";
  private static final String DOUBLE_HOLES = "CHNPQRZ";
  private static final String DOUBLE_FILLED = "ℂℍℕℙℚℝℤ";
  private static final String FRAKTUR_HOLES = "CHIRZ";
  private static final String FRAKTUR_FILLED = "ℭℌℑℜℨ";

  private Symbols() {}

  /**
   * Returns the text in one of the alphabets {@code mathbb}, {@code mathcal}, {@code mathscr},
   * {@code mathfrak}, {@code mathbf}, {@code boldsymbol}, {@code bm}; signs outside of the alphabet
   * stay as they are.
   */
  static String inAlphabet(String alphabet, String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(letter(alphabet, c)));
    return out.toString();
  }

  private static int letter(String alphabet, int c) {
    return switch (alphabet) {
      case "mathbb" ->
          c == '1' ? 0x1D7D9 : shifted(c, 0x1D538, 0x1D552, DOUBLE_HOLES, DOUBLE_FILLED);
      case "mathcal", "mathscr" -> shifted(c, 0x1D49C, 0x1D4B6, SCRIPT_HOLES, SCRIPT_FILLED);
      case "mathfrak" -> shifted(c, 0x1D504, 0x1D51E, FRAKTUR_HOLES, FRAKTUR_FILLED);
      default -> bold(c);
    };
  }

  private static int bold(int c) {
    if (c >= '0' && c <= '9') {
      return 0x1D7CE + c - '0';
    }
    if (c >= 'α' && c <= 'ω') {
      return 0x1D6C2 + c - 'α';
    }
    if (c >= 'Α' && c <= 'Ω') {
      return 0x1D6A8 + c - 'Α';
    }
    return shifted(c, 0x1D400, 0x1D41A, "", "");
  }

  private static int shifted(int c, int upper, int lower, String holes, String filled) {
    int hole = holes.indexOf(c);
    if (hole >= 0) {
      return filled.charAt(hole);
    }
    if (c >= 'A' && c <= 'Z') {
      return upper + c - 'A';
    }
    return c >= 'a' && c <= 'z' ? lower + c - 'a' : c;
  }

  private static Map<String, String> pairs(String words) {
    String[] parts = words.split(" ");
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      map.put(parts[i], parts[i + 1]);
    }
    return Map.copyOf(map);
  }
}
