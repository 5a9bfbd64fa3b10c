package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;

// @spec app/runners#REQ-RUN-007
/// A bare clone that others may fetch from, in the two requests of git's smart HTTP: any commit of
/// it, whether a ref names it or not, and nothing can be put into it.
public final class CloneOffer {
  private static final System.Logger LOG = System.getLogger(CloneOffer.class.getName());

  /// What the second request's path ends with.
  public static final String SERVICE = "git-upload-pack";

  private static final String SHALLOW = "shallow";

  /// Whoever takes nothing for so many seconds has gone.
  private static final int SILENCE = 30;

  private final Path clone;

  /// @param clone its git directory, with the contents of all its commits
  public CloneOffer(Path clone) {
    GitSettings.isolate();
    this.clone = clone;
  }

  /// The commits at which its history was cut off, a line each; git's own file. Who fetches has to
  /// know them beforehand, because the library's server does not tell.
  public String shallow() {
    try {
      return Files.readString(clone.resolve(SHALLOW));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// Answers `GET …/info/refs?service=git-upload-pack`.
  ///
  /// @param protocol the header `Git-Protocol`; empty where there is none
  public void advertise(String protocol, OutputStream out) throws IOException {
    serve(
        protocol,
        upload ->
            upload.sendAdvertisedRefs(
                new PacketLineOutRefAdvertiser(new PacketLineOut(out)), SERVICE));
  }

  /// Answers `POST …/git-upload-pack`.
  public void upload(String protocol, InputStream request, OutputStream out) throws IOException {
    serve(
        protocol,
        upload -> {
          try {
            upload.upload(request, out, OutputStream.nullOutputStream());
          } catch (UploadPackInternalServerErrorException e) {
            // Whoever fetches was told already, in the protocol's own words.
            LOG.log(Level.WARNING, "clone=not-offered place=" + clone, e.getCause());
          }
        });
  }

  /// One of the two answers.
  private interface Answer {
    void by(UploadPack upload) throws IOException;
  }

  private void serve(String protocol, Answer answer) throws IOException {
    try (Repository repository =
            new FileRepositoryBuilder()
                .setGitDir(clone.toFile())
                .setBare()
                .setMustExist(true)
                .build();
        var upload = new UploadPack(repository)) {
      upload.setBiDirectionalPipe(false);
      upload.setRequestPolicy(UploadPack.RequestPolicy.ANY);
      upload.setTimeout(SILENCE);
      upload.setExtraParameters(List.of(protocol.split(":", -1)));
      answer.by(upload);
    }
  }

  private SourceFault unreadable(IOException e) {
    return new SourceFault("cannot read the git repository " + clone, e);
  }
}
