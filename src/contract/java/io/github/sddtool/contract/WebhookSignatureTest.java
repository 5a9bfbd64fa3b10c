package io.github.sddtool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.github.WebhookPayloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Our signatures are those of the signer that GitHub's own libraries use.
class WebhookSignatureTest {
  private static final String SIGN =
      """
      import { readFileSync } from "node:fs";
      import { sign } from "@octokit/webhooks-methods";
      process.stdout.write(await sign(process.argv[1], readFileSync(0, "utf8")));
      """;

  static List<Arguments> secretsAndBodies() {
    return List.of(
        Arguments.of("It's a Secret to Everybody", "Hello, World!"),
        Arguments.of("Schlüssel", "{\"zen\":\"Größe ist nicht alles 😀\"}"),
        Arguments.of("s", new String(WebhookPayloads.ping(), StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("secretsAndBodies")
  void signatureIsThatOfGitHubsOwnSigner(String secret, String body) throws Exception {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var headers = WebhookPayloads.headers("ping", "1", bytes, secret);
    assertThat(headers).containsEntry("X-Hub-Signature-256", sign(secret, bytes));
  }

  private static String sign(String secret, byte[] body) throws IOException, InterruptedException {
    Npm.file(Npm.folder(), "@octokit/webhooks-methods/package.json");
    var node =
        new ProcessBuilder("node", "--input-type=module", "-e", SIGN, secret)
            .directory(Npm.folder().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var input = node.getOutputStream()) {
      input.write(body);
    }
    var signature = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).isZero();
    return signature;
  }
}
