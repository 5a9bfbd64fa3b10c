// The job of the documentation and the components, run by gitlab-ci-local as GitLab's runner would.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import YAML from 'yaml';
import {git, write} from './sample.mjs';
import {api as forge} from './servers.mjs';
import {expect, step} from './steps.mjs';
import {CANARY, STRINGS} from './strings.mjs';

const LOCAL = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules/gitlab-ci-local/src/index.js');
/** The working tree is compared with nothing: a pipeline that is started by hand has no changes. */
const ROLLBACK = ['--no-evaluate-rule-changes'];
const NAMES = ['check', 'validate', 'sync', 'impact'];

/** A branch with a script that deploys, and a commit after it that is to be undone. */
function deployed({work, origin}) {
  git(work, 'checkout', '-q', '-b', 'deployed', 'main');
  write(work, {'ci/deploy': 'echo "deploys $1 to <$2>"\n'});
  git(work, 'add', '-A');
  git(work, 'commit', '-q', '-m', 'Deploy');
  const before = git(work, 'rev-parse', 'HEAD');
  write(work, {'README.md': '# Shop\n\nBroken.\n'});
  git(work, 'commit', '-q', '-am', 'Break it');
  const deploys = git(work, 'rev-parse', 'HEAD');
  git(work, 'checkout', '-q', 'main');
  git(work, 'push', '-q', origin, 'deployed');
  git(origin, 'update-server-info');
  return {before, deploys, first: git(work, 'rev-list', '--max-parents=0', 'main')};
}

