package io.github.sddtool.pipeline.notice;

import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.spec.Project;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Those who can do something about a channel: the admins of every project, in the app.
public final class Admins {
  private final Reading database;
  private final Directory directory;

  public Admins(Reading database, Directory directory) {
    this.database = database;
    this.directory = directory;
  }

  List<Notice> notices(String key, Notice.Text text, Instant now) {
    var admins = List.<Recipient>of(new Recipient.Members(Recipient.Group.ORG_ADMIN));
    var addressees = new Addressees(Map.of(), directory);
    return database.read(NoticeBook::projects).stream()
        .map(Project::name)
        .flatMap(project -> {
          var about = new Occurrence.About(Optional.empty(), Optional.of(project), "", Map.of());
          return Addressees.inApp(addressees.find(admins, about)).stream()
              .map(one ->
                  new Notice(
                      new Notice.Cause(key, "", ""),
                      new Notice.To(ChannelSettings.IN_APP, one, project),
                      text,
                      true,
                      now));
        })
        .toList();
  }
}
