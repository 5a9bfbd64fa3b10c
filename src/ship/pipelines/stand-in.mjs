// Does what an sdd lacks that is not whole yet, and passes the rest on: see program.mjs.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';

const lacks = new Set(process.env.SDD_LACKS.split(' '));
const env = process.env;
let args = process.argv.slice(2);
const MARK = '<!-- sdd:summary -->';

async function comment() {
  const report = JSON.parse(fs.readFileSync(args[1], 'utf8'));
  const named = args.indexOf('--pr');
  const gitlab = env.GITLAB_CI === 'true';
  const number = named > 0 ? args[named + 1] : gitlab ? env.CI_MERGE_REQUEST_IID : undefined;
  const headers = gitlab ? {'private-token': env.SDD_GITLAB_TOKEN} : {authorization: `Bearer ${env.GITHUB_TOKEN}`};
  const list = gitlab ? `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}/merge_requests/${number}/notes`
    : `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues/${number}/comments`;
  const there = (await (await fetch(list, {headers})).json()).find((c) => c.body.includes(MARK));
  const one = gitlab ? `${list}/${there?.id}` : `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/issues/comments/${there?.id}`;
  const answer = await fetch(there ? one : list, {
    method: there ? (gitlab ? 'PUT' : 'PATCH') : 'POST', headers: {...headers, 'content-type': 'application/json'},
    body: JSON.stringify({body: `${MARK}\nSDD: ${report.verdict}\n`}),
  });
  if (answer.ok) process.exit(0);
  console.error(`sdd: the forge refused the comment (${answer.status}); it needs ${gitlab ? 'the scope api' : 'pull-requests: write'}.`);
  process.exit(4);
}

if (args[0] === 'comment' && lacks.has('comment')) {
  await comment();
} else {
  if (env.GITLAB_CI === 'true' && args.includes('--ci')) {
    if (lacks.has('base') && !args.includes('--base') && env.CI_MERGE_REQUEST_DIFF_BASE_SHA) {
      args.push('--base', env.CI_MERGE_REQUEST_DIFF_BASE_SHA);
    }
    if (lacks.has('files')) {
      const folder = env.CI_PROJECT_DIR;
      args.push('--format', `codequality=${folder}/gl-code-quality-report.json`, '--format', `junit=${folder}/sdd-junit.xml`);
    }
  }
  const done = spawnSync(env.SDD_REAL, args, {stdio: 'inherit'});
  process.exit(done.status ?? 137);
}
