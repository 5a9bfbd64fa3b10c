package io.github.sddtool.source.git;

import io.github.sddtool.fault.UserFault;
import java.util.ArrayList;

/// A folder of a repository, as people write it.
final class Folder {
  private Folder() {}

  /// Without `.` and doubled or trailing slashes; empty for the root.
  ///
  /// @throws UserFault when it climbs or is absolute
  static String normal(String folder) {
    if (folder.startsWith("/")) {
      throw UserFault.usage("'" + folder + "' is not a folder relative to the repository's root");
    }
    var segments = new ArrayList<String>();
    for (String segment : folder.split("/", -1)) {
      if (segment.equals("..")) {
        throw UserFault.usage("'" + folder + "' leaves the repository");
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }
}
