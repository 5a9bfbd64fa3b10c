package io.github.sddtool.fake.github;

import java.net.URI;

/// Where things of the stand-in are to be found.
///
/// @param web `http://127.0.0.1:PORT`
record Links(URI web) {
  static final String API_PATH = "/api/v3";

  URI api() {
    return URI.create(web + API_PATH);
  }

  String api(String path) {
    return web + API_PATH + path;
  }

  String web(String path) {
    return web + path;
  }
}
