package io.github.sddtool.ship;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// YAML read without forgiveness: no key twice, none that is unknown, no value of another type.
public final class Yaml {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new NothingBeside())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Yaml() {}

  /// The mappings of a stream, without empty documents.
  static List<Map<?, ?>> documents(String text) {
    var documents = new ArrayList<Map<?, ?>>();
    var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    for (Object document : new Load(settings).loadAllFromString(text)) {
      if (document instanceof Map<?, ?> mapping) {
        documents.add(mapping);
      }
    }
    return documents;
  }

  /// The mapping that a key of another holds.
  static Map<?, ?> within(Map<?, ?> mapping, String key) {
    if (mapping.get(key) instanceof Map<?, ?> inner) {
      return inner;
    }
    throw new AssertionError("'" + key + "' is no mapping in " + mapping);
  }

  /// A mapping as a kind of object.
  public static <T> T as(Class<T> type, Map<?, ?> mapping) {
    return MAPPER.convertValue(mapping, type);
  }

  /// The models of Kubernetes take what they do not know into a map, and say nothing.
  private static final class NothingBeside extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
