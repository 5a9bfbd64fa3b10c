package io.github.sddtool.facts.lexer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The grammars that are at hand, and which of their nodes declare something.
enum Grammar {
  JAVA(
      "java",
      """
      TYPE class_declaration interface_declaration enum_declaration record_declaration
      TYPE annotation_type_declaration
      FUNCTION method_declaration constructor_declaration compact_constructor_declaration
      MEMBER field_declaration constant_declaration enum_constant
      MEMBER annotation_type_element_declaration
      """),
  JAVASCRIPT("javascript", Tables.SCRIPT + "TYPE class\nMEMBER field_definition\n"),
  TYPESCRIPT("typescript", Tables.SCRIPT + Tables.TYPED_SCRIPT),
  TSX("tsx", Tables.SCRIPT + Tables.TYPED_SCRIPT),
  PYTHON(
      "python",
      """
      TYPE class_definition
      FUNCTION function_definition
      LAMBDA lambda
      VALUE assignment type_alias_statement
      WRAPPER decorated_definition expression_statement
      """),
  GO(
      "go",
      """
      FUNCTION function_declaration method_declaration
      LAMBDA func_literal
      MEMBER type_spec type_alias field_declaration method_elem
      VALUE var_spec const_spec
      WRAPPER type_declaration var_declaration const_declaration
      """),
  RUST(
      "rust",
      """
      TYPE struct_item enum_item union_item trait_item impl_item mod_item
      FUNCTION function_item function_signature_item macro_definition
      LAMBDA closure_expression
      MEMBER field_declaration enum_variant type_item associated_type
      VALUE const_item static_item
      PREFIX attribute_item
      """),
  C("c", Tables.C),
  CPP(
      "cpp",
      Tables.C
          + """
          TYPE class_specifier namespace_definition
          LAMBDA lambda_expression
          MEMBER alias_declaration concept_definition
          WRAPPER template_declaration
          """),
  CSHARP(
      "c-sharp",
      """
      TYPE class_declaration interface_declaration struct_declaration record_declaration
      TYPE enum_declaration namespace_declaration
      FUNCTION method_declaration constructor_declaration destructor_declaration
      FUNCTION operator_declaration conversion_operator_declaration indexer_declaration
      FUNCTION local_function_statement
      LAMBDA lambda_expression anonymous_method_expression
      MEMBER property_declaration field_declaration event_declaration event_field_declaration
      MEMBER delegate_declaration enum_member_declaration
      """),
  RUBY(
      "ruby",
      """
      TYPE class module
      FUNCTION method singleton_method
      LAMBDA block do_block lambda
      """),
  PHP(
      "php",
      """
      TYPE class_declaration interface_declaration trait_declaration enum_declaration
      FUNCTION function_definition method_declaration
      LAMBDA anonymous_function arrow_function
      MEMBER property_declaration const_declaration enum_case
      """),
  BASH("bash", "FUNCTION function_definition\n"),
  SCALA(
      "scala",
      """
      TYPE class_definition object_definition trait_definition enum_definition
      TYPE given_definition extension_definition
      FUNCTION function_definition function_declaration
      LAMBDA lambda_expression
      MEMBER type_definition simple_enum_case full_enum_case
      VALUE val_definition var_definition val_declaration var_declaration
      """),
  KOTLIN(
      "kotlin",
      """
      TYPE class_declaration object_declaration companion_object
      FUNCTION function_declaration secondary_constructor
      LAMBDA lambda_literal anonymous_function
      MEMBER type_alias enum_entry
      VALUE property_declaration
      """),
  SWIFT(
      "swift",
      """
      TYPE class_declaration protocol_declaration
      FUNCTION function_declaration init_declaration deinit_declaration subscript_declaration
      FUNCTION protocol_function_declaration
      LAMBDA lambda_literal
      MEMBER typealias_declaration associatedtype_declaration enum_entry
      MEMBER protocol_property_declaration
      VALUE property_declaration
      """);

  /// What a node is to its surroundings.
  enum Role {
    /// A declaration whose values are its members.
    TYPE,
    /// A declaration in whose body values are local.
    FUNCTION,
    /// A body without a name in which values are local.
    LAMBDA,
    /// A declaration without a body of statements.
    MEMBER,
    /// A declaration unless it is local and no function.
    VALUE,
    /// A declaration if its value is a function.
    HOLDER,
    /// Lends its extent to the declaration in it.
    WRAPPER,
    /// An annotation beside the declaration it belongs to.
    PREFIX
  }

  /// What related languages share.
  private static final class Tables {
    static final String SCRIPT =
        """
        TYPE class_declaration
        FUNCTION function_declaration generator_function_declaration method_definition
        LAMBDA arrow_function function_expression generator_function
        VALUE variable_declarator
        HOLDER pair assignment_expression
        WRAPPER export_statement lexical_declaration variable_declaration expression_statement
        PREFIX decorator
        """;

    static final String TYPED_SCRIPT =
        """
        TYPE class abstract_class_declaration interface_declaration enum_declaration
        TYPE module internal_module
        FUNCTION function_signature method_signature abstract_method_signature
        MEMBER public_field_definition property_signature type_alias_declaration enum_assignment
        WRAPPER ambient_declaration
        """;

    static final String C =
        """
        TYPE struct_specifier union_specifier enum_specifier
        FUNCTION function_definition
        MEMBER field_declaration enumerator preproc_def preproc_function_def type_definition
        VALUE declaration
        """;
  }

  private final String library;
  private final String table;

  /// @param library the name of its library
  /// @param table roles and the types of the nodes that have them, a role a line
  Grammar(String library, String table) {
    this.library = library;
    this.table = table;
  }

  /// The grammars to try on a file, the likeliest first.
  static List<Grammar> of(Language language) {
    return switch (language) {
      case JAVA -> List.of(JAVA);
      case JAVASCRIPT -> List.of(JAVASCRIPT, TSX);
      case TYPESCRIPT -> List.of(TYPESCRIPT);
      case PYTHON -> List.of(PYTHON);
      case GO -> List.of(GO);
      case RUST -> List.of(RUST);
      case C -> List.of(C, CPP);
      case CPP -> List.of(CPP);
      case CSHARP -> List.of(CSHARP);
      case RUBY -> List.of(RUBY);
      case PHP -> List.of(PHP);
      case SHELL -> List.of(BASH);
      case SCALA -> List.of(SCALA);
      case KOTLIN -> List.of(KOTLIN);
      case SWIFT -> List.of(SWIFT);
      default -> List.of();
    };
  }

  String library() {
    return library;
  }

  /// The types of the nodes that have a role.
  Map<String, Role> roles() {
    var roles = new HashMap<String, Role>();
    table
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .forEach(words -> {
          Role role = Role.valueOf(words.getFirst());
          words.stream().skip(1).forEach(type -> roles.put(type, role));
        });
    return Map.copyOf(roles);
  }
}
