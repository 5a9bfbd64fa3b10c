// Runs jobs and composite actions as GitHub's runner does: expressions by GitHub's own evaluator,
// the files a step writes to, and the commands it prints, the old ones too.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {Lexer, Parser, Evaluator, data} from '@actions/expressions';
import YAML from 'yaml';

const {Dictionary, StringData, BooleanData, NumberData, Null, Array: List} = data;

/** A value of ours as one of the evaluator's. */
function wrap(value) {
  if (value === null || value === undefined) return new Null();
  if (typeof value === 'string') return new StringData(value);
  if (typeof value === 'boolean') return new BooleanData(value);
  if (typeof value === 'number') return new NumberData(value);
  if (Array.isArray(value)) return new List(...value.map(wrap));
  return new Dictionary(...Object.entries(value).map(([key, v]) => ({key, value: wrap(v)})));
}

const CONTEXTS = ['github', 'inputs', 'steps', 'env', 'runner', 'secrets', 'needs', 'job'];
const STATUS = ['success', 'failure', 'always', 'cancelled'];

function evaluate(text, scope) {
  const functions = new Map();
  const add = (name, max, call) => functions.set(name.toLowerCase(), {name, minArgs: 0, maxArgs: max, call});
  add('success', 0, () => new BooleanData(!scope.failed));
  add('failure', 0, () => new BooleanData(scope.failed));
  add('always', 0, () => new BooleanData(true));
  add('cancelled', 0, () => new BooleanData(false));
  add('hashFiles', 9, (...names) => new StringData(
    names.some((n) => fs.existsSync(path.join(scope.run.workspace, n.coerceString()))) ? 'hash' : ''));
  const tokens = new Lexer(text).lex().tokens;
  const tree = new Parser(tokens, CONTEXTS, [...functions.values()]).parse();
  return new Evaluator(tree, wrap(scope.context), functions).evaluate();
}

/** A text with `${{ }}` in it. */
function fill(text, scope) {
  if (typeof text !== 'string') return text === null || text === undefined ? '' : String(text);
  return text.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, inner) => evaluate(inner, scope).coerceString());
}

function holds(condition, scope) {
  if (condition === undefined || condition === null) return !scope.failed;
  const text = String(condition).replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1');
  const asks = STATUS.some((name) => new RegExp(`\\b${name}\\s*\\(`).test(text));
  const value = evaluate(text, scope);
  const truthy = value instanceof Null ? false
    : value instanceof BooleanData ? value.value
    : value instanceof NumberData ? value.value !== 0
    : value instanceof StringData ? value.value !== '' : true;
  return truthy && (asks || !scope.failed);
}

/** Reads lines as the runner does, and notes the commands in them. */
export class Commands {
  constructor() {
    this.all = [];
    this.stop = null;
  }
  line(line) {
    const text = line.trimStart();
    if (this.stop !== null) {
      if (text.startsWith(`::${this.stop}::`)) this.stop = null;
      return;
    }
    const now = /^::([\w-]+)(?: (.*?))?::(.*)$/s.exec(text);
    const old = /##\[([\w-]+)(?: ([^\]]*))?\](.*)$/s.exec(line);
    const found = now ?? old;
    if (!found) return;
    const command = {name: found[1], properties: found[2] ?? '', text: found[3]};
    if (command.name === 'stop-commands') this.stop = command.text;
    else this.all.push(command);
  }
}

/** name=value and name<<END … END, as in the files of a step. */
function readFile(file) {
  const values = {};
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  while (lines.length) {
    const line = lines.shift();
    if (line === '') continue;
    const many = /^([^=]+?)<<(.+)$/.exec(line);
    if (many && !line.slice(0, line.indexOf('<<')).includes('=')) {
      const value = [];
      while (lines.length && lines[0] !== many[2]) value.push(lines.shift());
      lines.shift();
      values[many[1]] = value.join('\n');
    } else {
      const at = line.indexOf('=');
      if (at < 0) throw new Error(`a line that is no name=value: ${line}`);
      values[line.slice(0, at)] = line.slice(at + 1);
    }
  }
  return values;
}

