// Compares two reports: theirs, ours, and the page that lists the differences we keep.
import fs from 'node:fs';
import path from 'node:path';
import { ours as oursOnly, theirs as theirsOnly } from './differences.mjs';

const [theirFile, ourFile, page] = process.argv.slice(2);
const theirReport = JSON.parse(fs.readFileSync(theirFile, 'utf8'));
const ourReport = JSON.parse(fs.readFileSync(ourFile, 'utf8'));
const listed = fs.readFileSync(page, 'utf8');
const root = theirReport.root.path;

// An error of theirs and the rules of ours that say the same. `shares`: one finding of ours may
// answer several errors of theirs, or one error of theirs several findings.
const MEANINGS = [
  [/must have a (Purpose|Requirements) section|Purpose section cannot be empty/, ['spec/section-missing']],
  [/must have at least one requirement/, ['spec/requirement-missing']],
  // where a scenario stands in no requirement, they take it for one that has none
  [/must have at least one scenario|must include at least one scenario/, ['spec/requirement-without-scenario', 'spec/requirement-missing']],
  [/Main spec contains delta header|appears outside the main/, ['spec/requirement-misplaced']],
  [/duplicates the requirement declared/, ['spec/duplicate-key']],
  [/missing requirement text|must contain SHALL or MUST/, ['spec/requirement-empty']],
  [/Delta spec found at/, ['change/misplaced']],
  [/has no matching|^Duplicate |present in both|references old name|collides with/, ['change/malformed']],
  [/omits scenario/, ['change/scenario-dropped']],
  [/Delta sections .* were found|No delta sections found/, ['change/empty']],
  [/skip_specs is set/, ['change/malformed'], 'shares'],
  [/at least one delta/, ['change/empty'], 'shares'],
  [/is a folder wrapping/, ['change/misplaced'], 'shares'],
];

function fileOf(item, issue) {
  if (item.type === 'spec') return `openspec/specs/${item.id}/spec.md`;
  const change = `openspec/changes/${item.id}/`;
  return issue.path.endsWith('.md') ? `${change}specs/${issue.path}` : change;
}

const errors = theirReport.items.flatMap((item) =>
  item.issues
    .filter((issue) => issue.level === 'ERROR')
    .map((issue) => ({ item: `${item.type}/${item.id}`, file: fileOf(item, issue), ...issue })),
);
const findings = ourReport.findings.filter((finding) => finding.severity === 'error');
const left = new Set(findings);
const differences = [];

function context(file, item) {
  const whole = path.join(root, file);
  const text = fs.existsSync(whole) && fs.statSync(whole).isFile() ? fs.readFileSync(whole, 'utf8') : '';
  return { errors: errors.filter((error) => error.item === item), lines: text.split(/\r\n?|\n/) };
}

function isSame(finding, error, rules) {
  const there = error.file.endsWith('/') ? finding.path.startsWith(error.file) : finding.path === error.file;
  return there && rules.includes(finding.rule) && finding.line >= 1 && (!error.line || finding.line === error.line);
}

const shared = [];
for (const error of errors) {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(error.message));
  const rules = meaning ? meaning[1] : [];
  const same = [...(meaning?.[2] ? findings : left)].filter((finding) => isSame(finding, error, rules));
  if (meaning?.[2] && same.length > 0) {
    shared.push(...same);
  } else if (same.length > 0) {
    left.delete(same[0]);
  } else {
    const known = theirsOnly.find((d) => d.matches(error, context(error.file, error.item)));
    differences.push({ side: 'theirs', known: known?.id, where: error.file, what: error.message });
  }
}
shared.forEach((finding) => left.delete(finding));

function itemOf(file) {
  const change = /^openspec\/changes\/([^/]+)\//.exec(file);
  return change ? `change/${change[1]}` : `spec/${file.slice('openspec/specs/'.length, -'/spec.md'.length)}`;
}

for (const finding of left) {
  const known = oursOnly.find((d) => d.matches(finding, context(finding.path, itemOf(finding.path))));
  differences.push({
    side: 'ours',
    known: known?.id,
    where: `${finding.path}:${finding.line}`,
    what: `${finding.rule}: ${finding.message}`,
  });
}

const unlisted = differences.filter((d) => !d.known || !listed.includes('`' + d.known + '`'));
console.log(
  `${theirReport.summary.totals.items} items, ${errors.length} errors of theirs, ${findings.length} of ours, ` +
    `${differences.length} differences, ${unlisted.length} unlisted`,
);
for (const d of differences) {
  const what = d.what.split('\n')[0];
  console.log(`  ${(d.known ?? 'UNLISTED').padEnd(20)} ${d.side.padEnd(6)} ${d.where}  ${what.slice(0, 110)}`);
}
process.exit(unlisted.length > 0 ? 1 : 0);
