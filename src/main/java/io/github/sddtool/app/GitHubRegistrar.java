package io.github.sddtool.app;

import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.github.AppManifest;
import io.github.sddtool.server.setup.Registrar;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.PrivateFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

// @spec app/setup#REQ-SETUP-001, app/setup#REQ-SETUP-002
/// Registers the server as a GitHub App, for whoever can read its data folder.
final class GitHubRegistrar implements Registrar {
  private static final String FORGE = "github";

  private final Path data;
  private final URI address;
  private final Clock clock;
  private final Secret code;

  /// Writes a code for this run of the server into `setup.code`.
  GitHubRegistrar(Path data, URI address, Clock clock) {
    this.data = data;
    this.address = address;
    this.clock = clock;
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    this.code = Secret.of(HexFormat.of().formatHex(bytes));
    keep("setup.code", code);
  }

  @Override
  public boolean knows(String guess) {
    return MessageDigest.isEqual(code.bytes(), guess.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String manifest() {
    return AppManifest.json(address, "/webhooks/" + FORGE, "/setup/github/done");
  }

  @Override
  public Registration register(URI forge, String forgeCode) {
    URI api =
        "github.com".equals(forge.getHost())
            ? URI.create("https://api.github.com")
            : URI.create(forge + "/api/v3");
    AppManifest.Registered made = AppManifest.fetch(api, forgeCode, clock);
    Path key = keep("github-" + made.id() + ".pem", made.privateKey());
    Path secret = keep("github-" + made.id() + ".secret", made.webhookSecret());
    String settings =
        """
        - id: %s
          type: github
          api: %s
          app_id: %d
          private_key_file: %s
          webhook_secret_files: [%s]
        """
            .formatted(FORGE, api, made.id(), key, secret);
    return new Registration(settings, made.page());
  }

  private Path keep(String name, Secret secret) {
    Path file = data.resolve(name).toAbsolutePath();
    try {
      PrivateFile.write(file, (secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw new StoreFault("The file '" + file + "' cannot be written.", e);
    }
  }
}