let counter = 0;

/**
 * One run of a workflow.
 *
 * where: {folder, repository, action, server, api, environment, uses}
 * event: {name, ref, sha, payload, head_ref, base_ref}
 */
export class Run {
  constructor(where, event) {
    this.where = where;
    this.event = event;
    this.folder = path.join(where.folder, `run${++counter}`);
    this.workspace = path.join(this.folder, 'workspace');
    this.temp = path.join(this.folder, 'temp');
    for (const f of [this.workspace, this.temp, path.join(this.folder, 'home')]) fs.mkdirSync(f, {recursive: true});
    fs.writeFileSync(path.join(this.folder, 'event.json'), JSON.stringify(event.payload));
    this.summary = '';
    this.log = '';
    this.commands = [];
    this.path = [];
    this.environment = {};
    this.token = 'job-token';
  }

  /** Every step's context `github`. */
  github() {
    const {event, where} = this;
    return {
      event: event.payload, event_name: event.name, ref: event.ref, sha: event.sha,
      head_ref: event.head_ref ?? '', base_ref: event.base_ref ?? '',
      repository: where.repository, server_url: where.server, api_url: where.api,
      token: this.token, workspace: this.workspace, run_id: '1',
    };
  }

  variables() {
    const {event, where} = this;
    return {
      PATH: [...this.path, where.path ?? process.env.PATH].join(':'),
      HOME: path.join(this.folder, 'home'), LANG: 'C.UTF-8', CI: 'true',
      GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: this.workspace, GITHUB_REPOSITORY: where.repository,
      GITHUB_SHA: event.sha, GITHUB_REF: event.ref, GITHUB_REF_NAME: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
      GITHUB_HEAD_REF: event.head_ref ?? '', GITHUB_BASE_REF: event.base_ref ?? '',
      GITHUB_EVENT_NAME: event.name, GITHUB_EVENT_PATH: path.join(this.folder, 'event.json'),
      GITHUB_SERVER_URL: where.server, GITHUB_API_URL: where.api, GITHUB_RUN_ID: '1',
      RUNNER_TEMP: this.temp, RUNNER_TOOL_CACHE: where.tools, RUNNER_OS: 'Linux', RUNNER_ARCH: 'X64',
      ...(process.env.JAVA_HOME ? {JAVA_HOME: process.env.JAVA_HOME} : {}),
      ...where.environment, ...this.environment,
    };
  }

  scope(inputs = {}, secrets = {}, needs = {}) {
    return {
      run: this, failed: false,
      context: {
        github: this.github(), inputs, secrets, needs, steps: {}, env: {},
        runner: {temp: this.temp, os: 'Linux', arch: 'X64', tool_cache: this.where.tools}, job: {},
      },
    };
  }

  /** A job of a workflow: its conclusion and its steps. given: the inputs of workflow_dispatch. */
  async job(workflow, name, {secrets = {}, needs = {}, given = {}} = {}) {
    const job = workflow.jobs[name];
    const inputs = {};
    for (const [input, spec] of Object.entries(workflow.on?.workflow_dispatch?.inputs ?? {})) {
      if (spec.required && !given[input]) throw new Error(`the input ${input} is required`);
      inputs[input] = given[input] ?? spec.default ?? '';
    }
    const scope = this.scope(inputs, secrets, needs);
    if (!holds(job.if, scope)) return {conclusion: 'skipped', steps: {}};
    await this.steps(job.steps, scope);
    return {conclusion: scope.failed ? 'failure' : 'success', steps: scope.context.steps};
  }

  /** A composite action: its conclusion and outputs. */
  async action(folder, given = {}) {
    const action = YAML.parse(fs.readFileSync(path.join(folder, 'action.yml'), 'utf8'));
    for (const name of Object.keys(given)) {
      if (!(name in (action.inputs ?? {}))) throw new Error(`${folder} has no input ${name}`);
    }
    const outer = this.scope();
    const inputs = {};
    for (const [name, spec] of Object.entries(action.inputs ?? {})) {
      inputs[name] = name in given ? String(given[name]) : fill(spec.default ?? '', outer);
    }
    const scope = this.scope(inputs);
    scope.actionFolder = folder;
    await this.steps(action.runs.steps, scope);
    const outputs = {};
    for (const [name, spec] of Object.entries(action.outputs ?? {})) outputs[name] = fill(spec.value, scope);
    return {conclusion: scope.failed ? 'failure' : 'success', outputs, steps: scope.context.steps};
  }

