// The actions and the example workflows, run as GitHub's runner would.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import YAML from 'yaml';
import {published} from './release.mjs';
import {Run} from './runner.mjs';
import {git, SPEC, write} from './sample.mjs';
import {api as forge, web} from './servers.mjs';
import {expect, inPairs, step} from './steps.mjs';
import {CANARY, STRINGS} from './strings.mjs';

const REPOSITORY = 'octo/shop';

export async function github(root, folder, sample, sdd) {
  const server = await web(folder);
  const api = await forge((number) => sample.pulls[number]?.head);
  const released = release(root, folder, server, sdd);
  server.aliases[`/${REPOSITORY}/`] = sample.origin;
  const where = {
    folder, repository: REPOSITORY, server: server.url, api: api.url, tools: path.join(folder, 'tools'),
    environment: {CURL_CA_BUNDLE: server.certificate, GIT_SSL_CAINFO: server.certificate, GIT_CONFIG_SYSTEM: '/dev/null'},
    own: (name) => {
      const own = /^sdd-tool\/(action(?:-\w+|\/\w+)?)$/.exec(name);
      return own && path.join(released.folder, own[1]);
    },
    uses: standIns(sample),
  };
  const events = eventsOf(sample);
  const world = {root, folder, sample, sdd, server, api, released, where, events};

  await verdicts(world);
  await bases(world);
  await mistakes(world);
  await comments(world);
  await keeping(world);
  await installing(world);
  await examples(world);
  await rollbacks(world);
  await injections(world);
  server.close();
  api.close();
}

/** The actions as a release publishes them, and the release to download. */
function release(root, folder, server, sdd) {
  const archives = path.join(folder, 'archives');
  fs.mkdirSync(archives);
  const sums = {};
  for (const [version, arch] of [['2.0.0', 'x64'], ['2.0.0', 'arm64'], ['1.9.0', 'x64'], ['1.8.0', 'x64'], ['1.7.0', 'x64'], ['1.6.0', 'x64']]) {
    const name = `sdd-${version}-linux-${arch}.tar.gz`;
    const made = path.join(folder, 'made');
    fs.rmSync(made, {recursive: true, force: true});
    write(made, {'sdd/bin/sdd': `#!/bin/sh\nexec '${sdd}' "$@"\n`});
    fs.chmodSync(path.join(made, 'sdd/bin/sdd'), 0o755);
    const place = path.join(server.folder, `objects/${name}`);
    fs.mkdirSync(path.dirname(place), {recursive: true});
    execFileSync('tar', ['-czf', place, '-C', made, 'sdd']);
    if (version === '2.0.0') fs.copyFileSync(place, path.join(archives, name));
    sums[name] = createHash('sha256').update(fs.readFileSync(place)).digest('hex');
    // a release's address leads on to where its files lie
    server.redirects[`/sdd-tool/sdd-tool/releases/download/v${version}/${name}`] = `${server.url}/objects/${name}`;
  }
  const out = published(root, '2.0.0', archives, path.join(folder, 'repositories'));
  const action = path.join(out, 'action');
  const line = (name) => `${sums[name]}  ${name}\n`;
  fs.appendFileSync(path.join(action, 'lib/checksums.txt'), `${'0'.repeat(64)}  sdd-1.8.0-linux-x64.tar.gz\n`);
  const beside = 'sdd-tool/sdd-tool/releases/download';
  write(server.folder, {
    [`${beside}/v1.9.0/sdd-1.9.0-linux-x64.tar.gz.sha256`]: line('sdd-1.9.0-linux-x64.tar.gz'),
    [`${beside}/v1.6.0/sdd-1.6.0-linux-x64.tar.gz.sha256`]: `${'1'.repeat(64)}  sdd-1.6.0-linux-x64.tar.gz\n`,
  });
  server.redirects[`/${beside}/v1.5.0/sdd-1.5.0-linux-x64.tar.gz`] = 'http://localhost/sdd-1.5.0-linux-x64.tar.gz';
  return {folder: out, action, sums};
}

