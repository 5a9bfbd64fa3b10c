package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Constitution;
import io.github.sddtool.spec.Layout;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.TaskList;
import io.github.sddtool.spec.markdown.MarkdownText;
import io.github.sddtool.spec.prose.SourceLines;
import java.util.Collection;

/// Spec Kit's feature folders: `specs/003-photo/spec.md` with its plan and tasks beside it.
///
/// A folder that is numbered or dated is a feature whatever its spec says. One that is not is a
/// feature only where its spec states something, for paths alone cannot tell.
public final class SpeckitFormat implements SpecFormat {
  @Override
  public String name() {
    return "speckit";
  }

  @Override
  public boolean looksAt(RepoPath file) {
    return file.extension().equals("md");
  }

  @Override
  public Collection<String> roots(Collection<RepoPath> files) {
    return FeatureFolders.roots(files);
  }

  @Override
  public Layout layout(String root, Collection<RepoPath> files) {
    return FeatureFolders.of(root, files).layout(files);
  }

  @Override
  public boolean owns(String root, RepoPath file) {
    return FeatureFolders.owns(root, file);
  }

  @Override
  public SpecBody read(String text) {
    return SpeckitSpecReader.read(MarkdownText.read(text), SourceLines.of(text));
  }

  // @spec formats/speckit#REQ-KIT-002
  @Override
  public boolean isSpec(RepoPath path, SpecBody body) {
    String folder = path.folder();
    return FeatureFolders.isNumbered(folder.substring(folder.lastIndexOf('/') + 1))
        || body.field("feature branch").isPresent()
        || body.isUnread()
        || !body.isEmpty();
  }

  @Override
  public TaskList readTasks(String text) {
    return SpeckitTasks.read(MarkdownText.read(text));
  }

  @Override
  public Constitution.Body readConstitution(String text) {
    return SpeckitConstitution.read(MarkdownText.read(text));
  }
}
