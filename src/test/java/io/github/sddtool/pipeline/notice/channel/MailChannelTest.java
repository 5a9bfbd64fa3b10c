package io.github.sddtool.pipeline.notice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.sddtool.fake.net.MailFront;
import io.github.sddtool.pipeline.SteppedClock;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings.Login;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings.Security;
import io.github.sddtool.source.Secret;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/notifications#REQ-NOTE-012
class MailChannelTest {
  private static final Login SDD = new Login("sdd", Secret.of("s3cret"));

  @TempDir private Path folder;

  private Optional<GreenMail> running = Optional.empty();

  private GreenMail server(String protocol) {
    var setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(20_000);
    var server = new GreenMail(setup);
    server.start();
    server.setUser("sdd@example.com", "sdd", "s3cret");
    running = Optional.of(server);
    return server;
  }

  @AfterEach
  void stop() {
    running.ifPresent(GreenMail::stop);
  }

  private static Channel channel(
      int port, Security security, Optional<Login> login, SSLSocketFactory trusting) {
    return Channels.of(
            List.of(
                new ChannelSettings.Mail(
                    "email",
                    new ChannelSettings.Server("127.0.0.1", port, security),
                    login,
                    "SDD <sdd@example.com>")),
            trusting,
            new SteppedClock())
        .getFirst();
  }

  private static SSLSocketFactory anybody() {
    return new DummySSLSocketFactory();
  }

  private static Parcel parcel(String to, String title) {
    return new Parcel(
        "msg_1",
        to,
        List.of(
            new Parcel.Item(
                "n1",
                title,
                "auth/login <b>&amp;</b>\nsecond line",
                Optional.of(URI.create("https://sdd.example/a?b=1&c=2")),
                new Parcel.Kind("Low", "auth/login", true),
                Instant.EPOCH)));
  }

  private static String part(MimeMessage message, int number) throws Exception {
    BodyPart part = ((Multipart) message.getContent()).getBodyPart(number);
    return String.valueOf(part.getContent()).replace("\r\n", "\n");
  }

  @Test
  void aNoticeArrivesAsTextAndAsAPage() throws Exception {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTP);
    Channel channel =
        channel(server.getSmtp().getPort(), Security.NONE, Optional.of(SDD), anybody());
    assertThat(channel.send(parcel("bob@example.com", "Low: übrig"))).isEqualTo(new Outcome.Sent());
    MimeMessage got = server.getReceivedMessages()[0];
    assertThat(got.getSubject()).isEqualTo("[SDD] Low: übrig");
    assertThat(got.getFrom()[0]).hasToString("SDD <sdd@example.com>");
    assertThat(got.getAllRecipients()[0]).hasToString("bob@example.com");
    assertThat(got.getMessageID()).isEqualTo("<msg_1@example.com>");
    assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(got.getHeader("Importance")).containsExactly("high");
    assertThat(part(got, 0))
        .contains("auth/login <b>&amp;</b>\nsecond line", "https://sdd.example/a?b=1&c=2");
    assertThat(part(got, 1))
        .contains("auth/login &lt;b&gt;&amp;amp;&lt;/b&gt;<br>second line")
        .contains("href=\"https://sdd.example/a?b=1&amp;c=2\"")
        .doesNotContain("<b>");
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"STARTTLS", "IMPLICIT"})
  void theConnectionIsSecureAndTheLoginIsTold(Security security) {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTP);
    boolean implicit = security == Security.IMPLICIT;
    try (var front = new MailFront(server.getSmtp().getPort(), implicit, folder)) {
      Channel channel = channel(front.port(), security, Optional.of(SDD), front.trusting());
      assertThat(channel.send(parcel("bob@example.com", "Low"))).isEqualTo(new Outcome.Sent());
      assertThat(GreenMailUtil.getBody(server.getReceivedMessages()[0])).contains("auth/login");
    }
  }

  @Test
  void aServerThatOffersNoSecureConnectionIsToldNothing() {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTP);
    Channel channel =
        channel(server.getSmtp().getPort(), Security.STARTTLS, Optional.of(SDD), anybody());
    assertThat(channel.send(parcel("bob@example.com", "Low"))).isInstanceOf(Outcome.Failed.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Security.class,
      names = {"STARTTLS", "IMPLICIT"})
  void whoIsNotTrustedIsToldNothing(Security security) throws Exception {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTP);
    boolean implicit = security == Security.IMPLICIT;
    try (var front = new MailFront(server.getSmtp().getPort(), implicit, folder)) {
      SSLSocketFactory usual = SSLContext.getDefault().getSocketFactory();
      Channel channel = channel(front.port(), security, Optional.of(SDD), usual);
      assertThat(channel.send(parcel("bob@example.com", "Low"))).isInstanceOf(Outcome.Failed.class);
      assertThat(server.getReceivedMessages()).isEmpty();
    }
  }

  @Test
  void aCertificateOfAnotherHostIsNotEnough() {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTPS);
    Channel channel =
        channel(server.getSmtps().getPort(), Security.IMPLICIT, Optional.of(SDD), anybody());
    assertThat(channel.send(parcel("bob@example.com", "Low"))).isInstanceOf(Outcome.Failed.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWrongPasswordIsAFailureAndIsNotShown() {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTP);
    var wrong = new Login("sdd", Secret.of("guessed"));
    Channel channel =
        channel(server.getSmtp().getPort(), Security.NONE, Optional.of(wrong), anybody());
    assertThat(channel.send(parcel("bob@example.com", "Low")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.reason()).doesNotContain("guessed"));
  }

  // @spec app/notifications#REQ-NOTE-005
  @Test
  void whatWouldBeginAnotherHeaderBeginsNone() throws Exception {
    GreenMail server = server(ServerSetup.PROTOCOL_SMTP);
    Channel channel =
        channel(server.getSmtp().getPort(), Security.NONE, Optional.of(SDD), anybody());
    assertThat(channel.send(parcel("bob@example.com\r\nBcc: eve@example.com", "Low")))
        .isInstanceOf(Outcome.Refused.class);
    channel.send(parcel("bob@example.com", "Low\r\nBcc: eve@example.com"));
    MimeMessage got = server.getReceivedMessages()[0];
    assertThat(got.getHeader("Bcc")).isNull();
    assertThat(got.getAllRecipients()).hasSize(1);
    assertThat(got.getSubject()).isEqualTo("[SDD] Low  Bcc: eve@example.com");
  }

  @Test
  void aServerThatIsNotThereIsAFailure() {
    Channel channel = channel(1, Security.NONE, Optional.empty(), anybody());
    assertThat(channel.send(parcel("bob@example.com", "Low"))).isInstanceOf(Outcome.Failed.class);
  }
}