export async function gitlab(root, folder, sample, sdd) {
  const api = await forge(() => sample.pulls[7].head);
  const templates = path.join(root, 'gitlab-ci/templates');
  const home = path.join(folder, 'gitlab-home');
  fs.mkdirSync(home, {recursive: true});
  let counter = 0;
  const undo = deployed(sample);

  /** What GitLab tells a job of a merge request, or of a push. */
  const variablesOf = (clone, merge = true, on = 'tax') => ({
    GITLAB_CI: 'true', CI_PROJECT_DIR: clone, CI_SERVER_URL: api.url, CI_API_V4_URL: `${api.url}/api/v4`,
    CI_PROJECT_ID: '3', CI_PROJECT_PATH: 'octo/shop',
    ...(merge ? {
      CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_IID: '7', CI_MERGE_REQUEST_TITLE: 'Tax',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main', CI_MERGE_REQUEST_DIFF_BASE_SHA: sample.main,
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: on, CI_MERGE_REQUEST_PROJECT_ID: '3',
      CI_MERGE_REQUEST_PROJECT_PATH: 'octo/shop', CI_COMMIT_SHA: git(clone, 'rev-parse', 'HEAD'),
    } : {CI_PIPELINE_SOURCE: 'push'}),
  });

  /** A pipeline of a branch, by a configuration; variables beside those of a merge request. */
  async function pipeline(branch, configuration, {variables = {}, options = [], on = branch, merge = true} = {}) {
    const clone = path.join(folder, `gitlab${++counter}`);
    git(folder, 'clone', '-q', '-b', branch, sample.origin, clone);
    git(clone, 'remote', 'set-url', 'origin', 'git@gitlab.example.com:octo/shop.git');
    write(clone, {'.gitlab-ci.yml': typeof configuration === 'string' ? configuration : YAML.stringify(configuration)});
    fs.cpSync(templates, path.join(clone, 'templates'), {recursive: true});
    fs.appendFileSync(path.join(clone, '.git/info/exclude'), '/.gitlab-ci.yml\n/templates/\n/.gitlab-ci-local/\n');
    const given = {...variablesOf(clone, merge, on), ...variables};
    const args = ['--force-shell-executor', ...options,
      ...Object.entries(given).flatMap(([name, value]) => ['--variable', `${name}=${value}`])];
    const run = {clone, log: '', file: (name) => path.join(clone, name)};
    const code = await new Promise((done) => {
      const child = spawn(process.execPath, [LOCAL, ...args], {
        cwd: clone, stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: `${path.dirname(sdd)}:${process.env.PATH}`, HOME: home, LANG: 'C.UTF-8',
          GIT_CONFIG_SYSTEM: '/dev/null', ...(process.env.JAVA_HOME ? {JAVA_HOME: process.env.JAVA_HOME} : {}),
        },
      });
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (t) => (run.log += t));
      child.on('close', done);
    });
    // Its own exit code takes every job with allow_failure for one that may fail; its last lines do not.
    run.code = code || (/^ *FAIL +\S/m.test(run.log) ? 1 : 0);
    return run;
  }
  const component = (name, inputs = {}) => ({include: [{local: `templates/${name}.yml`, inputs}]});

  /** Both reports of a job are there and can be read. */
  function reports(run, command) {
    const quality = JSON.parse(fs.readFileSync(run.file(`sdd-${command}-codequality.json`), 'utf8'));
    assert.ok(Array.isArray(quality));
    assert.equal(new Set(quality.map((q) => q.fingerprint)).size, quality.length, 'fingerprints repeat');
    for (const one of quality) {
      assert.ok(one.description && one.check_name && one.location.path && one.location.lines.begin >= 1, JSON.stringify(one));
      assert.match(one.severity, /^(info|minor|major|critical|blocker)$/);
    }
    const junit = fs.readFileSync(run.file(`sdd-${command}-junit.xml`), 'utf8');
    assert.match(junit, /^<\?xml[\s\S]*<testsuites?[\s>][\s\S]*<\/testsuites?>\s*$/);
    return {quality, junit};
  }
  const report = (run, job) => JSON.parse(fs.readFileSync(run.file(`.gitlab-ci-local/artifacts/${job.replace(/[^\w-]+/g, (t) => Buffer.from(t).toString('base64url'))}/sdd-report.json`), 'utf8'));

  const classic = fs.readFileSync(path.join(root, 'gitlab-ci/examples/classic.gitlab-ci.yml'), 'utf8');
  await step('jobs', 'the job of the documentation passes', async () => {
    expect(await pipeline('tax', classic), (run) => {
      assert.equal(run.code, 0);
      reports(run, 'validate');
      reports(run, 'sync');
    });
  });
  await step('jobs', 'and fails below its threshold', async () => {
    expect(await pipeline('tax-later', classic), (run) => {
      assert.equal(run.code, 1);
      assert.match(run.log, /66\.7/);
    });
  });
  for (const name of NAMES) {
    await step('jobs', `component ${name} passes`, async () => {
      expect(await pipeline('tax', component(name)), (run) => {
        assert.equal(run.code, 0);
        reports(run, name);
        const one = report(run, `sdd:${name}`);
        assert.equal(one.command, name);
        if (name === 'impact') assert.deepEqual(one.impact.changed, ['shop/cart#REQ-003']);
      });
    });
  }
  await step('jobs', 'component sync fails below its threshold, and leaves its reports', async () => {
    expect(await pipeline('tax-later', component('sync', {threshold: 80.5, job_name: 'coverage of specs', stage: 'build'})), (run) => {
      assert.equal(run.code, 1);
      assert.ok(reports(run, 'sync').quality.length > 0);
      assert.equal(report(run, 'coverage of specs').verdict, 'fail');
    });
  });
  await step('jobs', 'component check fails where a requirement was removed, and leaves its reports', async () => {
    expect(await pipeline('no-hint', component('check')), (run) => {
      assert.equal(run.code, 1);
      const {quality, junit} = reports(run, 'check');
      assert.ok(quality.some((one) => one.check_name === 'delta/removed'));
      assert.match(junit, /<failure/);
      assert.equal(report(run, 'sdd:check').verdict, 'fail');
    });
    expect(await pipeline('no-hint', component('check', {fail_on: 'none'})), (run) => assert.equal(run.code, 0));
    return 2;
  });
  await step('jobs', 'component validate fails on a warning where that was asked', async () => {
    for (const [fail_on, code] of [['error', 0], ['warning', 1], ['none', 0]]) {
      expect(await pipeline('unclear', component('validate', {fail_on, working_directory: '.', args: '--no-color'})), (run) => assert.equal(run.code, code, fail_on));
    }
    return 3;
  });
  await step('jobs', 'a repository without specs is a warning', async () => {
    expect(await pipeline('still-bare', component('validate'), {variables: {CI_MERGE_REQUEST_DIFF_BASE_SHA: sample.pulls[11].baseSha, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'bare'}, options: ['--no-evaluate-rule-changes']}), (run) => {
      assert.equal(run.code, 0);
      assert.match(run.log, /warning/i);
    });
  });
  await step('jobs', 'a configuration that cannot be read, and a base that is not there, fail', async () => {
    expect(await pipeline('in-settings', component('validate'), {variables: {CI_MERGE_REQUEST_DIFF_BASE_SHA: sample.pulls[12].baseSha, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'settings'}}), (run) => {
      assert.equal(run.code, 1);
      assert.match(run.log, /colour/);
    });
    expect(await pipeline('tax', component('impact'), {variables: {CI_MERGE_REQUEST_DIFF_BASE_SHA: 'd'.repeat(40), CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'gone'}}), (run) => assert.equal(run.code, 1));
    return 2;
  });
  await step('jobs', 'a folder of several', async () => {
    expect(await pipeline('packages', component('sync', {working_directory: 'apps/shop'}), {variables: {CI_MERGE_REQUEST_DIFF_BASE_SHA: sample.packages, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'packages'}, options: ['--no-evaluate-rule-changes']}), (run) => {
      assert.equal(run.code, 0);
      assert.equal(report(run, 'sdd:sync').coverage.percent, 100);
      reports(run, 'sync');
    });
  });
  await step('jobs', 'a note on the merge request, and no second one the next time', async () => {
    api.comments.length = 0;
    for (const [name, inputs] of [['impact', {}], ['impact', {}], ['check', {comment: true}]]) {
      expect(await pipeline('tax', component(name, inputs), {variables: {SDD_GITLAB_TOKEN: 'gitlab-token'}}), (run) => {
        assert.equal(run.code, 0);
        assert.equal(api.comments.length, 1);
        assert.equal(api.comments[0].on, 7);
        assert.ok(!run.log.includes('gitlab-token'), 'the token is in the log');
      });
    }
    assert.ok(api.requests.every((r) => r.token?.endsWith('gitlab-token')));
    return 3;
  });
  await step('jobs', 'a note that is refused, and no token: the verdict stands', async () => {
    api.refuse = true;
    api.comments.length = 0;
    expect(await pipeline('tax', component('impact'), {variables: {SDD_GITLAB_TOKEN: 'gitlab-token'}}), (run) => {
      assert.equal(run.code, 0);
      assert.match(run.log, /no comment: .*scope api/);
    });
    api.refuse = false;
    api.requests.length = 0;
    expect(await pipeline('tax', component('impact')), (run) => {
      assert.equal(run.code, 0);
      assert.doesNotMatch(run.log, /no comment/);
      assert.deepEqual(api.requests, []);
    });
    return 2;
  });
  const refused = [
    ['validate', {fail_on: 'errors'}, /not in the list of allowed options/],
    ['sync', {threshold: '80'}, /not a number/],
    ['impact', {comment: 'yes'}, /not a boolean/],
    ['validate', {changes: 'src/**'}, /not a array/],
    ['sync', {stage: 1}, /not a string/],
    ['validate', {stage: 'no-such-stage'}, /no-such-stage/],
  ];
  await step('jobs', 'wrong inputs are refused', async () => {
    for (const [name, inputs, words] of refused) {
      expect(await pipeline('tax', component(name, inputs)), (run) => {
        assert.notEqual(run.code, 0, JSON.stringify(inputs));
        assert.match(run.log, words);
        assert.ok(!fs.existsSync(run.file('sdd-report.json')));
      });
    }
    return refused.length;
  });
  await step('jobs', 'which jobs a pipeline has', async () => {
    const all = {include: NAMES.map((name) => ({local: `templates/${name}.yml`}))};
    const jobs = async (branch, options) => {
      const run = await pipeline(branch, all, {...options, options: [...(options.options ?? []), '--list']});
      expect(run, () => assert.equal(run.code, 0));
      return NAMES.filter((name) => run.log.includes(`sdd:${name} `));
    };
    assert.deepEqual(await jobs('tax', {}), NAMES);
    assert.deepEqual(await jobs('tax', {merge: false}), []);
    assert.deepEqual(await jobs('main', {merge: false, options: ['--no-evaluate-rule-changes']}), ['check', 'validate', 'sync']);
    return 3;
  });
  await step('jobs', 'the examples with components', async () => {
    const ran = [];
    for (const file of ['check.gitlab-ci.yml', 'components.gitlab-ci.yml']) {
      const example = YAML.parse(fs.readFileSync(path.join(root, 'gitlab-ci/examples', file), 'utf8'));
      const names = example.include.map((one) => /\/(\w+)@\d+$/.exec(one.component)[1]);
      example.include.forEach((one, n) => {
        delete one.component;
        one.local = `templates/${names[n]}.yml`;
      });
      // one after the other: here they share a folder, on GitLab they do not
      expect(await pipeline('tax', example, {options: ['--concurrency', '1']}), (run) => {
        assert.equal(run.code, 0);
        for (const name of names) assert.equal(report(run, `sdd:${name}`).command, name);
      });
      ran.push(...names);
    }
    assert.deepEqual(ran, NAMES);
    return ran.length;
  });
  const rollback = fs.readFileSync(path.join(root, 'gitlab-ci/examples/rollback.gitlab-ci.yml'), 'utf8');
  const evidence = {SDD_WORKFLOW: 'rollback.yml', COMMIT: undo.deploys, ENVIRONMENT: 'production', PULL_REQUEST: '7', TRIGGER: 'quality', REASON: 'Quality fell'};
  await step('jobs', 'rollback.gitlab-ci.yml shows the evidence and deploys the commit before', async () => {
    const run = await pipeline('deployed', rollback, {merge: false, variables: evidence, options: ROLLBACK});
    expect(run, () => {
      assert.equal(run.code, 0);
      assert.match(run.log, /reason: Quality fell/);
      assert.ok(run.log.includes(`deploys ${undo.before} to <production>`), 'nothing was deployed');
    });
    const none = await pipeline('deployed', rollback, {merge: false, options: [...ROLLBACK, '--list']});
    expect(none, () => assert.ok(!/^rollback /m.test(none.log), 'the job is in every pipeline'));
    for (const COMMIT of ['', 'main', '-h', 'd'.repeat(40), undo.first]) {
      const bad = await pipeline('deployed', rollback, {merge: false, variables: {...evidence, COMMIT}, options: ROLLBACK});
      expect(bad, () => {
        assert.equal(bad.code, 1, COMMIT);
        assert.match(bad.log, /COMMIT is no commit/);
      });
    }
    return 7;
  });
  await step('jobs', 'the scripts are POSIX sh', async () => {
    for (const name of NAMES) {
      const [, body] = YAML.parseAllDocuments(fs.readFileSync(path.join(templates, `${name}.yml`), 'utf8'));
      const [job] = Object.values(body.toJS());
      const file = path.join(folder, `${name}.sh`);
      fs.writeFileSync(file, job.script.join('\n'));
      const clone = path.join(folder, `posix-${name}`);
      git(folder, 'clone', '-q', '-b', 'tax', sample.origin, clone);
      const run = {log: ''};
      const code = await new Promise((done) => {
        const child = spawn('sh', ['-e', file], {cwd: clone, env: {
          PATH: `${path.dirname(sdd)}:${process.env.PATH}`, HOME: home, ...variablesOf(clone),
          SDD_FAIL_ON: 'gate', SDD_THRESHOLD: 'at -1', SDD_COMMENT: 'is true', SDD_DIRECTORY: '.', SDD_ARGS: '',
        }});
        for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (t) => (run.log += t));
        child.on('close', done);
      });
      expect(run, () => assert.equal(code, 0, name));
    }
    return NAMES.length;
  });
  const canary = path.join(folder, CANARY);
  await step('strings', 'texts as variables of the rollback', async () => {
    // by the script itself: gitlab-ci-local reads values as templates
    const file = path.join(folder, 'rollback.sh');
    fs.writeFileSync(file, YAML.parse(rollback).rollback.script.join('\n'));
    const clone = path.join(folder, 'rollback');
    git(folder, 'clone', '-q', '-b', 'deployed', sample.origin, clone);
    const all = ['COMMIT', 'ENVIRONMENT', 'PULL_REQUEST', 'TRIGGER', 'REASON'].flatMap((name) => STRINGS(canary).map((text) => [name, text]));
    for (const [name, text] of all) {
      const done = spawnSync('sh', ['-e', file], {cwd: clone, encoding: 'utf8', env: {PATH: process.env.PATH, HOME: home, ...evidence, [name]: text}});
      assert.ok(!fs.existsSync(canary), `${name}: ${text}: the canary is there`);
      assert.equal(done.status, name === 'COMMIT' ? 1 : 0, `${name}: ${text}: ${done.stdout}${done.stderr}`);
      if (name === 'ENVIRONMENT') assert.ok(done.stdout.includes(`to <${text}>`), text);
    }
    return all.length;
  });
  await step('strings', 'texts as inputs and variables of GitLab', async () => {
    const strings = STRINGS(canary);
    // All in one pipeline, each with jobs of its own: reading a configuration takes longest.
    const stub = path.join(folder, 'quick', 'sdd');
    write(path.dirname(stub), {sdd: '#!/bin/sh\nexit 0\n'});
    fs.chmodSync(stub, 0o755);
    const all = strings.join(' ').replaceAll(/[\r\n]/g, ' ');
    const configuration = {include: strings.flatMap((text, n) => NAMES.map((name) => (
      {local: `templates/${name}.yml`, inputs: {job_name: `${name} ${n}`, working_directory: text, args: text}})))};
    const run = await pipeline('tax', configuration, {variables: {
      CI_MERGE_REQUEST_TITLE: all, CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: all, CI_COMMIT_REF_NAME: all, CI_COMMIT_MESSAGE: all,
      PATH: `${path.dirname(stub)}:${process.env.PATH}`,
    }});
    expect(run, () => {
      assert.ok(!fs.existsSync(canary), 'the canary is there');
      assert.equal(run.code, 0);
      assert.equal(run.log.match(/^ *PASS +\S/gm).length, strings.length * NAMES.length);
    });
    return strings.length * (NAMES.length * 2 + 4);
  });
  api.close();
}
