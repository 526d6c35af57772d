package org.plateau.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.plateau.verify.RunDirectory;
import org.plateau.verify.RunRecord;

/** The JSON Schema of {@code run.json}, read off the records that are stored. */
final class RunSchema {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private RunSchema() {}

  /** Returns the schema, in the 2020-12 dialect. */
  static String json() {
    RunSchema schema = new RunSchema();
    ObjectNode root = NODES.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "A run of Plateau, " + RunRecord.SCHEMA);
    root.setAll(schema.reference(RunRecord.class));
    ObjectNode definitions = root.putObject("$defs");
    schema.definitions.forEach(definitions::set);
    return RunDirectory.json(root) + "\n";
  }

  private ObjectNode reference(Class<?> record) {
    String name = record.getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, NODES.objectNode());
      definitions.put(name, definition(record));
    }
    return NODES.objectNode().put("$ref", "#/$defs/" + name);
  }

  /** Absent values are left out, so a component that may be null is not required. */
  private ObjectNode definition(Class<?> record) {
    ObjectNode definition = NODES.objectNode().put("type", "object");
    ObjectNode properties = definition.putObject("properties");
    for (RecordComponent component : record.getRecordComponents()) {
      properties.set(component.getName(), type(component.getGenericType()));
      if (!isNullable(component.getAnnotatedType())) {
        definition.withArray("required").add(component.getName());
      }
    }
    return definition;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private ObjectNode type(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      ObjectNode node = NODES.objectNode();
      if (generic.getRawType() == List.class) {
        node.put("type", "array").set("items", type(arguments[0]));
      } else {
        node.put("type", "object").set("additionalProperties", type(arguments[1]));
      }
      return node;
    }
    return plain((Class<?>) type);
  }

  private ObjectNode plain(Class<?> type) {
    ObjectNode node = NODES.objectNode();
    if (type == String.class) {
      return node.put("type", "string");
    }
    if (type == boolean.class) {
      return node.put("type", "boolean");
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      return node.put("type", "integer");
    }
    if (type == double.class || type == Double.class) {
      node.putArray("anyOf").addObject().put("type", "number");
      ObjectNode words = node.withArray("anyOf").addObject();
      words.putArray("enum").add("NaN").add("Infinity").add("-Infinity");
      return node;
    }
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        node.withArray("enum").add(((Enum<?>) constant).name());
      }
      return node;
    }
    return reference(type);
  }
}
