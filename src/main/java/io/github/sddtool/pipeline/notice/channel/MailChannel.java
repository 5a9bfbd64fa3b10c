package io.github.sddtool.pipeline.notice.channel;

import io.github.sddtool.report.Template;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

// @spec app/notifications#REQ-NOTE-012, app/notifications#REQ-NOTE-005
/// E-mail, as plain text and as a page, to one person at a time: nobody sees who else is told.
final class MailChannel implements Channel {
  private static final String PATIENCE = "10000";
  private static final int LONGEST_SUBJECT = 200;

  private final ChannelSettings.Mail settings;
  private final Session session;
  private final Clock clock;

  /// @param trusting makes connections to those who are who they say
  MailChannel(ChannelSettings.Mail settings, SSLSocketFactory trusting, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.session = Session.getInstance(properties(settings, trusting));
  }

  private static Properties properties(ChannelSettings.Mail settings, SSLSocketFactory trusting) {
    var properties = new Properties();
    properties.setProperty("mail.transport.protocol", "smtp");
    properties.setProperty("mail.smtp.host", settings.server().host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.server().port()));
    properties.setProperty("mail.smtp.connectiontimeout", PATIENCE);
    properties.setProperty("mail.smtp.timeout", PATIENCE);
    properties.setProperty("mail.smtp.writetimeout", PATIENCE);
    properties.setProperty("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.socketFactory", trusting);
    switch (settings.server().security()) {
      case STARTTLS -> {
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
    }
    return properties;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Outcome send(Parcel parcel) {
    Optional<InternetAddress> to = address(parcel.recipient());
    if (to.isEmpty()) {
      return new Outcome.Refused("'%s' is no e-mail address".formatted(shown(parcel)));
    }
    try (Transport transport = session.getTransport()) {
      MimeMessage message = message(parcel, to.get());
      if (settings.login().isPresent()) {
        ChannelSettings.Login login = settings.login().get();
        transport.connect(login.user(), login.password().reveal());
      } else {
        transport.connect();
      }
      transport.sendMessage(message, message.getAllRecipients());
      return new Outcome.Sent();
    } catch (MessagingException | UnsupportedEncodingException e) {
      return outcome(e);
    }
  }

  /// Only what the server said of this one address, or of this one message, is about it alone.
  private static Outcome outcome(Exception failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < 10 && cause != null; depth++) {
      if (cause instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= 500) {
        return new Outcome.Refused("the server takes nothing for it: " + refused.getReturnCode());
      }
      if (cause instanceof SMTPSendFailedException refused) {
        return refused.getReturnCode() >= 550 && refused.getReturnCode() < 560
            ? new Outcome.Refused("the server refuses the message: " + refused.getReturnCode())
            : new Outcome.Failed("SMTP " + refused.getReturnCode(), Optional.empty());
      }
      cause =
          cause instanceof MessagingException chained && chained.getNextException() != null
              ? chained.getNextException()
              : cause.getCause();
    }
    String kind = failure instanceof SendFailedException ? "not sent" : "no delivery";
    return new Outcome.Failed(
        "%s (%s)".formatted(kind, failure.getClass().getSimpleName()), Optional.empty());
  }

  /// What could end a header begins another one.
  private static boolean isOneLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static String shown(Parcel parcel) {
    return PlainText.line(parcel.recipient(), 80);
  }

  private static Optional<InternetAddress> address(String text) {
    if (!isOneLine(text)) {
      return Optional.empty();
    }
    try {
      var address = new InternetAddress(text, true);
      return address.getAddress().contains("@") ? Optional.of(address) : Optional.empty();
    } catch (AddressException _) {
      return Optional.empty();
    }
  }

  private MimeMessage message(Parcel parcel, InternetAddress to)
      throws MessagingException, UnsupportedEncodingException {
    var message = new Numbered(session, "<%s@%s>".formatted(parcel.id(), domain()));
    message.setFrom(new InternetAddress(settings.from()));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(subject(parcel), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // So that nobody's absence notice is sent back.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (parcel.isUrgent()) {
      message.setHeader("Importance", "high");
    }
    var plain = new MimeBodyPart();
    plain.setText(plain(parcel), StandardCharsets.UTF_8.name());
    var page = new MimeBodyPart();
    page.setText(page(parcel), StandardCharsets.UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", plain, page));
    message.saveChanges();
    return message;
  }

  private static String subject(Parcel parcel) {
    return "[SDD] " + PlainText.line(parcel.title(), LONGEST_SUBJECT);
  }

  private String domain() {
    return settings.from().substring(settings.from().lastIndexOf('@') + 1).replace(">", "");
  }

  private static String plain(Parcel parcel) {
    var text = new StringBuilder();
    for (Parcel.Item item : parcel.items()) {
      text.append(item.kind().urgent() ? "! " : "").append(item.title()).append("\n\n");
      text.append(item.body()).append('\n');
      item.page().ifPresent(page -> text.append('\n').append(page.toASCIIString()).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  /// One notice on the page.
  public record Row(String title, List<String> lines, String page, boolean urgent) {}

  private static String page(Parcel parcel) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", parcel.title());
    model.put(
        "rows",
        parcel.items().stream()
            .map(item ->
                new Row(
                    item.title(),
                    item.body().lines().toList(),
                    item.page().map(URI::toASCIIString).orElse(""),
                    item.kind().urgent()))
            .toList());
    return Template.page("mail", model);
  }

  /// A message whose id is ours: a mail program shows one that arrives twice once.
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
