// A repository as it lies on a forge: specs, code and tests, a long history, pull requests with the
// refs that a forge makes of them, and a merge queue's commit.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const WHO = {
  GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com', GIT_AUTHOR_DATE: '2026-01-12T12:00:00Z',
  GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com', GIT_COMMITTER_DATE: '2026-01-12T12:00:00Z',
  GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null',
};

export function git(folder, ...args) {
  return execFileSync('git', args, {cwd: folder, env: {...process.env, ...WHO}, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26}).trim();
}

export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), {recursive: true});
    fs.writeFileSync(file, text);
  }
}

const requirement = (id, title, text) => `### ${id}: ${title}

${text}

#### Scenario: ${title} in the cart

- **GIVEN** a cart
- **WHEN** the cart is shown
- **THEN** it shows the ${title.toLowerCase()}
`;

const HEAD = `---
status: approved
created: 2026-01-12
---

# Cart

## Requirements

`;
const TOTAL = requirement('REQ-001', 'Total', 'The cart MUST show the sum of its items.');
const HINT = requirement('REQ-002', 'Hint', 'An empty cart MUST show a hint.');
const TAX = requirement('REQ-003', 'Tax', 'The cart MUST show the tax of its items.');

export const SPEC = '.sdd/specs/shop/cart/spec.md';
export const spec = (...parts) => HEAD + parts.join('\n');

const CODE = `// @spec shop/cart#REQ-001
export function total(items) {
  return items.reduce((sum, item) => sum + item.price, 0);
}

// @spec shop/cart#REQ-002
export function hint(items) {
  return items.length === 0 ? "Nothing here yet" : "";
}
`;
const TAX_CODE = `
// @spec shop/cart#REQ-003
export function tax(items) {
  return total(items) * 0.2;
}
`;
const TEST = `import {total} from "../src/cart.js";

test("REQ-001 shows the sum", () => {
  expect(total([{price: 1}, {price: 2}])).toBe(3);
});
`;
const TAX_TEST = `
test("REQ-003 shows the tax", () => {
  expect(tax([{price: 10}])).toBe(2);
});
`;

/** Makes the bare origin in folder/origin.git; answers what is in it. */
export function make(folder) {
  const work = path.join(folder, 'work');
  const origin = path.join(folder, 'origin.git');
  fs.mkdirSync(work, {recursive: true});
  git(work, 'init', '-q', '-b', 'main');
  const pulls = {};
  const commit = (text) => {
    git(work, 'add', '-A');
    git(work, 'commit', '-q', '--allow-empty', '-m', text);
    return git(work, 'rev-parse', 'HEAD');
  };
  /** Many commits that change nothing, in one go. */
  const wait = (count, text) => {
    const branch = git(work, 'symbolic-ref', 'HEAD');
    const stream = Array.from({length: count}, (_, n) => {
      const words = `${text} ${n + 1}`;
      return `commit ${branch}\ncommitter Ann <ann@example.com> 1768219200 +0000\ndata ${words.length}\n${words}\n${n ? '' : `from ${branch}^0\n`}`;
    });
    execFileSync('git', ['fast-import', '--quiet'], {cwd: work, input: stream.join('\n') + '\n'});
    return git(work, 'rev-parse', 'HEAD');
  };
  const merged = (base, head) => {
    git(work, 'checkout', '-q', '--detach', base);
    git(work, 'merge', '-q', '--no-ff', '-m', 'Merge', head);
    return git(work, 'rev-parse', 'HEAD');
  };
  /** A pull request of what change does to the branch base. */
  const pull = (number, branch, change, {base = 'main', title = branch, commits = 1, from = base} = {}) => {
    git(work, 'checkout', '-q', '-b', branch, from);
    if (commits > 1) wait(commits - 1, 'Step');
    change();
    const head = commit(title);
    const merge = merged(base, head);
    git(work, 'update-ref', `refs/pull/${number}/head`, head);
    git(work, 'update-ref', `refs/pull/${number}/merge`, merge);
    pulls[number] = {number, branch, head, merge, base, baseSha: git(work, 'rev-parse', base), title};
  };

  write(work, {[SPEC]: spec(TOTAL, HINT), 'src/cart.js': CODE, 'test/cart.test.js': TEST, 'README.md': '# Shop\n'});
  commit('Begin the shop');
  wait(12, 'Before');
  const early = commit('Where a long branch begins');
  const before = wait(6, 'After');
  write(work, {'README.md': '# Shop\n\nSells.\n'});
  const main = commit('Say what it does');

  const pass = () => write(work, {[SPEC]: spec(TOTAL, HINT, TAX), 'src/cart.js': CODE + TAX_CODE, 'test/cart.test.js': TEST + TAX_TEST});
  pull(7, 'tax', pass);
  pull(8, 'no-hint', () => write(work, {[SPEC]: spec(TOTAL)}));
  pull(9, 'tax-later', () => write(work, {[SPEC]: spec(TOTAL, HINT, TAX)}));
  pull(10, 'long', pass, {from: early, commits: 130});
  pull(13, 'unclear', () => write(work, {[SPEC]: spec(TOTAL, requirement('REQ-002', 'Hint', 'An empty cart MUST show a [hint](hint.md).'))}));
  // A branch of settings that cannot be read, and a pull request into it.
  git(work, 'checkout', '-q', '-b', 'settings', 'main');
  write(work, {'.sdd/config.yml': 'version: 1\ncolour: red\n'});
  commit('Set a colour');
  pull(12, 'in-settings', () => write(work, {'README.md': '# Shop\n\nSells things.\n'}), {base: 'settings'});
  // A repository in which there is no spec.
  git(work, 'checkout', '-q', '--orphan', 'bare');
  git(work, 'rm', '-rfq', '.');
  write(work, {'README.md': '# Nothing\n'});
  commit('Begin');
  pull(11, 'still-bare', () => write(work, {'README.md': '# Still nothing\n'}), {base: 'bare'});
  // Several packages in one repository.
  git(work, 'checkout', '-q', '-b', 'packages', 'bare');
  write(work, {[`apps/shop/${SPEC}`]: spec(TOTAL, HINT), 'apps/shop/src/cart.js': CODE});
  const packages = commit('Have packages');
  // The other side of a fork point that a short cut hides: a branch that merged an old commit of
  // main beside a newer one.
  git(work, 'checkout', '-q', '-b', 'crossing', 'main~3');
  wait(120, 'Crossing');
  const side = git(work, 'commit-tree', '-p', early, '-m', 'Old side', `${early}^{tree}`);
  git(work, 'merge', '-q', '-s', 'ours', '-m', 'Take the old side', side);
  write(work, {[SPEC]: spec(TOTAL, HINT, TAX)});
  const crossing = commit('Cross');
  // A merge queue's commit.
  const queued = merged('main', pulls[7].head);
  git(work, 'update-ref', 'refs/heads/gh-readonly-queue/main/pr-7', queued);

  git(work, 'checkout', '-q', 'main');
  git(folder, 'init', '-q', '--bare', '-b', 'main', origin);
  git(work, 'remote', 'add', 'origin', origin);
  git(work, 'push', '-q', 'origin', '+refs/heads/*:refs/heads/*', '+refs/pull/*:refs/pull/*');
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  git(origin, 'update-server-info');
  return {work, origin, pulls, main, before, early, queued, packages, crossing};
}
