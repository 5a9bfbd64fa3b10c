package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.forge.Target;
import io.github.sddtool.report.HtmlRenderer;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.ReportSignature;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;

// @spec app/reports#REQ-REP-002, app/reports#REQ-REP-003, app/reports#REQ-REP-004
/// Keeps whole reports for as long as their links are good. Who has a link may read that one report
/// and nothing else; nobody can make one up.
///
/// The same commit gets the same link until a month ends, so that a comment that says the same
/// stays as it is.
public final class ReportShelf {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NAME_LENGTH = 32;
  private static final String JSON = "json";
  private static final Duration BETWEEN_TIDYING = Duration.ofHours(1);
  private static final Duration KEPT_FOR = Duration.ofDays(62);
  private static final long MOST_BYTES = 512L << 20;

  private final Database database;
  private final Optional<URI> address;
  private final byte[] key;
  private final Optional<KeyPair> signing;
  private final Clock clock;
  private final HtmlRenderer html = new HtmlRenderer();
  private final JsonRenderer json = new JsonRenderer();
  private final AtomicReference<Instant> nextTidying = new AtomicReference<>(Instant.EPOCH);

  /// What somebody finds behind a link.
  public sealed interface Found {
    /// A document, packed with gzip.
    record Document(Bytes packed, String type) implements Found {}

    /// There was one.
    record Expired() implements Found {}

    /// There is none, or the link is none of ours.
    record Nothing() implements Found {}
  }

  /// @param address where people reach the server; without one nothing is kept
  public ReportShelf(Database database, Optional<URI> address, Clock clock) {
    this.database = database;
    this.address = address;
    this.clock = clock;
    this.signing = address.map(_ -> SharedKeys.signing(database));
    this.key = address.isPresent() ? key(database) : new byte[KEY_BYTES];
  }

  /// Keeps a report, in place of an older one of the same commits. Gives its link; none where
  /// people cannot reach the server.
  public Optional<URI> keep(Target target, Report report, Style style) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    var parts = new TreeMap<String, byte[]>();
    int number = 0;
    for (String page : html.pages(report, style)) {
      number++;
      parts.put(Integer.toString(number), packed(page));
    }
    parts.put(JSON, packed(signed(json.render(report.withoutSpecs(), style))));
    return Optional.of(keep(name(target, report), parts));
  }

  private String signed(String report) {
    return signing.map(key -> ReportSignature.sign(report, key)).orElse(report);
  }

  // @spec app/verdicts#REQ-VER-003
  /// By what people tell that a report is of this server: the public half of the key that signs
  /// them. None where no report is kept.
  public Optional<String> publicKey() {
    return signing.map(pair -> ReportSignature.text(pair.getPublic()));
  }

  // @spec app/reports#REQ-REP-005
  /// Keeps a page that was made elsewhere. The same page has the same link.
  public Optional<URI> keep(String page) {
    return address.isEmpty()
        ? Optional.empty()
        : Optional.of(keep(hash("page " + page), Map.of("1", packed(page))));
  }

  private URI keep(String name, Map<String, byte[]> parts) {
    tidy();
    long now = clock.millis();
    database.write(handle -> {
      PlainSql.update(handle, "DELETE FROM report WHERE name = ?", name);
      parts.forEach((part, body) ->
          PlainSql.update(
              handle,
              "INSERT INTO report (name, part, at, body) VALUES (?, ?, ?, ?)",
              name,
              part,
              now,
              body));
      return parts.size();
    });
    return link(name);
  }

  private static byte[] packed(String text) {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private URI link(String name) {
    String base = address.orElseThrow().toString().replaceAll("/+$", "");
    long until = endOfNextMonth().getEpochSecond();
    return URI.create("%s/reports/%s/%d/%s/1".formatted(base, name, until, signature(name, until)));
  }

  private Instant endOfNextMonth() {
    return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC))
        .plusMonths(2)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  /// What a link leads to.
  ///
  /// @param part a page's number, or `json`
  public Found find(String name, String until, String signature, String part) {
    boolean ours =
        address.isPresent()
            && name.length() == NAME_LENGTH
            && until.matches("[0-9]{1,12}")
            && MessageDigest.isEqual(
                signature(name, Long.parseLong(until)).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    if (!ours || !part.matches("[0-9]{1,6}|json")) {
      return new Found.Nothing();
    }
    if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until)))) {
      return new Found.Expired();
    }
    Optional<byte[]> body = database.read(handle -> body(handle, name, part));
    if (body.isEmpty()) {
      boolean known = database.read(handle -> body(handle, name, JSON)).isPresent();
      return known ? new Found.Nothing() : new Found.Expired();
    }
    return new Found.Document(
        Bytes.of(body.get()), part.equals(JSON) ? "application/json" : "text/html; charset=utf-8");
  }

  private static Optional<byte[]> body(Handle handle, String name, String part) {
    return handle
        .createQuery("SELECT body FROM report WHERE name = :name AND part = :part")
        .bind("name", name)
        .bind("part", part)
        .map((row, _) -> row.getBytes("body"))
        .findOne();
  }

  /// Requests that propose one commit to one base have one report, and so one link: the check that
  /// they share must not change from one to the other.
  private static String name(Target target, Report report) {
    String base = report.sides().base().map(CommitId::hex).orElse("");
    return hash(target.repo() + " " + base + " " + target.head());
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(sha256(text)).substring(0, NAME_LENGTH);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private String signature(String name, long until) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of()
          .formatHex(mac.doFinal((name + " " + until).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /// The key that signs links; made once, the same for all who share the database.
  private static byte[] key(Database database) {
    var fresh = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(fresh);
    return database.write(handle -> SharedKeys.kept(handle, "link", fresh)).toArray();
  }

  /// Removes what no link leads to any more and, where the rest is too much, the oldest of it.
  private void tidy() {
    Instant now = clock.instant();
    Instant due = nextTidying.get();
    if (now.isBefore(due) || !nextTidying.compareAndSet(due, now.plus(BETWEEN_TIDYING))) {
      return;
    }
    database.write(handle -> {
      int removed =
          PlainSql.update(
              handle, "DELETE FROM report WHERE at < ?", now.minus(KEPT_FOR).toEpochMilli());
      long bytes = 0;
      for (Kept one : all(handle)) {
        bytes += one.bytes();
        if (bytes > MOST_BYTES) {
          removed += PlainSql.update(handle, "DELETE FROM report WHERE name = ?", one.name());
        }
      }
      return removed;
    });
  }

  private record Kept(String name, long bytes) {}

  /// The newest first.
  private static List<Kept> all(Handle handle) {
    return handle
        .createQuery(
            "SELECT name, SUM(LENGTH(body)) AS bytes FROM report GROUP BY name ORDER BY MAX(at) DESC")
        .map((row, _) -> new Kept(row.getString("name"), row.getLong("bytes")))
        .list();
  }
}
