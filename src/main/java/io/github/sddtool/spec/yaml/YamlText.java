package io.github.sddtool.spec.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Reads YAML into plain values. Nothing is constructed from tags, duplicate keys are refused, and
/// size, depth and expansion of aliases are bounded, so hostile text costs little.
public final class YamlText {
  /// The longest text that is read, in code points.
  public static final int MAX_CODE_POINTS = 1_000_000;

  private static final int MAX_VALUES = 100_000;
  private static final int MAX_DEPTH = 64;

  private int values;

  private YamlText() {}

  /// Reads one YAML text.
  public static YamlReading read(String text) {
    return PlainMapping.read(text)
        .<YamlReading>map(YamlReading.Read::new)
        .orElseGet(() -> parse(text));
  }

  /// Reads one YAML text with the library, whatever is in it.
  static YamlReading parse(String text) {
    try {
      var root = new Compose(Library.SETTINGS).composeString(text);
      if (root.isEmpty()) {
        return new YamlReading.Read(new YamlValue.Mapping(1, Map.of()));
      }
      return new YamlReading.Read(new YamlText().value(root.get(), 0));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      return new YamlReading.Broken(line, e.getProblem());
    } catch (TooMuch e) {
      return new YamlReading.Broken(e.line, e.problem);
    } catch (YamlEngineException e) {
      return new YamlReading.Broken(1, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new YamlReading.Broken(1, "nested too deeply");
    }
  }

  private YamlValue value(Node node, int depth) {
    int line = node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    if (++values > MAX_VALUES) {
      throw new TooMuch(line, "more than " + MAX_VALUES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw new TooMuch(line, "nested deeper than " + MAX_DEPTH);
    }
    return switch (node) {
      case ScalarNode scalar ->
          scalar.getTag().equals(Tag.NULL)
              ? new YamlValue.Empty(line)
              : new YamlValue.Text(line, scalar.getValue());
      case SequenceNode sequence -> {
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(value(item, depth + 1));
        }
        yield new YamlValue.Sequence(line, items);
      }
      case MappingNode mapping -> {
        var entries = new LinkedHashMap<String, YamlValue>();
        for (var tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            throw new TooMuch(line, "a key must be a single value");
          }
          if (entries.put(key.getValue(), value(tuple.getValueNode(), depth + 1)) != null) {
            int at = key.getStartMark().map(Mark::getLine).orElse(0) + 1;
            throw new TooMuch(at, "the key '" + key.getValue() + "' stands there twice");
          }
        }
        yield new YamlValue.Mapping(line, entries);
      }
      default -> throw new TooMuch(line, "an unknown kind of node");
    };
  }

  /// Loaded only for texts that are not plain.
  private static final class Library {
    static final LoadSettings SETTINGS =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(MAX_CODE_POINTS)
            .build();
  }

  /// Ends a reading from any depth; never leaves this class.
  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final String problem;

    TooMuch(int line, String problem) {
      super(problem, null, false, false);
      this.line = line;
      this.problem = problem;
    }
  }
}
