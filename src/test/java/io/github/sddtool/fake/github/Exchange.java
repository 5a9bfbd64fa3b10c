package io.github.sddtool.fake.github;

import java.util.Map;

/// One call of the REST API and its answer, as a test may look at them. The token is redacted.
public record Exchange(Call call, Answer answer) {
  public String method() {
    return call.method();
  }

  public String path() {
    return call.path();
  }

  public Map<String, String> requestHeaders() {
    return call.headers();
  }

  public String requestBody() {
    return call.body();
  }

  public int status() {
    return answer.status();
  }

  public Map<String, String> responseHeaders() {
    return answer.headers();
  }

  public String responseBody() {
    return answer.body();
  }
}
