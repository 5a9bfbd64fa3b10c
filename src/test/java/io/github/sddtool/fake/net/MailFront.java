package io.github.sddtool.fake.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// TLS before a mail server that speaks plain SMTP: from the start, or by the order STARTTLS,
/// before which it takes no message.
public final class MailFront implements AutoCloseable {
  private final ServerSocket server;
  private final int behind;
  private final boolean implicit;
  private final SSLContext own;
  private final SSLSocketFactory trusting;

  /// @param behind the port of the mail server
  /// @param implicit whether TLS is there from the start
  public MailFront(int behind, boolean implicit, Path folder) {
    this.behind = behind;
    this.implicit = implicit;
    try {
      var key = new SelfSigned(folder.resolve("mail-front-" + behind + ".p12"));
      own = key.own();
      trusting = key.trusting();
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Makes connections to this front, and to no other.
  public SSLSocketFactory trusting() {
    return trusting;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket back = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      if (implicit) {
        both(secured(client), back);
      } else {
        plain(client, back);
      }
    } catch (IOException e) {
      // Whoever is connected sees that it ends.
    }
  }

  private void plain(Socket client, Socket back) throws IOException {
    var asked = reader(client.getInputStream());
    var answers = reader(back.getInputStream());
    say(client.getOutputStream(), answers.readLine());
    for (String line = asked.readLine(); line != null; line = asked.readLine()) {
      String order = line.toUpperCase(Locale.ROOT);
      if (order.equals("STARTTLS")) {
        say(client.getOutputStream(), "220 Go ahead");
        both(secured(client), back);
        return;
      }
      if (!order.startsWith("EHLO")) {
        say(client.getOutputStream(), "530 Must issue a STARTTLS command first");
        continue;
      }
      say(back.getOutputStream(), line);
      String answer = answers.readLine();
      while (answer != null && answer.startsWith("250-")) {
        answer = answers.readLine();
      }
      say(client.getOutputStream(), "250-front");
      say(client.getOutputStream(), "250 STARTTLS");
    }
  }

  private Socket secured(Socket client) throws IOException {
    var secured = (SSLSocket) own.getSocketFactory().createSocket(client, null, true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void both(Socket client, Socket back) throws IOException {
    Thread.startVirtualThread(() -> {
      try {
        back.getInputStream().transferTo(client.getOutputStream());
        client.close();
      } catch (IOException e) {
        // The other direction ends too.
      }
    });
    client.getInputStream().transferTo(back.getOutputStream());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
