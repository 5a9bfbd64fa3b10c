// What a release publishes, by its own scripts.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const SCRIPTS = path.join('src', 'ship', 'release');

/** Writes the repositories of a release below a new folder; archives: the folder of what it brings. */
export function published(root, version, archives, out) {
  execFileSync(path.join(root, SCRIPTS, 'checksums'), [archives]);
  execFileSync(path.join(root, SCRIPTS, 'trees'), [version, path.join(archives, 'checksums.txt'), out]);
  return out;
}

/** Archives of a version that hold nothing. */
export function empty(version, folder) {
  fs.mkdirSync(folder, {recursive: true});
  for (const arch of ['x64', 'arm64']) fs.writeFileSync(path.join(folder, `sdd-${version}-linux-${arch}.tar.gz`), '');
  return folder;
}
