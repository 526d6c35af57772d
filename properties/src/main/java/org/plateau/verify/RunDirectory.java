package org.plateau.verify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run, and how they are read and written.
 *
 * @param path the directory
 */
public record RunDirectory(Path path) {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  /** Returns where {@code run.json} lies. */
  public Path runFile() {
    return path.resolve("run.json");
  }

  /** Returns where {@code journal.jsonl} lies. */
  public Path journalFile() {
    return path.resolve("journal.jsonl");
  }

  /** Returns where {@code figures.json} lies. */
  public Path figuresFile() {
    return path.resolve("figures.json");
  }

  /**
   * Reads {@code run.json}.
   *
   * @throws IOException if it is missing, no JSON, or of another schema; the message names file,
   *     rule and remedy
   */
  public RunRecord readRun() throws IOException {
    if (!Files.isRegularFile(runFile())) {
      throw new RefusedRunException(
          runFile()
              + " does not exist: "
              + path
              + " is not a finished run; give the directory that 'verify' printed");
    }
    try {
      JsonNode tree = MAPPER.readTree(Files.readAllBytes(runFile()));
      String schema = tree.path("schema").asText();
      if (!schema.equals(RunRecord.SCHEMA)) {
        throw new RefusedRunException(
            runFile()
                + " has the schema '"
                + schema
                + "', this version reads '"
                + RunRecord.SCHEMA
                + "'; run 'verify' again");
      }
      RunRecord run = MAPPER.treeToValue(tree, RunRecord.class);
      for (Object part : new Object[] {run, run.result(), run.environment()}) {
        requireWhole(part);
      }
      return run;
    } catch (JsonProcessingException e) {
      throw RefusedRunException.damaged(runFile(), e, "run 'verify --resume " + path + "'");
    }
  }

  /** A part that is missing would come to light far from here. */
  private void requireWhole(@Nullable Object part) throws RefusedRunException {
    if (part != null) {
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        if (value(component, part) == null) {
          throw new RefusedRunException(
              runFile()
                  + " is damaged: it has no "
                  + component.getName()
                  + "; run 'verify --resume "
                  + path
                  + "'");
        }
      }
    }
  }

  private static @Nullable Object value(RecordComponent component, Object part) {
    try {
      return component.getAccessor().invoke(part);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be read: " + part.getClass(), e);
    }
  }

  /** Writes {@code run.json} in one step: a reader sees the old file or the new one. */
  public void write(RunRecord run) throws IOException {
    replace(runFile(), WRITER.writeValueAsBytes(run));
  }

  /** Reads {@code figures.json}; an empty list when the run drew none. */
  public List<FigureRecord> readFigures() throws IOException {
    if (!Files.isRegularFile(figuresFile())) {
      return List.of();
    }
    try {
      return MAPPER.readValue(
          Files.readAllBytes(figuresFile()), new TypeReference<List<FigureRecord>>() {});
    } catch (JsonProcessingException e) {
      throw RefusedRunException.damaged(
          figuresFile(), e, "delete it, and draw them again with 'figures " + path + "'");
    }
  }

  /** Writes {@code figures.json} in one step. */
  public void writeFigures(List<FigureRecord> figures) throws IOException {
    replace(figuresFile(), MAPPER.writeValueAsBytes(figures));
  }

  /** Returns the canonical bytes of a run's verdict part, UTF-8 JSON. */
  public static byte[] verdictBytes(RunRecord run) {
    return json(run.result()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns a record as JSON in the stored form: doubles in their shortest exact decimal form on
   * every JDK, NaN and infinities as strings.
   */
  public static String json(Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private void replace(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(path);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