/** What the runner makes of other people's actions. */
function standIns(sample) {
  return {
    'actions/checkout': (run, inputs) => {
      const {ref, sha} = run.event;
      const place = run.workspace;
      const local = inputs.ref ? 'refs/remotes/origin/given' : ref.replace(/^refs\/heads\//, 'refs/remotes/origin/').replace(/^refs\/pull\//, 'refs/remotes/pull/');
      git(place, 'init', '-q', '-b', 'main');
      git(place, 'remote', 'add', 'origin', pathToFileURL(sample.origin).href);
      const depth = Number(inputs['fetch-depth'] ?? 1);
      const wanted = [`+${inputs.ref || sha}:${local}`];
      if (depth === 0) wanted.push('+refs/heads/*:refs/remotes/origin/*');
      git(place, 'fetch', '-q', '--no-tags', ...(depth ? [`--depth=${depth}`] : []), 'origin', ...wanted);
      if (ref.startsWith('refs/heads/') && !inputs.ref) git(place, 'checkout', '-q', '--force', '-B', ref.slice(11), local);
      else git(place, 'checkout', '-q', '--force', '--detach', local);
    },
    'github/codeql-action/upload-sarif': (run, inputs) => {
      const sarif = JSON.parse(fs.readFileSync(path.join(run.workspace, inputs.sarif_file), 'utf8'));
      assert.equal(sarif.version, '2.1.0');
      assert.ok(sarif.runs.length > 0);
    },
  };
}

function eventsOf(sample) {
  const repository = {full_name: REPOSITORY, default_branch: 'main'};
  return {
    pull: (number, {fork = false, title} = {}) => {
      const pull = sample.pulls[number];
      return {
        name: 'pull_request', ref: `refs/pull/${number}/merge`, sha: pull.merge, head_ref: pull.branch, base_ref: pull.base,
        payload: {
          repository, number,
          pull_request: {
            number, title: title ?? pull.title, base: {ref: pull.base, sha: pull.baseSha},
            head: {ref: pull.branch, sha: pull.head, repo: {full_name: fork ? 'stranger/shop' : REPOSITORY}},
          },
        },
      };
    },
    push: (branch, sha, before) => ({name: 'push', ref: `refs/heads/${branch}`, sha, payload: {repository, ref: `refs/heads/${branch}`, before, after: sha}}),
    queue: () => ({
      name: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7', sha: sample.queued,
      payload: {repository, merge_group: {base_sha: sample.main, head_sha: sample.queued, base_ref: 'refs/heads/main'}},
    }),
    manual: (branch, sha) => ({name: 'workflow_dispatch', ref: `refs/heads/${branch}`, sha, payload: {repository}}),
    completed: (head) => ({
      name: 'workflow_run', ref: 'refs/heads/main', sha: sample.main,
      payload: {repository, workflow_run: {id: 5, event: 'pull_request', conclusion: 'success', head_sha: head}},
    }),
  };
}

/** Checks out as the seed does, with one commit, and runs an action with the program given. */
async function act(world, event, inputs = {}, {name = '.', checkout = {}, prepare} = {}) {
  const run = new Run(world.where, event);
  world.where.uses['actions/checkout'](run, checkout);
  prepare?.(run);
  const given = name === 'comment' ? inputs : {program: world.sdd, ...inputs};
  const repository = name === '.' || name === 'comment' ? `action/${name}` : `action-${name}`;
  const done = await run.action(path.join(world.released.folder, repository), given);
  return Object.assign(run, done);
}

async function verdicts(world) {
  const {events, sample} = world;
  await step('scenarios', 'a pull request that passes, cloned with one commit', async () => {
    expect(await act(world, events.pull(7)), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(run.outputs.verdict, 'pass');
      assert.equal(run.outputs.coverage, '100.0');
      assert.match(run.outputs.score, /^\d+(\.\d)?$/);
      const report = JSON.parse(fs.readFileSync(run.outputs.json, 'utf8'));
      assert.equal(report.schema, 'sdd.report/1');
      assert.equal(report.base, sample.main);
      assert.equal(report.head, 'worktree');
      assert.deepEqual(report.delta.requirements.map((r) => [r.key, r.type]), [['shop/cart#REQ-003', 'added']]);
      assert.equal(run.outputs.report, run.outputs.json);
      assert.doesNotMatch(run.log, /[0-9a-f]{40} against/);
      assert.match(run.summary, /shop\/cart#REQ-003/);
      assert.deepEqual(run.said('error'), []);
      assert.deepEqual(run.said('warning'), []);
    });
  });
  await step('scenarios', 'a pull request that fails', async () => {
    expect(await act(world, events.pull(8)), (run) => {
      assert.equal(run.conclusion, 'failure');
      assert.equal(run.outputs.verdict, 'fail');
      assert.equal(run.steps.verdict.code, 1);
      assert.ok(run.commands.some((c) => c.name === 'error' && /title=SDD delta\/removed/.test(c.properties)), 'no annotation');
      assert.match(run.summary, /REQ-002` was removed/);
    });
  });
  await step('scenarios', 'a pull request with a warning', async () => {
    expect(await act(world, events.pull(9)), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(run.outputs.verdict, 'warn');
    });
  });
  await step('scenarios', 'the same with fail_on warning', async () => {
    expect(await act(world, events.pull(9), {fail_on: 'warning'}), (run) => {
      assert.equal(run.conclusion, 'failure');
      assert.equal(run.outputs.verdict, 'fail');
    });
  });
  await step('scenarios', 'a failing one with fail_on none', async () => {
    expect(await act(world, events.pull(8), {fail_on: 'none'}), (run) => assert.equal(run.conclusion, 'success'));
  });
  await step('scenarios', 'a repository without specs', async () => {
    expect(await act(world, events.pull(11)), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(run.outputs.verdict, 'skipped');
      assert.equal(run.said('notice').length, 1);
      assert.match(run.said('notice')[0], /^skipped: /);
    });
  });
  await step('scenarios', 'a configuration that cannot be read', async () => {
    expect(await act(world, events.pull(12)), (run) => {
      assert.equal(run.conclusion, 'failure');
      assert.equal(run.outputs.verdict, 'error');
      assert.equal(run.steps.verdict.code, 2);
      assert.match(run.said('error')[0], /^wrong usage: .*colour/);
      assert.match(run.summary, /could not evaluate/);
    });
  });
  await step('scenarios', 'sync below its threshold, and validate, by their own names', async () => {
    const sync = await act(world, events.pull(9), {threshold: 80}, {name: 'sync'});
    expect(sync, () => {
      assert.equal(sync.conclusion, 'failure');
      assert.equal(sync.outputs.verdict, 'fail');
      assert.equal(sync.outputs.coverage, '66.7');
      assert.equal(sync.outputs.score, '');
    });
    const validate = await act(world, events.pull(9), {fail_on: 'error'}, {name: 'validate'});
    expect(validate, () => {
      assert.equal(validate.conclusion, 'success');
      assert.equal(validate.outputs.coverage, '');
    });
    return 2;
  });
  await step('scenarios', 'an HTML page, SARIF and more formats where they were asked for', async () => {
    expect(await act(world, events.pull(9), {report: true, sarif: 'out/sdd.sarif', format: 'markdown=out/sdd.md\n\njunit=out/sdd.xml'}), (run) => {
      assert.match(fs.readFileSync(run.outputs.report, 'utf8'), /<!doctype html>/i);
      assert.equal(JSON.parse(fs.readFileSync(path.join(run.workspace, 'out/sdd.sarif'), 'utf8')).version, '2.1.0');
      assert.match(fs.readFileSync(path.join(run.workspace, 'out/sdd.md'), 'utf8'), /REQ-003/);
      assert.match(fs.readFileSync(path.join(run.workspace, 'out/sdd.xml'), 'utf8'), /<testsuite/);
    });
  });
  await step('scenarios', 'one folder of several, with its reports in the workspace', async () => {
    const event = events.manual('packages', sample.packages);
    expect(await act(world, event, {'working-directory': 'apps/shop', sarif: 'sdd.sarif'}), (run) => {
      assert.equal(run.outputs.verdict, 'pass');
      assert.equal(run.outputs.coverage, '100.0');
      assert.ok(fs.existsSync(path.join(run.workspace, 'sdd.sarif')));
    });
  });
  await step('scenarios', 'a program that dies, and one that could not evaluate', async () => {
    for (const [code, words] of [[137, /ended with exit code 137/], [4, /^could not evaluate: the store/]]) {
      const dying = stub(world, `dying${code}`, `echo "sdd: the store is gone" >&2\nexit ${code}`);
      expect(await act(world, events.pull(7), {program: dying}), (run) => {
        assert.equal(run.conclusion, 'failure');
        assert.equal(run.outputs.verdict, 'error');
        assert.equal(run.steps.verdict.code, code);
        assert.match(run.said('error')[0], words);
      });
    }
    return 2;
  });
}

/** A program that is quick and does as it is told. */
function stub(world, name, text) {
  const file = path.join(world.folder, 'stubs', name);
  write(path.dirname(file), {[name]: `#!/bin/sh\n[ "$1" != --version ] || { echo "sdd stub"; exit 0; }\n${text}\n`});
  fs.chmodSync(file, 0o755);
  return file;
}

const TELLS = 'printf \'{\\n  "verdict" : "pass",\\n}\\n\'';

async function bases(world) {
  const {events, sample} = world;
  const point = (number) => git(sample.work, 'merge-base', sample.pulls[number].base, sample.pulls[number].head);
  const base = async (name, event, inputs, options, wanted) => step('scenarios', `base: ${name}`, async () => {
    expect(await act(world, event, inputs, options), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(JSON.parse(fs.readFileSync(run.outputs.json, 'utf8')).base, wanted);
    });
  });
  await base('the branch that a pull request is merged into', events.pull(10), {}, {}, sample.main);
  await base('there already, with two commits and no credentials', events.pull(7), {}, {checkout: {'fetch-depth': 2}, prepare: cut}, sample.main);
  await base('the head of a long branch, fetched until its fork point is there', events.pull(10), {}, {checkout: {ref: sample.pulls[10].head}}, point(10));
  await base('a merge queue\'s', events.queue(), {}, {}, sample.main);
  await base('what was there before a push', events.push('main', sample.main, sample.before), {}, {}, sample.before);
  await base('the default branch, for a push to another one', events.push('tax', sample.pulls[7].head, '0'.repeat(40)), {command: 'impact'}, {}, sample.main);
  await base('none by hand', events.manual('main', sample.main), {}, {}, null);
  await base('a whole clone needs nothing', events.pull(10), {}, {checkout: {'fetch-depth': 0}, prepare: cut}, sample.main);
  await base('a branch by its name', events.manual('tax', sample.pulls[7].head), {base: 'main'}, {}, sample.main);
  await base('a remote branch by its name', events.manual('tax', sample.pulls[7].head), {base: 'origin/main'}, {}, sample.main);
  await base('a commit', events.manual('tax', sample.pulls[7].head), {base: sample.before}, {}, sample.before);
  await base('a branch for the head of a long one', events.manual('long', sample.pulls[10].head), {base: 'main'}, {}, point(10));
  await base('the true fork point, where a short cut hides it', events.manual('crossing', sample.crossing), {base: 'main'}, {}, git(sample.work, 'merge-base', 'main', 'crossing'));
  await base('the same, where nobody named a base', events.push('crossing', sample.crossing, '0'.repeat(40)), {}, {}, git(sample.work, 'merge-base', 'main', 'crossing'));
  await step('scenarios', 'base: out of reach, in a clone without credentials', async () => {
    expect(await act(world, events.pull(7), {}, {prepare: cut}), (run) => {
      assert.equal(run.conclusion, 'failure');
      assert.equal(run.outputs.verdict, 'error');
      assert.equal(run.steps.verdict.code, 4);
      assert.match(run.said('error')[0], /^could not evaluate: .*fetch-depth: 0/);
    });
    expect(await act(world, events.manual('tax', sample.pulls[7].head), {base: sample.before}, {prepare: cut}), (run) => {
      assert.equal(run.conclusion, 'failure');
      assert.equal(run.steps.verdict.code, 4);
      assert.match(run.said('error')[0], new RegExp(`'${sample.before}' is not in this clone and cannot be fetched`));
    });
    return 2;
  });
  await step('scenarios', 'base: a name that there is not, and none for an impact', async () => {
    expect(await act(world, events.pull(7), {base: 'no-such-branch'}), (run) => {
      assert.equal(run.conclusion, 'failure');
      assert.equal(run.steps.verdict.code, 4);
      assert.match(run.said('error')[0], /'no-such-branch' is not in this clone and cannot be fetched/);
    });
    expect(await act(world, events.manual('main', sample.main), {command: 'impact'}), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.match(run.said('notice')[0], /compares with nothing, so there is no impact/);
    });
    return 2;
  });
  await step('scenarios', 'no git repository at all', async () => {
    const run = new Run(world.where, events.manual('main', sample.main));
    write(run.workspace, {[SPEC]: git(sample.work, 'show', `main:${SPEC}`) + '\n'});
    const done = await run.action(world.released.action, {program: world.sdd, command: 'validate'});
    expect(run, () => assert.equal(done.outputs.verdict, 'pass'));
  });
}

/** The clone loses its origin, as one without credentials. */
function cut(run) {
  git(run.workspace, 'remote', 'set-url', 'origin', pathToFileURL(path.join(run.folder, 'nowhere.git')).href);
}

const WRONG = [
  [{command: 'chekc'}, /command is 'chekc'; it is one of: check validate sync impact/],
  [{fail_on: 'errors'}, /fail_on is 'errors'; it is one of: error warning none/],
  [{report: 'yes'}, /report is 'yes'/],
  [{comment: 'maybe'}, /comment is 'maybe'/],
  [{threshold: '80'}, /threshold goes with the command sync/],
  [{command: 'sync', threshold: '80%'}, /threshold is '80%'; it is a number/],
  [{command: 'sync', threshold: '101'}, /threshold must be a number from 0 to 100/],
  [{command: 'sync', threshold: '1.2.3'}, /threshold must be a number from 0 to 100/],
  [{format: 'json'}, /format has the line 'json'/],
  [{format: 'pdf=x.pdf'}, /format has the line 'pdf=x.pdf'/],
  [{base: '--upload-pack=x'}, /base is '--upload-pack=x'; it must not begin with -/],
  [{'working-directory': 'no/such/folder'}, /there is no folder 'no\/such\/folder'/],
  [{sarif: '-x'}, /sarif is '-x'/],
  [{program: 'no-such-program'}, /program 'no-such-program' is not there/],
  [{program: 'cd'}, /program 'cd' is not there/],
  [{program: '', version: 'latest'}, /version 'latest' is none/],
  [{program: '', version: '../../x'}, /version '..\/..\/x' is none/],
];

async function mistakes(world) {
  await step('scenarios', 'wrong inputs are refused in one sentence', async () => {
    for (const [inputs, words] of WRONG) {
      expect(await act(world, world.events.pull(7), inputs), (run) => {
        assert.equal(run.conclusion, 'failure', JSON.stringify(inputs));
        assert.equal(run.outputs.verdict, 'error');
        assert.equal(run.said('error').length, 1, JSON.stringify(inputs));
        assert.match(run.said('error')[0], /^wrong usage: /);
        assert.match(run.said('error')[0], words);
        assert.equal(Object.values(run.steps).find((s) => s.outcome === 'failure').code, 2);
      });
    }
    return WRONG.length;
  });
}

async function comments(world) {
  const {events, api} = world;
  await step('scenarios', 'a comment, and no second one by the next run', async () => {
    api.comments.length = 0;
    for (const _ of [1, 2]) {
      expect(await act(world, events.pull(8), {comment: true}), (run) => {
        assert.equal(run.conclusion, 'failure');
        assert.deepEqual(run.said('warning'), []);
      });
    }
    assert.equal(api.comments.length, 1);
    assert.equal(api.comments[0].on, 8);
    assert.match(api.comments[0].body, /<!-- sdd:summary -->/);
    assert.ok(api.requests.length > 0 && api.requests.every((r) => /job-token$/.test(r.token ?? '')), 'a request without the token');
  });
  await step('scenarios', 'a comment that the forge refuses is a warning', async () => {
    api.refuse = true;
    expect(await act(world, events.pull(9), {comment: true}), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(run.said('warning').length, 1);
      assert.match(run.said('warning')[0], /no comment: .*pull requests: write/i);
    });
    api.refuse = false;
  });
  await step('scenarios', 'a fork without secrets: a verdict, and nothing to complain of', async () => {
    api.refuse = true;
    world.server.kept.length = 0;
    expect(await act(world, events.pull(7, {fork: true}), {comment: true, server: '', token: ''}), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(run.outputs.verdict, 'pass');
      assert.deepEqual([...run.said('warning'), ...run.said('error')], []);
      assert.equal(world.server.kept.length, 0);
    });
    api.refuse = false;
  });
  await step('scenarios', 'no comment where there is no pull request', async () => {
    api.requests.length = 0;
    expect(await act(world, events.push('main', world.sample.main, world.sample.before), {comment: true}), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(api.requests.length, 0);
    });
  });
}

async function keeping(world) {
  const {events, server} = world;
  const tells = stub(world, 'pages', 'for a; do case $a in html=*) echo "<!doctype html>" >"${a#html=}" ;; esac; done\nprintf \'{\\n  "verdict" : "pass",\\n}\\n\'');
  const keep = (inputs) => act(world, events.pull(7), {program: tells, server: server.url, token: 'server-token', ...inputs});
  await step('scenarios', 'the report is kept on a server and linked', async () => {
    server.kept.length = 0;
    expect(await keep({program: world.sdd}), (run) => {
      assert.equal(run.conclusion, 'success');
      assert.equal(server.kept.length, 1);
      assert.equal(server.kept[0].authorization, 'Bearer server-token');
      assert.match(server.kept[0].type, /^text\/html/);
      assert.match(server.kept[0].text, /<!doctype html>/i);
      assert.match(run.summary, /\[The whole report\]\(https:\/\/sdd\.example\.com\/reports\/1\)/);
      assert.ok(!run.log.includes('server-token'), 'the token is in the log');
    });
  });
  const answers = [
    ['an error of the server', {status: 500, text: 'no'}, {}, /the server answered 500/],
    ['a redirect', {status: 302, text: '', headers: {location: 'https://localhost/else'}}, {}, /the server answered 302/],
    ['plain http', {status: 201, text: '{}'}, {server: 'http://sdd.example.com'}, /must begin with https/],
    ['a server that is not there', {status: 201, text: '{}'}, {server: 'https://localhost:1'}, /the report is not kept: curl/],
    ['a token with a line end', {status: 201, text: '{}'}, {token: 'a\nX-Other: b'}, /holds white space/],
    ['an answer that is no address', {status: 201, text: '{"url": "javascript:alert(1)"}'}, {}, null],
    ['an answer with Markdown in it', {status: 201, text: '{"url": "https://x/) [y](https://z"}'}, {}, null],
  ];
  await step('scenarios', 'what goes wrong there is a warning at most', async () => {
    for (const [name, answer, inputs, words] of answers) {
      server.answer = answer;
      expect(await keep(inputs), (run) => {
        assert.equal(run.conclusion, 'success', name);
        assert.equal(run.outputs.verdict, 'pass', name);
        assert.equal(run.said('warning').length, words ? 1 : 0, name);
        if (words) assert.match(run.said('warning')[0], words, name);
        assert.doesNotMatch(run.summary, /whole report/, name);
      });
    }
    server.answer = {status: 201, text: '{"url": "https://sdd.example.com/reports/1"}'};
    return answers.length;
  });
}

async function installing(world) {
  const {events, server, released} = world;
  const install = (inputs, environment = {}) => act(
    {...world, where: {...world.where, environment: {...world.where.environment, ...environment}}},
    events.manual('main', world.sample.main), {program: '', command: 'validate', ...inputs});
  await step('scenarios', 'install: the release this action came with, checked', async () => {
    expect(await install({}), (run) => {
      assert.equal(run.outputs.verdict, 'pass');
      assert.ok(run.log.includes(`${released.sums['sdd-2.0.0-linux-x64.tar.gz']}, as released`));
      assert.ok(run.path[0].endsWith('2.0.0/x64/bin'));
    });
  });
  await step('scenarios', 'install: from the tool cache, asking nobody', async () => {
    server.asked.length = 0;
    expect(await install({}), (run) => {
      assert.equal(run.outputs.verdict, 'pass');
      assert.deepEqual(server.asked, []);
    });
  });
  await step('scenarios', 'install: by each of the four actions', async () => {
    for (const name of ['.', 'validate', 'sync', 'impact']) {
      const tools = path.join(world.folder, `tools-of-${name === '.' ? 'all' : name}`);
      const own = {...world, where: {...world.where, tools}};
      expect(await act(own, events.pull(7), {program: ''}, {name}), (run) => {
        assert.equal(run.outputs.verdict, 'pass', name);
        assert.ok(run.log.includes(`${released.sums['sdd-2.0.0-linux-x64.tar.gz']}, as released`), name);
        const report = JSON.parse(fs.readFileSync(run.outputs.json, 'utf8'));
        assert.equal(report.command, name === '.' ? 'check' : name);
      });
    }
    return 4;
  });
  await step('scenarios', 'install: another version, by the checksum beside it', async () => {
    expect(await install({version: 'v1.9.0'}), (run) => {
      assert.equal(run.outputs.verdict, 'pass');
      assert.match(run.log, /not among those of this action/);
    });
  });
  const refused = [
    ['not what was released', {version: '1.8.0'}, {}, /is not what was released/],
    ['no checksum anywhere', {version: '1.7.0'}, {}, /has no checksum at/],
    ['a checksum beside it that is another\'s', {version: '1.6.0'}, {}, /is not what was released/],
    ['a redirect to plain http', {version: '1.5.0'}, {}, /could not be downloaded/],
    ['a version that there is not', {version: '9.9.9'}, {}, /could not be downloaded/],
    ['another system', {}, {RUNNER_OS: 'Windows'}, /released for Linux on x64 and arm64, not for Windows on X64/],
    ['another machine', {}, {RUNNER_ARCH: 'ARM'}, /not for Linux on ARM/],
  ];
  await step('scenarios', 'install: refusals', async () => {
    for (const [name, inputs, environment, words] of refused) {
      expect(await install(inputs, environment), (run) => {
        assert.equal(run.conclusion, 'failure', name);
        assert.equal(run.said('error').length, 1, name);
        assert.match(run.said('error')[0], words, name);
      });
    }
    return refused.length;
  });
}

async function examples(world) {
  const {root, events, sample, api, where, released} = world;
  const read = (name) => YAML.parse(fs.readFileSync(path.join(root, 'action/examples', name), 'utf8'));
  const job = async (name, of, event, options, environment = {}) => {
    const run = new Run({...where, ...environment}, event);
    return Object.assign(run, await run.job(read(name), of, options));
  };
  await step('scenarios', 'sdd.yml on a push and a pull request, without and with secrets', async () => {
    api.comments.length = 0;
    const push = await job('sdd.yml', 'validate', events.push('main', sample.main, sample.before));
    expect(push, () => {
      assert.equal(push.conclusion, 'success');
      assert.deepEqual(Object.values(push.steps).map((s) => s.outcome), ['success', 'success', 'success', 'skipped']);
    });
    const pull = await job('sdd.yml', 'validate', events.pull(7), {secrets: {SDD_SERVER: world.server.url, SDD_TOKEN: 'server-token'}});
    expect(pull, () => {
      assert.equal(pull.conclusion, 'success');
      assert.deepEqual(Object.values(pull.steps).map((s) => s.outputs.verdict), [undefined, 'pass', 'pass', 'pass']);
      assert.match(Object.values(pull.steps)[2].outputs.report, /\.html$/);
      assert.match(pull.summary, /whole report/);
      assert.ok(api.comments.length <= 1);
      assert.deepEqual(pull.said('warning'), []);
    });
    const low = await job('sdd.yml', 'validate', events.pull(9));
    expect(low, () => assert.equal(low.conclusion, 'failure'));
    return 3;
  });
  await step('scenarios', 'required.yml: the check and the gate, for a pull request and a merge queue', async () => {
    for (const [event, wanted] of [[events.pull(7), 'success'], [events.pull(8), 'failure'], [events.queue(), 'success']]) {
      const check = await job('required.yml', 'check', event);
      expect(check, () => assert.equal(check.conclusion, wanted));
      const gate = await job('required.yml', 'gate', event, {needs: {check: {result: check.conclusion}}});
      expect(gate, () => assert.equal(gate.conclusion, wanted));
    }
    return 3;
  });
  await step('scenarios', 'sarif.yml uploads what sdd wrote', async () => {
    for (const number of [8, 12]) {
      const run = await job('sarif.yml', 'check', events.pull(number));
      expect(run, () => assert.deepEqual(Object.values(run.steps).map((s) => s.outcome), ['success', 'failure', number === 8 ? 'success' : 'skipped']));
    }
    return 2;
  });
  await step('scenarios', 'container.yml takes the sdd on the PATH, among the tools of busybox', async () => {
    const tools = path.join(world.folder, 'busybox');
    fs.mkdirSync(tools);
    execFileSync('busybox', ['--install', '-s', tools]);
    for (const name of ['git', 'sdd']) {
      const from = name === 'sdd' ? world.sdd : execFileSync('sh', ['-c', 'command -v git'], {encoding: 'utf8'}).trim();
      fs.rmSync(path.join(tools, name), {force: true});
      fs.symlinkSync(from, path.join(tools, name));
    }
    for (const [number, wanted] of [[7, 'success'], [8, 'failure'], [10, 'success'], [11, 'success']]) {
      const run = await job('container.yml', 'check', events.pull(number), {}, {path: tools});
      expect(run, () => {
        assert.equal(run.conclusion, wanted);
        assert.doesNotMatch(run.log, /not found|unrecognized|invalid option/);
      });
    }
    const base = await act({...world, where: {...where, path: tools}}, events.manual('long', sample.pulls[10].head), {program: 'sdd', base: 'main', report: true});
    expect(base, () => assert.equal(base.outputs.verdict, 'pass'));
    const comment = new Run({...where, path: tools}, events.completed(sample.pulls[8].head));
    const done = await comment.action(path.join(released.action, 'comment'), {program: 'sdd'});
    expect(comment, () => assert.equal(done.conclusion, 'success'));
    return 6;
  });
  await step('scenarios', 'fork-check.yml judges, fork-comment.yml comments', async () => {
    api.comments.length = 0;
    api.refuse = true; // to the fork's token
    const check = await job('fork-check.yml', 'check', events.pull(8, {fork: true}));
    expect(check, () => {
      assert.equal(check.conclusion, 'failure');
      assert.deepEqual(check.said('warning'), []);
    });
    api.refuse = false;
    world.server.given.length = 0;
    const comment = await job('fork-comment.yml', 'comment', events.completed(sample.pulls[8].head));
    expect(comment, () => {
      assert.equal(comment.conclusion, 'success');
      assert.deepEqual(api.comments.map((c) => c.on), [8]);
      assert.match(api.comments[0].body, /REQ-002/);
      assert.deepEqual(fs.readdirSync(comment.workspace), [], 'something was checked out');
      assert.ok(world.server.given.length > 0 && world.server.given.every((a) => a === `Basic ${Buffer.from('x-access-token:job-token').toString('base64')}`), 'a private repository would not answer');
      assert.ok(!comment.log.includes('job-token'));
    });
    const far = await job('fork-comment.yml', 'comment', events.completed(sample.pulls[10].head));
    expect(far, () => assert.equal(far.conclusion, 'success'));
    return 3;
  });
  await step('scenarios', 'fork-comment.yml comments where the forge says, or not at all', async () => {
    const ref = (name, sha) => git(sample.origin, 'update-ref', `refs/pull/${name}`, sha);
    const {pulls} = sample;
    // one commit in two requests, one that was merged with another commit, one that cannot be merged
    for (const [name, sha] of [['31/head', pulls[9].head], ['31/merge', pulls[9].merge], ['32/head', pulls[12].head], ['32/merge', pulls[8].merge], ['33/head', sample.crossing]]) ref(name, sha);
    pulls[31] = {...pulls[9]};
    git(sample.origin, 'update-ref', '-d', 'refs/pull/12/merge');
    const cases = [
      ['two requests', pulls[9].head, [9, 31], null],
      ['another commit was merged', pulls[12].head, [], /cannot be merged|moved on/],
      ['it cannot be merged', sample.crossing, [], /cannot be merged/],
      ['no request is there any more', sample.early, [], /no pull request is at/],
    ];
    for (const [name, sha, on, words] of cases) {
      api.comments.length = 0;
      const run = await job('fork-comment.yml', 'comment', events.completed(sha));
      expect(run, () => {
        assert.equal(run.conclusion, 'success', name);
        assert.deepEqual(api.comments.map((c) => c.on).sort((a, b) => a - b), on, name);
        if (words) assert.ok(run.said('notice').length > 0 && run.said('notice').every((t) => words.test(t)), name);
      });
    }
    for (const sha of ['', '; touch x', 'main', '../main']) {
      const run = await job('fork-comment.yml', 'comment', events.completed(sha));
      expect(run, () => assert.equal(run.conclusion, 'failure'));
    }
    api.refuse = true;
    const refused = await job('fork-comment.yml', 'comment', events.completed(pulls[8].head));
    expect(refused, () => {
      assert.equal(refused.conclusion, 'success');
      assert.match(refused.said('warning')[0], /^no comment on 8: .*pull requests: write/);
    });
    api.refuse = false;
    return cases.length + 5;
  });
}

/** Texts that would run something, if a shell, a runner or a template read them. */
async function injections(world) {
  const {events, folder, sample} = world;
  const canary = path.join(folder, CANARY);
  const strings = STRINGS(canary);
  const clean = (run, what) => expect(run, () => {
    assert.ok(!fs.existsSync(canary), `${what}: the canary is there`);
    const foreign = run.commands.filter((c) => !['error', 'warning', 'notice'].includes(c.name)
      || !/^(file=[^,:]+,line=\d+,([a-zA-Z]+=\d+,)*)?title=SDD[^,:]*$/.test(c.properties));
    assert.deepEqual(foreign, [], `${what}: the runner took a command`);
    assert.ok(!Object.keys(run.environment).some((k) => /PWNED/.test(k)), `${what}: a variable was set`);
  });
  const tells = stub(world, 'says', `${TELLS}\nprintf '%s\\n' "sdd: $(cat "$RUNNER_TEMP/evil" 2>/dev/null)" >&2`);
  await step('strings', 'each as each text input', async () => {
    const inputs = ['command', 'fail_on', 'report', 'format', 'base', 'working-directory', 'sarif', 'version', 'program', 'server', 'token'];
    const all = inputs.flatMap((input) => strings.map((text) => [input, text]));
    await inPairs(all, async ([input, text]) => {
      const more = input === 'server' ? {token: 't'} : input === 'token' ? {server: world.server.url} : input === 'version' ? {program: ''} : {};
      const run = new Run(world.where, events.manual('main', sample.main));
      const done = await run.action(world.released.action, {program: tells, ...more, [input]: text});
      clean(run, `${input}: ${text}`);
      assert.ok(['pass', 'error'].includes(done.outputs.verdict), `${input}: ${text}: ${done.outputs.verdict}`);
    });
    return all.length;
  });
  await step('strings', 'each as a title, a branch and an error message', async () => {
    await inPairs(strings, async (text) => {
      const event = events.pull(7, {title: text});
      event.head_ref = text;
      event.payload.pull_request.head.ref = text;
      event.payload.pull_request.head.repo.full_name = text;
      event.payload.repository = {...event.payload.repository, default_branch: text};
      const run = await act(world, event, {program: tells, comment: true}, {prepare: (r) => fs.writeFileSync(path.join(r.temp, 'evil'), text)});
      clean(run, text);
      expect(run, () => assert.equal(run.outputs.verdict, 'pass', text));
    });
    return strings.length;
  });
  await step('strings', 'all as titles of requirements, names of files and branches, by the real program', async () => {
    const event = evilPull(world, strings);
    const run = await act(world, event, {comment: true, report: true, sarif: 'sdd.sarif'});
    clean(run, 'check');
    expect(run, () => assert.ok(['fail', 'warn', 'pass'].includes(run.outputs.verdict), run.outputs.verdict));
    const findings = JSON.parse(fs.readFileSync(run.outputs.json, 'utf8')).findings.length;
    assert.ok(findings > 0, 'the strings lead to no finding');
    for (const name of ['validate', 'sync', 'impact']) clean(await act(world, event, {}, {name}), name);
    const comment = new Run(world.where, events.completed(sample.pulls[20].head));
    await comment.action(path.join(world.released.action, 'comment'), {program: world.sdd});
    clean(comment, 'comment');
    assert.ok(world.api.comments.some((c) => c.on === 20), 'the strings are in no comment');
    return strings.length * 5;
  });
}

/** The workflow that brings an environment back, which starts another with GitHub's own program. */
async function rollbacks(world) {
  const {root, events, sample, where, folder} = world;
  const workflow = YAML.parse(fs.readFileSync(path.join(root, 'action/examples/rollback.yml'), 'utf8'));
  const bin = path.join(folder, 'gh-bin');
  write(bin, {gh: '#!/bin/sh\nprintf \'%s\\0\' "$GH_TOKEN" "$@" >"$RUNNER_TEMP/gh"\n'});
  fs.chmodSync(path.join(bin, 'gh'), 0o755);
  const rollback = async (given) => {
    const run = new Run({...where, path: `${bin}:${process.env.PATH}`}, events.manual('main', sample.main));
    const done = await run.job(workflow, 'rollback', {given});
    const file = path.join(run.temp, 'gh');
    return Object.assign(run, done, {asked: fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\0').slice(0, -1) : null});
  };
  const asked = (environment) => ['job-token', 'workflow', 'run', 'deploy.yml', '--repo', REPOSITORY, '--ref', 'main',
    '--raw-field', `commit=${git(sample.work, 'rev-parse', `${sample.main}^`)}`, '--raw-field', `environment=${environment}`];
  await step('scenarios', 'rollback.yml shows the evidence and deploys the commit before', async () => {
    const run = await rollback({reason: 'Quality fell by 12', commit: sample.main, pull_request: '7', trigger: 'quality'});
    expect(run, () => {
      assert.equal(run.conclusion, 'success');
      assert.deepEqual(run.asked, asked('production'));
      for (const line of ['environment: production', `commit: ${sample.main}`, 'pull request: 7', 'trigger: quality', 'reason: Quality fell by 12']) {
        assert.ok(run.summary.includes(`\n    ${line}\n`), line);
      }
    });
    const merge = await rollback({reason: 'r', commit: sample.pulls[7].merge});
    expect(merge, () => assert.ok(merge.asked.includes(`commit=${sample.main}`), 'of a merge the first parent'));
    return 2;
  });
  await step('scenarios', 'rollback.yml deploys nothing for what is no commit, or the first one', async () => {
    const first = git(sample.work, 'rev-list', '--max-parents=0', 'main');
    const bad = ['main', 'HEAD', sample.main.slice(0, 12), `${sample.main}\n`, '--all', 'd'.repeat(40), first];
    for (const commit of bad) {
      const run = await rollback({reason: 'r', commit});
      expect(run, () => {
        assert.equal(run.conclusion, 'failure', JSON.stringify(commit));
        assert.equal(run.asked, null);
      });
    }
    return bad.length;
  });
  const canary = path.join(folder, CANARY);
  await step('strings', 'each as each input of rollback.yml', async () => {
    const inputs = ['reason', 'commit', 'pull_request', 'trigger', 'environment'];
    const all = inputs.flatMap((input) => STRINGS(canary).map((text) => [input, text]));
    await inPairs(all, async ([input, text]) => {
      const run = await rollback({reason: 'r', commit: sample.main, [input]: text});
      expect(run, () => {
        assert.ok(!fs.existsSync(canary), `${input}: ${text}: the canary is there`);
        assert.ok(!('PWNED' in run.environment) && !run.log.includes('PWNED'), `${input}: ${text}: the text was obeyed`);
        assert.equal(run.conclusion, input === 'commit' ? 'failure' : 'success', `${input}: ${text}`);
        assert.deepEqual(run.asked, input === 'commit' ? null : asked(input === 'environment' ? text : 'production'));
        assert.ok(run.summary.split('\n').slice(2).every((line) => /^( {4}|$|Goes back to [0-9a-f]{40}\.$)/.test(line)), run.summary);
      });
    });
    return all.length;
  });
}

/** A pull request whose every name is one of the strings. */
function evilPull(world, strings) {
  const {sample} = world;
  const {work} = sample;
  git(work, 'checkout', '-q', '-b', 'evil', 'main');
  const files = {};
  strings.forEach((text, n) => {
    const line = text.replace(/[\r\n]+/g, ' ');
    const name = text.replaceAll('/', '_').slice(0, 120);
    files[`.sdd/specs/evil/${name}/spec.md`] = `---\nstatus: ${line.replaceAll(':', '')}\ndepends: ${line}\n---\n\n# ${line}\n\n## Requirements\n\n### REQ-${String(n + 500)}: ${line}\n\nIt MUST ${line}\n`;
    files[`src/${name}.js`] = `// @spec evil/${name}#REQ-999\nexport const a = 1;\n`;
  });
  write(work, files);
  git(work, 'add', '-A');
  git(work, 'commit', '-q', '-m', strings.join(' '));
  const head = git(work, 'rev-parse', 'HEAD');
  git(work, 'checkout', '-q', '--detach', 'main');
  git(work, 'merge', '-q', '--no-ff', '-m', strings[0], head);
  const merge = git(work, 'rev-parse', 'HEAD');
  const branches = strings.map((text) => `refs/heads/${text}`).filter((ref) => {
    try {
      git(work, 'update-ref', '--', ref, head);
      return true;
    } catch {
      return false; // no name for a branch
    }
  });
  assert.ok(branches.length >= 8, `only ${branches.length} of the strings can name a branch`);
  git(work, 'checkout', '-q', 'main');
  git(work, 'update-ref', 'refs/pull/20/head', head);
  git(work, 'update-ref', 'refs/pull/20/merge', merge);
  git(work, 'push', '-q', 'origin', '+refs/pull/*:refs/pull/*', ...branches.map((b) => `+${b}:${b}`));
  git(sample.origin, 'update-server-info');
  sample.pulls[20] = {number: 20, branch: branches[0].slice(11), head, merge, base: 'main', baseSha: sample.main, title: strings[0]};
  return world.events.pull(20);
}
