package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

// @spec app/network#REQ-NET-001, app/network#REQ-NET-002, app/network#REQ-NET-003
/// Lets the process, and the git programs it starts, go by a [Network]. A process is in one
/// network: what is set here holds for all of it. Nothing here makes anybody trust less.
final class NetworkAccess {
  /// The platform refuses to tell proxies a password when it asks for a tunnel, unless this is
  /// empty: by default it would go unencrypted to every proxy that asks, and here it goes to the
  /// one that was configured.
  private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private final Network network;

  private NetworkAccess(Network network) {
    this.network = network;
  }

  /// Makes the process go by it.
  ///
  /// @param data the folder for the file of authorities that git reads
  /// @return the environment that git needs
  static Map<String, String> use(Network network, Path data) {
    var access = new NetworkAccess(network);
    var git = new HashMap<String, String>();
    network.authorities().ifPresent(file -> git.putAll(access.trust(file, data)));
    network.proxy().ifPresent(proxy -> git.putAll(access.goThrough(proxy)));
    return git;
  }

  private Map<String, String> trust(Path file, Path data) {
    try {
      List<X509Certificate> all = new ArrayList<>(platform());
      all.addAll(read(file));
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("authority-" + i, all.get(i));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(store), null);
      SSLContext.setDefault(context);
      HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
      Path bundle = Files.createDirectories(data).resolve("authorities.pem");
      Files.writeString(bundle, pem(all));
      return Map.of("GIT_SSL_CAINFO", bundle.toAbsolutePath().toString());
    } catch (GeneralSecurityException | IOException e) {
      throw UserFault.usage(
          "network.ca_file: '%s' must be a file of certificates as PEM: %s."
              .formatted(file, e.getMessage()));
    }
  }

  private static Collection<X509Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    var certificates = new ArrayList<X509Certificate>();
    for (Certificate one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      certificates.add((X509Certificate) one);
    }
    if (certificates.isEmpty()) {
      throw new IOException("it holds none");
    }
    return certificates;
  }

  private static List<X509Certificate> platform() throws GeneralSecurityException {
    var certificates = new ArrayList<X509Certificate>();
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager authorities) {
        certificates.addAll(List.of(authorities.getAcceptedIssuers()));
      }
    }
    return certificates;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static String pem(List<X509Certificate> certificates) throws GeneralSecurityException {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    var text = new StringBuilder();
    for (X509Certificate one : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n");
      text.append(encoder.encodeToString(one.getEncoded()));
      text.append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }

  private Map<String, String> goThrough(Network.Proxy proxy) {
    ProxySelector.setDefault(new Selector(proxy));
    proxy
        .login()
        .ifPresent(login -> {
          System.setProperty(TUNNELS, "");
          Authenticator.setDefault(new Doorman(proxy, login));
        });
    String login =
        proxy
            .login()
            .map(one -> encoded(one.user()) + ":" + encoded(one.password().reveal()) + "@")
            .orElse("");
    String address = "http://" + login + proxy.host() + ":" + proxy.port();
    return Map.of(
        "http_proxy", address,
        "https_proxy", address,
        "no_proxy", String.join(",", network.direct()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private final class Selector extends ProxySelector {
    private final Network.Proxy proxy;

    Selector(Network.Proxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<java.net.Proxy> select(URI uri) {
      String host = Optional.ofNullable(uri.getHost()).orElse("");
      return List.of(
          network.isDirect(host)
              ? java.net.Proxy.NO_PROXY
              : new java.net.Proxy(
                  java.net.Proxy.Type.HTTP,
                  InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // Whoever asked hears of it.
    }
  }

  /// Tells the password to the proxy, and to nobody else.
  private static final class Doorman extends Authenticator {
    private final Network.Proxy proxy;
    private final Network.Login login;

    Doorman(Network.Proxy proxy, Network.Login login) {
      this.proxy = proxy;
      this.login = login;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      boolean asked =
          getRequestorType() == RequestorType.PROXY
              && proxy.host().equalsIgnoreCase(getRequestingHost())
              && proxy.port() == getRequestingPort();
      return asked
          ? new PasswordAuthentication(login.user(), login.password().reveal().toCharArray())
          : null;
    }
  }
}
