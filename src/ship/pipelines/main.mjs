// See the script `run` beside this file.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {github} from './github.mjs';
import {gitlab} from './gitlab.mjs';
import {lint} from './lint.mjs';
import {make} from './sample.mjs';
import {step, total} from './steps.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const program = path.resolve(process.argv[2]);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sdd-pipelines-'));
process.on('exit', () => process.env.SDD_KEEP || fs.rmSync(folder, {recursive: true, force: true}));
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
// what a pipeline around this one says is not for the ones in here
for (const name of Object.keys(process.env)) if (/^(GITHUB|RUNNER|CI|GITLAB|SDD)_/.test(name) && name !== 'SDD_KEEP') delete process.env[name];
delete process.env.CI;

const only = process.env.ONLY?.split(',') ?? ['lint', 'github', 'gitlab'];
let sample;
let sdd;
if (only.includes('lint')) await lint(root, folder);
if (only.includes('github') || only.includes('gitlab')) {
  await step('', 'a sample repository', () => {
    sample = make(folder);
  });
  sdd = path.join(folder, 'bin', 'sdd');
  fs.mkdirSync(path.dirname(sdd));
  fs.symlinkSync(program, sdd);
}
if (only.includes('github')) await github(root, folder, sample, sdd);
if (only.includes('gitlab')) await gitlab(root, folder, sample, sdd);
total();