  async steps(steps, scope) {
    for (const step of steps) {
      const id = step.id ?? `__${Object.keys(scope.context.steps).length}`;
      let result = {outcome: 'skipped', conclusion: 'skipped', outputs: {}};
      if (holds(step.if, scope)) {
        const {ok, outputs, code} = step.uses ? await this.uses(step, scope) : await this.script(step, scope);
        result = {outcome: ok ? 'success' : 'failure', conclusion: ok || step['continue-on-error'] ? 'success' : 'failure', outputs, code};
        if (!ok && !step['continue-on-error']) scope.failed = true;
      }
      scope.context.steps[id] = result;
    }
  }

  async uses(step, scope) {
    const inputs = {};
    for (const [name, value] of Object.entries(step.with ?? {})) inputs[name] = fill(value, scope);
    const [name] = step.uses.split('@');
    const own = this.where.own(name);
    if (own) {
      const done = await this.action(own, inputs);
      return {ok: done.conclusion === 'success', outputs: done.outputs};
    }
    const other = this.where.uses[name];
    if (!other) throw new Error(`nobody stands in for ${name}`);
    try {
      return {ok: true, outputs: (await other(this, inputs)) ?? {}};
    } catch (e) {
      this.log += `${name}: ${e.message}\n`;
      return {ok: false, outputs: {}};
    }
  }

  async script(step, scope) {
    const files = {};
    for (const name of ['OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY', 'STATE']) {
      files[`GITHUB_${name}`] = path.join(this.folder, `${name}${++counter}`);
      fs.writeFileSync(files[`GITHUB_${name}`], '');
    }
    const environment = {...this.variables(), ...files};
    if (scope.actionFolder) environment.GITHUB_ACTION_PATH = scope.actionFolder;
    for (const [name, value] of Object.entries(step.env ?? {})) environment[name] = fill(value, scope);
    const script = path.join(this.folder, `script${counter}.sh`);
    fs.writeFileSync(script, fill(step.run, scope));
    const [shell, ...options] = (step.shell ?? 'bash') === 'sh' ? ['sh', '-e'] : ['bash', '-e'];
    const commands = new Commands();
    const code = await new Promise((done) => {
      const child = spawn(shell, [...options, script], {cwd: this.workspace, env: environment, stdio: ['ignore', 'pipe', 'pipe']});
      let rest = '';
      const take = (bytes) => {
        this.log += bytes;
        const lines = (rest + bytes).split(/\r\n|\n|\r/);
        rest = lines.pop();
        lines.forEach((line) => commands.line(line));
      };
      child.stdout.setEncoding('utf8').on('data', take);
      child.stderr.setEncoding('utf8').on('data', take);
      child.on('close', (c) => {
        commands.line(rest);
        done(c);
      });
    });
    this.commands.push(...commands.all);
    this.summary += fs.readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
    Object.assign(this.environment, readFile(files.GITHUB_ENV));
    this.path.unshift(...fs.readFileSync(files.GITHUB_PATH, 'utf8').split('\n').filter(Boolean));
    const outputs = readFile(files.GITHUB_OUTPUT);
    for (const c of commands.all) { // the old way still works
      const name = /name=([^,;]*)/.exec(c.properties)?.[1];
      if (c.name === 'set-output' && name) outputs[name] = c.text;
    }
    return {ok: code === 0, outputs, code};
  }

  /** What was said beside the job: `error`, `warning` or `notice`, by the action itself. */
  said(kind) {
    return this.commands.filter((c) => c.name === kind && /^title=SDD$/.test(c.properties))
      .map((c) => c.text.replaceAll('%25', '%'));
  }
}
