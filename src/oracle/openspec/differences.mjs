// Where we and OpenSpec's validator disagree on purpose. Each id stands in docs/compatibility.md
// with its reason. `theirs`: an error of theirs that is none of ours; `ours`: the other way round.
// `context` has the errors of theirs for the same item and the lines of the file.

const before = (context, line, pattern) => context.lines.slice(0, line).some((l) => pattern.test(l));

export const theirs = [
  {
    id: 'osp-comment',
    matches: (_, context) => context.lines.some((l) => l.startsWith('<!--')),
  },
];

export const ours = [
  {
    id: 'osp-stops-early',
    matches: (_, context) => context.errors.some((e) => /must have a (Purpose|Requirements) section/.test(e.message)),
  },
  {
    id: 'osp-target-missing',
    matches: (finding) => finding.rule === 'change/target-missing',
  },
  {
    id: 'osp-orphan',
    matches: (finding) =>
      finding.rule === 'spec/requirement-misplaced' && finding.path.includes('/changes/'),
  },
  {
    id: 'osp-root-spec',
    matches: (finding) => finding.rule === 'spec/misplaced' && finding.path.endsWith('/specs/spec.md'),
  },
  {
    id: 'osp-stray-block',
    matches: (finding, context) =>
      ['spec/requirement-without-scenario', 'spec/requirement-empty'].includes(finding.rule) &&
      before(context, finding.line, /^## (ADDED|MODIFIED|REMOVED|RENAMED) Requirements|^## Requirements/i),
  },
  {
    id: 'osp-metadata',
    matches: (finding) => finding.rule === 'change/malformed' && finding.path.endsWith('/.openspec.yaml'),
  },
  {
    id: 'osp-first-level',
    matches: (finding, context) =>
      finding.rule === 'spec/section-missing' && context.lines.some((l) => /^#\s+Requirements\s*$|^#{3,6}\s+Requirements\s*$/i.test(l)),
  },
];
