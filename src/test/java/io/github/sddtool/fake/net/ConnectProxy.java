package io.github.sddtool.fake.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A proxy that makes tunnels, for those who tell it the right password.
public final class ConnectProxy implements AutoCloseable {
  private static final String WHO_ASKS =
      """
      HTTP/1.1 407 Proxy Authentication Required
      Proxy-Authenticate: Basic realm="corp"
      Content-Length: 0
      Connection: close

      """;

  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final List<String> turnedAway = new CopyOnWriteArrayList<>();
  private final String login;

  /// @param login `user:password`
  public ConnectProxy(String login) {
    this.login =
        "basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::listen);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Where tunnels led to, as `host:port`.
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /// Who came without the password.
  public List<String> turnedAway() {
    return List.copyOf(turnedAway);
  }

  private void listen() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      String[] words = head.isEmpty() ? new String[] {""} : head.getFirst().split(" ", -1);
      boolean known =
          head.stream()
              .anyMatch(line ->
                  line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization: basic ")
                      && line.substring("proxy-authorization: basic ".length())
                          .equals(login.substring("basic ".length())));
      if (!words[0].equals("CONNECT") || !known) {
        turnedAway.add(head.isEmpty() ? "" : head.getFirst());
        say(client, WHO_ASKS.replace("\n", "\r\n"));
        return;
      }
      tunnels.add(words[1]);
      int colon = words[1].lastIndexOf(':');
      try (var server =
          new Socket(
              words[1].substring(0, colon), Integer.parseInt(words[1].substring(colon + 1)))) {
        say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        var back = threads.submit(() -> copy(server, client));
        copy(client, server);
        back.get();
      }
    } catch (Exception e) {
      // One side hung up.
    }
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    client.getOutputStream().flush();
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // One side hung up.
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        if (line.isEmpty()) {
          return lines;
        }
        lines.add(line.toString());
        line.setLength(0);
      } else if (c != '\r') {
        line.append((char) c);
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
