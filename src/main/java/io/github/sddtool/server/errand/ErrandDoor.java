package io.github.sddtool.server.errand;

import io.github.sddtool.pipeline.runner.Box;
import io.github.sddtool.pipeline.runner.Errands;
import io.github.sddtool.pipeline.runner.Errands.Errand;
import io.github.sddtool.server.Door;
import io.github.sddtool.source.git.CloneOffer;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

// @spec app/runners#REQ-RUN-007
/// `/errands/{token}/…`: the order, the clone by git's smart HTTP, and where the report is put. Who
/// knows no token of a run that goes on finds nothing here.
public final class ErrandDoor implements Door {
  private static final HeaderName GIT_PROTOCOL = HeaderNames.create("Git-Protocol");

  /// Exit codes are a byte.
  private static final int MOST_CODE = 255;

  private final Errands errands;

  public ErrandDoor(Errands errands) {
    this.errands = errands;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/errands/{token}/order", this::order)
        .get("/errands/{token}/shallow", this::shallow)
        .get("/errands/{token}/clone/info/refs", this::refs)
        .post("/errands/{token}/clone/" + CloneOffer.SERVICE, this::upload)
        .put("/errands/{token}/report", this::report);
  }

  private Errand errand(ServerRequest request) {
    return errands
        .find(request.path().pathParameters().get("token"))
        .orElseThrow(() -> new NotFoundException("no such errand"));
  }

  private void order(ServerRequest request, ServerResponse response) {
    text(response, errand(request).order());
  }

  private void shallow(ServerRequest request, ServerResponse response) {
    text(response, new CloneOffer(errand(request).folder()).shallow());
  }

  private static void text(ServerResponse response, String text) {
    prepare(response, "text/plain; charset=utf-8");
    response.send(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refs(ServerRequest request, ServerResponse response) throws IOException {
    var clone = new CloneOffer(errand(request).folder());
    if (!CloneOffer.SERVICE.equals(request.query().first("service").orElse(""))) {
      // Neither the old protocol, which reads files, nor the service that writes.
      throw new NotFoundException("no such service");
    }
    prepare(response, "application/x-" + CloneOffer.SERVICE + "-advertisement");
    try (OutputStream out = response.outputStream()) {
      clone.advertise(protocol(request), out);
    }
  }

  private void upload(ServerRequest request, ServerResponse response) throws IOException {
    var clone = new CloneOffer(errand(request).folder());
    prepare(response, "application/x-" + CloneOffer.SERVICE + "-result");
    try (InputStream in = plain(request);
        OutputStream out = response.outputStream()) {
      clone.upload(protocol(request), in, out);
    }
  }

  // @spec app/runners#REQ-RUN-003
  private void report(ServerRequest request, ServerResponse response) throws IOException {
    Errand errand = errand(request);
    int code = code(request);
    String output;
    try (InputStream in = plain(request)) {
      byte[] bytes = in.readNBytes(Box.MOST_OUTPUT + 1);
      if (bytes.length > Box.MOST_OUTPUT) {
        throw new HttpException("too much", Status.REQUEST_ENTITY_TOO_LARGE_413);
      }
      output = new String(bytes, StandardCharsets.UTF_8);
    } catch (ZipException | EOFException e) {
      throw new BadRequestException("not packed as it says", e);
    }
    if (!errand.answer(new Box.Outcome.Ended(code, output))) {
      throw new NotFoundException("answered, or given up");
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private static int code(ServerRequest request) {
    try {
      int code = Integer.parseInt(request.query().first("code").orElse(""));
      if (code >= 0 && code <= MOST_CODE) {
        return code;
      }
    } catch (NumberFormatException e) {
      // As one that is out of range.
    }
    throw new BadRequestException("no exit code");
  }

  private static InputStream plain(ServerRequest request) throws IOException {
    InputStream sent = request.content().inputStream();
    return request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("").contains("gzip")
        ? new GZIPInputStream(sent)
        : sent;
  }

  private static String protocol(ServerRequest request) {
    return request.headers().first(GIT_PROTOCOL).orElse("");
  }

  private static void prepare(ServerResponse response, String type) {
    response.header(HeaderNames.CONTENT_TYPE.defaultCase(), type);
    response.header(HeaderNames.CACHE_CONTROL.defaultCase(), "no-store");
  }
}
