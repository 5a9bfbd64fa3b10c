package io.github.sddtool.server.report;

import io.github.sddtool.pipeline.publish.ReportShelf;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.Pages;
import io.github.sddtool.server.Reply;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

// @spec app/reports#REQ-REP-003
/// `GET /reports/key`: the key that signs reports. `GET
/// /reports/{name}/{until}/{signature}/{part}`: a report for whoever has its link.
public final class ReportDoor implements Door {
  private final ReportShelf shelf;

  public ReportDoor(ReportShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/reports/key", this::key);
    rules.get("/reports/{name}/{until}/{signature}/{part}", this::show);
  }

  // @spec app/verdicts#REQ-VER-003
  private void key(ServerRequest request, ServerResponse response) {
    shelf
        .publicKey()
        .ifPresentOrElse(
            key -> {
              response.header(HeaderNames.CONTENT_TYPE.defaultCase(), "text/plain");
              response.send(key + "\n");
            },
            () -> Reply.error(response, Status.NOT_FOUND_404, "this server keeps no reports"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    var parts = request.path().pathParameters();
    ReportShelf.Found found =
        shelf.find(
            parts.get("name"), parts.get("until"), parts.get("signature"), parts.get("part"));
    switch (found) {
      case ReportShelf.Found.Document document -> send(request, response, document);
      case ReportShelf.Found.Expired _ ->
          Reply.error(response, Status.GONE_410, "this report is no longer kept; judge again");
      case ReportShelf.Found.Nothing _ ->
          Reply.error(response, Status.NOT_FOUND_404, "there is no such report");
    }
  }

  private static void send(
      ServerRequest request, ServerResponse response, ReportShelf.Found.Document document) {
    Pages.guard(response);
    response.header(HeaderNames.CONTENT_TYPE.defaultCase(), document.type());
    response.header(HeaderNames.CACHE_CONTROL.defaultCase(), "private, max-age=300");
    response.header(HeaderNames.VARY.defaultCase(), "Accept-Encoding");
    boolean packed =
        request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip");
    try {
      if (packed) {
        response.header(HeaderNames.CONTENT_ENCODING.defaultCase(), "gzip");
        response.send(document.packed().toArray());
        return;
      }
      try (var unpacked =
          new GZIPInputStream(new ByteArrayInputStream(document.packed().toArray()))) {
        response.send(unpacked.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
