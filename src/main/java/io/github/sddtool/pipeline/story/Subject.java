package io.github.sddtool.pipeline.story;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody asks about.
public sealed interface Subject {
  /// A delivery, by the forge's id.
  record OfDelivery(String id) implements Subject {}

  /// A pull request, by its repository's name on its forge, and its number.
  record OfRequest(String repo, int number) implements Subject {}

  /// A comment, ours or one that told us something, by the forge's id.
  record OfComment(String id) implements Subject {}

  int LONGEST = 500;

  Pattern REQUEST = Pattern.compile("(?<repo>[^#!\\s:]+/[^#!\\s:]+)[#!](?<number>[0-9]{1,9})");

  Pattern URL =
      Pattern.compile(
          "https?://[^/\\s]+/(?<repo>[^\\s?#]+?)(?:/-)?/(?:pull|merge_requests)/(?<number>[0-9]{1,9})"
              + "(?:/[a-z]*)?(?:#(?:issuecomment-|note_)(?<comment>[0-9]{1,19}))?");

  Pattern COMMENT = Pattern.compile("[0-9]{1,19}");

  Pattern DELIVERY = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,199}");

  /// Reads what people write or copy: a delivery's id, `octo/shop#17`, `group/tool!17`, the address
  /// of a pull request or of a comment on it, or a comment's number.
  static Optional<Subject> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher url = URL.matcher(text);
    if (url.matches()) {
      Optional<String> comment = Optional.ofNullable(url.group("comment"));
      return comment.isPresent()
          ? comment.map(OfComment::new)
          : Optional.of(new OfRequest(url.group("repo"), Integer.parseInt(url.group("number"))));
    }
    Matcher request = REQUEST.matcher(text);
    if (request.matches()) {
      return Optional.of(
          new OfRequest(request.group("repo"), Integer.parseInt(request.group("number"))));
    }
    if (COMMENT.matcher(text).matches()) {
      return Optional.of(new OfComment(text));
    }
    return DELIVERY.matcher(text).matches() ? Optional.of(new OfDelivery(text)) : Optional.empty();
  }
}
