// The sdd under test. Where it does not have a part yet that the pipelines rely on, a stand-in does
// that part and passes everything else on; what is stood in for is said.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {git} from './sample.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** The parts the program lacks, tried on a clone of the sample. */
function lacks(program, folder, sample) {
  const clone = path.join(folder, 'probe');
  git(folder, 'clone', '-q', '-b', 'tax', sample.origin, clone);
  const environment = {...process.env, GITLAB_CI: 'true', CI_PROJECT_DIR: clone, CI_MERGE_REQUEST_DIFF_BASE_SHA: sample.main};
  const run = (...args) => spawnSync(program, args, {cwd: clone, env: environment, encoding: 'utf8'});
  const missing = [];
  if (!/^ +comment\b/m.test(run('--help').stdout)) missing.push('comment');
  const impact = run('impact', '--ci');
  if (impact.status !== 0) missing.push('base');
  if (!fs.existsSync(path.join(clone, 'gl-code-quality-report.json'))) {
    if (impact.status !== 0) run('validate', '--ci');
    if (!fs.existsSync(path.join(clone, 'gl-code-quality-report.json'))) missing.push('files');
  }
  return missing;
}

/** A file that runs the program, whatever it lacks. */
export function complete(program, folder, sample) {
  const missing = lacks(program, folder, sample);
  const file = path.join(folder, 'bin', 'sdd');
  fs.mkdirSync(path.dirname(file), {recursive: true});
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  fs.writeFileSync(file, missing.length === 0
    ? `#!/bin/sh\nexec ${quoted(program)} "$@"\n`
    : `#!/bin/sh\nSDD_REAL=${quoted(program)} SDD_LACKS=${quoted(missing.join(' '))} exec ${quoted(process.execPath)} ${quoted(path.join(HERE, 'stand-in.mjs'))} "$@"\n`, {mode: 0o755});
  return {file, missing};
}
