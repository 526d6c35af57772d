import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.plateau.theorems.Catalogue;
import org.plateau.theorems.Claim;
import org.plateau.theorems.Probe;
import org.plateau.theorems.Statement;

/**
 * Writes one test class a paper, with a jqwik property for each claim in the catalogue and one for
 * each of its probes, so that adding a theorem stays adding one file. Argument: the folder to write
 * to.
 */
final class PropertySources {

  private static final String PACKAGE = "org.plateau.properties";

  private PropertySources() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]).resolve(PACKAGE.replace('.', '/'));
    Files.createDirectories(folder);
    Map<String, List<Claim<?>>> papers =
        Catalogue.scan().claims().stream()
            .collect(
                Collectors.groupingBy(
                    claim -> claim.statement().paper().key(), TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Claim<?>>> paper : papers.entrySet()) {
      String name = camel(paper.getKey(), true) + "Properties";
      String source = source(name, paper.getValue());
      Path file = folder.resolve(name + ".java");
      if (!Files.exists(file) || !Files.readString(file).equals(source)) {
        Files.writeString(file, source);
      }
    }
  }

  private static String source(String name, List<Claim<?>> claims) {
    StringBuilder text = new StringBuilder();
    text.append("package ").append(PACKAGE).append(";\n\n");
    text.append("import net.jqwik.api.ForAll;\n");
    text.append("import net.jqwik.api.Label;\n");
    text.append("import net.jqwik.api.Property;\n");
    text.append("import org.plateau.verify.Drawn;\n");
    text.append("import org.plateau.verify.Tried;\n\n");
    text.append("/** ").append(claims.get(0).statement().paper().authors());
    text.append(": written by the build from the catalogue of claims. */\n");
    text.append("class ").append(name).append(" {\n");
    Set<String> methods = new HashSet<>();
    for (Claim<?> claim : claims) {
      append(text, claim, methods);
    }
    return text.append("}\n").toString();
  }

  private static <I> void append(StringBuilder text, Claim<I> claim, Set<String> methods) {
    Statement statement = claim.statement();
    String method = camel(statement.id().substring(statement.id().indexOf('/') + 1), false);
    append(text, statement.id(), statement.id() + ": " + statement.title(), method, methods);
    for (Probe<I> probe : claim.probes()) {
      String id = statement.id() + "~" + probe.slug();
      String label = statement.id() + " must break: " + probe.name();
      append(text, id, label, method + "_" + camel(probe.slug(), false), methods);
    }
  }

  private static void append(
      StringBuilder text, String id, String label, String method, Set<String> methods) {
    String unique = method;
    for (int i = 2; !methods.add(unique); i++) {
      unique = method + "_" + i;
    }
    text.append("\n  @Property\n  @Label(\"").append(escaped(label)).append("\")\n");
    text.append("  void ").append(unique).append("(@ForAll @Tried(\"").append(escaped(id));
    text.append("\") Drawn instance) {\n    instance.examine();\n  }\n");
  }

  private static String camel(String slug, boolean capital) {
    StringBuilder name = new StringBuilder();
    boolean upper = capital;
    for (char c : slug.toCharArray()) {
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      } else {
        name.append(c == '.' ? "_" : "");
        upper = true;
      }
    }
    return name.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
