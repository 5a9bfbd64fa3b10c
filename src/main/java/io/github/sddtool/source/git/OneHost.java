package io.github.sddtool.source.git;

import io.github.sddtool.source.git.FetchRequest.Credentials;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

// @spec app/clones#REQ-CLONE-002
/// Keeps a fetch on the host it was meant for: a redirect elsewhere is refused before a connection
/// is made, so neither credentials nor requests reach anyone else.
final class OneHost {
  private final URI home;
  private final Optional<Credentials> credentials;
  private volatile int status;

  OneHost(FetchRequest request) {
    this.home = request.uri();
    this.credentials = request.credentials();
  }

  void guard(TransportHttp transport) {
    transport.setHttpConnectionFactory(new Connections());
    transport.setCredentialsProvider(new Login());
  }

  /// The status of the last answer; 0 before there was one.
  int status() {
    return status;
  }

  private boolean isHome(String scheme, String host, int port) {
    return home.getScheme().equalsIgnoreCase(scheme)
        && home.getHost().equalsIgnoreCase(host)
        && port(home.getScheme(), home.getPort()) == port(scheme, port);
  }

  private static int port(String scheme, int port) {
    int usual = scheme.toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    return port > 0 ? port : usual;
  }

  private final class Connections extends JDKHttpConnectionFactory {
    @Override
    public HttpConnection create(URL url) throws IOException {
      check(url);
      return new Watched(url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
      check(url);
      return new Watched(url, proxy);
    }

    private void check(URL url) throws TransportException {
      if (!isHome(url.getProtocol(), url.getHost(), url.getPort())) {
        throw new TransportException(
            "refused to go from " + home.getHost() + " to " + url.getHost());
      }
    }
  }

  private final class Watched extends JDKHttpConnection {
    Watched(URL url) throws IOException {
      super(url);
    }

    Watched(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
    }

    @Override
    public int getResponseCode() throws IOException {
      status = super.getResponseCode();
      return status;
    }
  }

  private final class Login extends CredentialsProvider {
    @Override
    public boolean isInteractive() {
      return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
      for (CredentialItem item : items) {
        if (!(item instanceof CredentialItem.Username)
            && !(item instanceof CredentialItem.Password)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
      if (credentials.isEmpty()
          || !supports(items)
          || !isHome(uri.getScheme(), uri.getHost(), uri.getPort())) {
        return false;
      }
      for (CredentialItem item : items) {
        switch (item) {
          case CredentialItem.Username user -> user.setValue(credentials.get().user());
          case CredentialItem.Password password ->
              password.setValue(credentials.get().secret().reveal().toCharArray());
          default -> throw new IllegalStateException("checked above");
        }
      }
      return true;
    }
  }
}
