package io.github.sddtool.bridge.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

// @spec cli/server#REQ-SRV-002
/// What is known of each spec, a file a spec, replaced whole. Whenever a process ends, each file
/// says what was true before or after; a file that cannot be read counts as nothing known, which
/// costs a question at most and never a text.
public final class LocalBook implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IGNORES =
      """
      # Made by sdd: what the server's specs and these last had in common. Deleting it loses no
      # text, but the next sync knows less.
      *
      """;
  private static final String LOCK = "lock";
  private static final int NAME_LENGTH = 16;

  private final Path folder;
  private final @Nullable FileChannel lock;

  private LocalBook(Path folder, @Nullable FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// The book of a project on a server, to be read only.
  ///
  /// @param folder where books are kept; it need not be there
  public static LocalBook look(Path folder, String server, String project) {
    return new LocalBook(place(folder, server, project), null);
  }

  /// The book of a project on a server, to be written by this process alone.
  ///
  /// @throws UserFault when another process has it
  public static LocalBook open(Path folder, String server, String project) {
    Path place = place(folder, server, project);
    try {
      if (Files.isSymbolicLink(folder) || Files.isSymbolicLink(place)) {
        throw new IOException("it is a link");
      }
      Files.createDirectories(place);
      Path ignores = folder.resolve(".gitignore");
      if (!Files.exists(ignores)) {
        Files.writeString(ignores, IGNORES);
      }
      FileChannel channel =
          FileChannel.open(
              place.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locks(channel)) {
        channel.close();
        throw UserFault.usage("Another sdd is syncing this folder; wait until it is done.");
      }
      return new LocalBook(place, channel);
    } catch (IOException e) {
      throw unwritable(place, e);
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static Path place(Path folder, String server, String project) {
    return folder.resolve(hash(server + "\n" + project).substring(0, NAME_LENGTH));
  }

  /// Everything that is known.
  public List<Known> all() {
    var all = new ArrayList<Known>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "spec-*.json")) {
      for (Path file : files) {
        read(Files.readAllBytes(file)).ifPresent(all::add);
      }
    } catch (IOException e) {
      throw new StoreFault("What is known of the server cannot be read from " + folder + ".", e);
    }
    return all;
  }

  /// Keeps what is known of a spec, in place of what was.
  public void keep(Known known) {
    Path file = file(known.there().number());
    try {
      Path draft = Files.createTempFile(folder, "draft", ".tmp");
      try {
        write(draft, bytes(known));
        replace(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static void write(Path draft, byte[] bytes) throws IOException {
    try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        int written = out.write(left);
        if (written < 0) {
          throw new IOException("nothing could be written");
        }
      }
      out.force(true);
    }
  }

  private static void replace(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// A spec that both sides have no more.
  public void forget(long number) {
    try {
      Files.deleteIfExists(file(number));
    } catch (IOException e) {
      throw unwritable(file(number), e);
    }
  }

  private Path file(long number) {
    return folder.resolve("spec-" + number + ".json");
  }

  private static byte[] bytes(Known known) throws JsonProcessingException {
    Kept there = known.there();
    ObjectNode json =
        JSON.createObjectNode()
            .put("number", there.number())
            .put("id", there.id())
            .put("format", there.format())
            .put("path", there.file().path().value())
            .put("text", there.file().text())
            .put("revision", there.at().revision())
            .put("stamp", there.at().stamp())
            .put("tag", there.at().tag())
            .put("basePath", known.base().path().value())
            .put("agreed", known.agreed())
            .put("place", known.place().value());
    if (!known.base().text().equals(there.file().text())) {
      json.put("base", known.base().text());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  private static Optional<Known> read(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      String text = json.required("text").textValue();
      var there =
          new Kept(
              json.required("number").longValue(),
              json.required("id").textValue(),
              json.required("format").textValue(),
              new FileState(new RepoPath(json.required("path").textValue()), text),
              new Kept.At(
                  json.required("revision").intValue(),
                  json.required("stamp").textValue(),
                  json.required("tag").textValue()));
      return Optional.of(
          new Known(
              there,
              new FileState(
                  new RepoPath(json.required("basePath").textValue()),
                  json.path("base").asText(text)),
              json.required("agreed").intValue(),
              new RepoPath(json.required("place").textValue())));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
  }

  private static StoreFault unwritable(Path file, IOException e) {
    return new StoreFault(
        "What is known of the server cannot be kept in '" + file + "': " + e.getMessage() + ".", e);
  }

  @Override
  public void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw unwritable(folder.resolve(LOCK), e);
      }
    }
  }
}
