// One line a step, with its time; the first step that fails ends everything with its cause.
import assert from 'node:assert/strict';

const began = Date.now();
const seconds = (from) => ((Date.now() - from) / 1000).toFixed(1);
export const counts = {lints: 0, scenarios: 0, strings: 0, jobs: 0};

export async function step(kind, name, body) {
  const from = Date.now();
  try {
    const more = await body();
    if (kind in counts) counts[kind] += typeof more === 'number' ? more : 1;
    console.log(`ok    ${seconds(from).padStart(6)} s  ${name}${typeof more === 'number' ? ` (${more})` : ''}`);
  } catch (e) {
    console.log(`FAIL  ${seconds(from).padStart(6)} s  ${name}`);
    const cause = e instanceof assert.AssertionError || e.readable ? e.message : e.stack;
    console.log(String(cause).split('\n').slice(0, 60).map((line) => `      ${line}`).join('\n'));
    if (e.log) console.log(`      the log ends with\n${e.log.slice(-3000).replace(/^/gm, '      | ')}`);
    process.exit(1);
  }
}

export function total() {
  console.log(`\n${counts.lints} files read, ${counts.scenarios} scenarios on GitHub, ${counts.jobs} jobs on GitLab, `
    + `${counts.strings} strings that must stay text; ${seconds(began)} s`);
}

/** What must hold of a run; its log is shown where it does not. */
export function expect(run, check) {
  try {
    check(run);
  } catch (e) {
    e.log = run.log;
    throw e;
  }
}

/** Does each of a list, two at a time. */
export async function inPairs(list, body) {
  const rest = [...list];
  const worker = async () => {
    while (rest.length) await body(rest.shift());
  };
  await Promise.all([worker(), worker()]);
}
