package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Target;
import io.github.sddtool.report.HtmlRenderer;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.store.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

// @spec app/reports#REQ-REP-002, app/reports#REQ-REP-003, app/reports#REQ-REP-004
/// Keeps whole reports for as long as their links are good. Who has a link may read that one report
/// and nothing else; nobody can make one up.
///
/// The same commit gets the same link until a month ends, so that a comment that says the same
/// stays as it is.
public final class ReportShelf {
  private static final System.Logger LOG = System.getLogger(ReportShelf.class.getName());
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NAME_LENGTH = 32;
  private static final String JSON = "json";
  private static final String PACKED = ".gz";
  private static final Duration BETWEEN_TIDYING = Duration.ofHours(1);
  private static final long MOST_BYTES = 512L << 20;

  private final Path folder;
  private final Optional<URI> address;
  private final byte[] key;
  private final Clock clock;
  private final HtmlRenderer html = new HtmlRenderer();
  private final JsonRenderer json = new JsonRenderer();
  private Instant nextTidying = Instant.EPOCH;

  /// What somebody finds behind a link.
  public sealed interface Found {
    /// A document, packed with gzip.
    record Document(Path packed, String type) implements Found {}

    /// There was one.
    record Expired() implements Found {}

    /// There is none, or the link is none of ours.
    record Nothing() implements Found {}
  }

  /// @param data the folder of the server's data
  /// @param address where people reach the server; without one nothing is kept
  public ReportShelf(Path data, Optional<URI> address, Clock clock) {
    this.folder = data.resolve("reports");
    this.address = address;
    this.clock = clock;
    this.key = address.isPresent() ? key(data) : new byte[KEY_BYTES];
  }

  /// Keeps a report. Gives its link; none where people cannot reach the server, or where it cannot
  /// be kept, which is no reason not to publish the rest.
  public Optional<URI> keep(Target target, Report report, Style style) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String name = name(target, report);
    try {
      tidy();
      Files.createDirectories(folder);
      Path incoming = Files.createTempDirectory(folder, ".incoming");
      int number = 0;
      for (String page : html.pages(report, style)) {
        number++;
        write(incoming.resolve(number + PACKED), page);
      }
      write(incoming.resolve(JSON + PACKED), json.render(report.withoutSpecs(), style));
      replace(incoming, folder.resolve(name));
      return Optional.of(link(name));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "event=report-not-kept place=" + target.checkPlace(), e);
      return Optional.empty();
    }
  }

  /// One after the other: two requests that propose the same commit have the same report.
  private synchronized void replace(Path incoming, Path place) throws IOException {
    if (Files.exists(place)) {
      Path old = place.resolveSibling(".old-" + incoming.getFileName());
      Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
      Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
      delete(old);
    } else {
      Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void write(Path file, String text) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(file, packed.toByteArray());
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
    Path file = folder.resolve(name).resolve(part + PACKED);
    if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until)))) {
      return new Found.Expired();
    }
    if (!Files.isRegularFile(file)) {
      return Files.isDirectory(folder.resolve(name)) ? new Found.Nothing() : new Found.Expired();
    }
    return new Found.Document(
        file, part.equals(JSON) ? "application/json" : "text/html; charset=utf-8");
  }

  /// Requests that propose one commit to one base have one report, and so one link: the check that
  /// they share must not change from one to the other.
  private static String name(Target target, Report report) {
    String base = report.sides().base().map(CommitId::hex).orElse("");
    return HexFormat.of()
        .formatHex(sha256(target.repo() + " " + base + " " + target.head()))
        .substring(0, NAME_LENGTH);
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

  /// The key that signs links; made once, readable by the server alone.
  private static byte[] key(Path data) {
    Path file = data.resolve("link.key");
    try {
      if (!Files.exists(file)) {
        var fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        PrivateFile.write(file, fresh);
      }
      byte[] known = Files.readAllBytes(file);
      if (known.length < KEY_BYTES) {
        throw new StoreFault(
            "The key of links, '" + file + "', is too short; delete it to get another.");
      }
      return known;
    } catch (IOException e) {
      throw new StoreFault("The key of links, '" + file + "', cannot be read or written.", e);
    }
  }

  /// Removes what no link leads to any more and, where the rest is too much, the oldest of it.
  private void tidy() throws IOException {
    Instant now = clock.instant();
    synchronized (this) {
      if (now.isBefore(nextTidying) || !Files.isDirectory(folder)) {
        return;
      }
      nextTidying = now.plus(BETWEEN_TIDYING);
    }
    List<Kept> all = new ArrayList<>();
    try (Stream<Path> reports = Files.list(folder)) {
      for (Path report : reports.toList()) {
        all.add(Kept.of(report));
      }
    }
    all.sort(Comparator.comparing(Kept::at).reversed());
    Instant oldest = now.minus(Duration.ofDays(62));
    long bytes = 0;
    for (Kept one : all) {
      bytes += one.bytes();
      if (bytes > MOST_BYTES || one.at().isBefore(oldest) || one.isLeftOver(now)) {
        delete(one.report());
      }
    }
  }

  private record Kept(Path report, Instant at, long bytes) {
    static Kept of(Path report) throws IOException {
      long bytes = 0;
      try (Stream<Path> parts = Files.list(report)) {
        for (Path part : parts.toList()) {
          bytes += Files.size(part);
        }
      }
      return new Kept(report, Files.getLastModifiedTime(report).toInstant(), bytes);
    }

    /// What a process that died was about to put there.
    boolean isLeftOver(Instant now) {
      return report.getFileName().toString().startsWith(".")
          && at.isBefore(now.minus(BETWEEN_TIDYING));
    }
  }

  private static void delete(Path report) throws IOException {
    try (Stream<Path> parts = Files.list(report)) {
      for (Path part : parts.toList()) {
        Files.deleteIfExists(part);
      }
    }
    Files.deleteIfExists(report);
  }
}
