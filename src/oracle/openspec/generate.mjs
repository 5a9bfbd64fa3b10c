// Makes an OpenSpec repository in which every spec and every change has one defect, named by its
// folder; `sound` and what begins with it have none.
import fs from 'node:fs';
import path from 'node:path';

const [out] = process.argv.slice(2);
const PURPOSE = '## Purpose\n\nSays what the parts of the generated repository have to do with each other.\n\n';
const SCENARIO = '#### Scenario: It works\n- **WHEN** it is asked\n- **THEN** it answers\n';
const block = (name, body = 'It SHALL answer.\n', scenario = SCENARIO) =>
  `### Requirement: ${name}\n\n${body}\n${scenario}\n`;
const spec = (requirements, purpose = PURPOSE) => `# Made\n\n${purpose}## Requirements\n\n${requirements}`;

const SPECS = {
  sound: spec(block('Login') + block('Logout') + block('Reset', 'It SHALL reset.\n', SCENARIO + '\n#### Edge case\nNothing happens.\n')),
  'sound-crlf': spec(block('Login')).replaceAll('\n', '\r\n'),
  'sound-bom': '\uFEFF' + spec(block('Login')),
  'sound-nested/area/deep': spec(block('Login')),
  'sound-keyword': spec(block('Login').replace('### Requirement:', '###   requirement:')),
  'sound-fence': spec(block('Login', 'It SHALL answer.\n\n  ```\n### Requirement: Example\n  ```\n')),
  'sound-label': spec(block('Login', '**Rule**: It SHALL answer.\n')),
  'sound-plain-block': spec('### The system SHALL answer\n\n' + SCENARIO),
  'sound-script': spec(block('로그인', '시스템은 응답해야 한다.\n')),
  'no-purpose': spec(block('Login'), ''),
  'empty-purpose': spec(block('Login'), '## Purpose\n\n'),
  'no-requirements': `# Made\n\n${PURPOSE}`,
  'no-sections': '# Made\n\nNothing.\n',
  'empty-requirements': spec(''),
  'prose-requirements': spec('Later.\n'),
  'empty-body': spec(block('Login', '')),
  'keyword-in-title': spec(block('It SHALL log in', '')),
  'no-scenario': spec(block('Login', undefined, '')),
  'plain-block-no-scenario': spec('### The system SHALL answer\n\nAlways.\n'),
  'bare-scenario': spec(block('Login', undefined, '#### Scenario: It works\n')),
  'fenced-scenario': spec(block('Login', 'It SHALL answer.\n\n```\n' + SCENARIO + '```\n', '')),
  'delta-header': spec(block('Login')) + '## ADDED Requirements\n\n' + block('Logout'),
  'removed-header': spec(block('Login')) + '## REMOVED Requirements\n\n' + block('Logout'),
  'only-delta': `# Made\n\n${PURPOSE}## ADDED Requirements\n\n${block('Login')}`,
  outside: `# Made\n\n${PURPOSE}## Notes\n\n${block('Login')}\n## Requirements\n\n${block('Logout')}`,
  'second-section': spec(block('Login')) + '## Notes\n\n## Requirements\n\n' + block('Logout'),
  'stray-no-scenario': spec(block('Login')) + '## ADDED Requirements\n\n' + block('Logout', undefined, ''),
  duplicate: spec(block('Login') + block('Login')),
  'duplicate-closed': spec(block('Login') + block('Login ###')),
  'first-level': `# Made\n\n${PURPOSE}# Requirements\n\n${block('Login')}`,
  'loose-scenario': spec(SCENARIO + '\n' + block('Login')),
  glued: spec(block('Login').replace('### ', '###')),
  commented: spec(block('Login') + '<!--\n### Requirement: Later\n-->\n'),
};

const added = (text) => ({ 'specs/fresh/spec.md': `## ADDED Requirements\n\n${text}` });
const changed = (text) => ({ 'specs/sound/spec.md': text });
const RESET = SCENARIO + '\n#### Edge case\nNothing happens.\n';

const CHANGES = {
  'sound-add': added(block('Greeting')),
  'sound-modify': changed('## MODIFIED Requirements\n\n' + block('Reset', 'It SHALL reset twice.\n', RESET)),
  'sound-remove': changed('## Removed requirements\n\n- `### Requirement: Logout`\n'),
  'sound-skip': { 'proposal.md': '# Tidy\n', '.openspec.yaml': 'schema: spec-driven\nskip_specs: true\n' },
  'no-delta': { 'proposal.md': '# Nothing\n' },
  'only-tasks': { 'tasks.md': '- [ ] 1.1 Work\n' },
  'no-sections': { 'specs/fresh/spec.md': '# Notes\n\nNothing.\n' },
  'empty-section': { 'specs/fresh/spec.md': '## ADDED Requirements\n\nLater.\n' },
  'root-spec': { 'specs/spec.md': '## ADDED Requirements\n\n' + block('Greeting') },
  'other-name': { 'specs/fresh/delta.md': '## ADDED Requirements\n\n' + block('Greeting') },
  'flat-name': { 'specs/fresh.md': '## ADDED Requirements\n\n' + block('Greeting') },
  'add-empty': added(block('Greeting', '')),
  'add-no-scenario': added(block('Greeting', undefined, '')),
  'add-bare-scenario': added(block('Greeting', undefined, '#### Scenario: It works\n')),
  'add-twice': added(block('Greeting') + block('Greeting')),
  'modify-empty': changed('## MODIFIED Requirements\n\n' + block('Login', '')),
  'modify-no-scenario': changed('## MODIFIED Requirements\n\n' + block('Fresh', undefined, '')),
  'modify-twice': changed('## MODIFIED Requirements\n\n' + block('Login') + block('Login')),
  'modify-drops': changed('## MODIFIED Requirements\n\n' + block('Reset')),
  'modify-renamed-drops': changed(
    '## RENAMED Requirements\n\n- FROM: `### Requirement: Reset`\n- TO: `### Requirement: Again`\n\n' +
      '## MODIFIED Requirements\n\n' + block('Again'),
  ),
  'modify-missing': changed('## MODIFIED Requirements\n\n' + block('Nowhere')),
  'remove-twice': changed('## REMOVED Requirements\n\n### Requirement: Logout\n\n- ### Requirement: Logout\n'),
  'rename-from': changed('## RENAMED Requirements\n\n- FROM: `### Requirement: Login`\n'),
  'rename-to': changed('## RENAMED Requirements\n\n- TO: `### Requirement: Login`\n'),
  'rename-twice': changed(
    '## RENAMED Requirements\n\nFROM: ### Requirement: Login\nTO: ### Requirement: A\nFROM: ### Requirement: Login\nTO: ### Requirement: B\n',
  ),
  'rename-same-to': changed(
    '## RENAMED Requirements\n\nFROM: ### Requirement: Login\nTO: ### Requirement: A\nFROM: ### Requirement: Logout\nTO: ### Requirement: A\n',
  ),
  'modify-and-remove': changed('## MODIFIED Requirements\n\n' + block('Login') + '## REMOVED Requirements\n\n### Requirement: Login\n'),
  'modify-and-add': changed('## MODIFIED Requirements\n\n' + block('Login') + '## ADDED Requirements\n\n' + block('Login')),
  'add-and-remove': added(block('Greeting') + '## REMOVED Requirements\n\n### Requirement: Greeting\n'),
  'modify-old-name': changed(
    '## RENAMED Requirements\n\nFROM: ### Requirement: Login\nTO: ### Requirement: Entry\n\n## MODIFIED Requirements\n\n' + block('Login'),
  ),
  'rename-onto-added': changed(
    '## RENAMED Requirements\n\nFROM: ### Requirement: Login\nTO: ### Requirement: Entry\n\n## ADDED Requirements\n\n' + block('Entry'),
  ),
  'rename-and-remove': changed(
    '## RENAMED Requirements\n\nFROM: ### Requirement: Login\nTO: ### Requirement: Entry\n\n## REMOVED Requirements\n\n### Requirement: login\n',
  ),
  orphan: { 'specs/fresh/spec.md': '## Notes\n\n' + block('Lost') + '## ADDED Requirements\n\n' + block('Greeting') },
  'skip-and-bring': { '.openspec.yaml': 'schema: spec-driven\nskip_specs: true\n', ...added(block('Greeting')) },
  'skip-broken': { 'proposal.md': '# Tidy\n', '.openspec.yaml': 'schema: spec-driven\nskip_specs: "yes"\n' },
  'skip-no-schema': { 'proposal.md': '# Tidy\n', '.openspec.yaml': 'skip_specs: true\n' },
  'bad-metadata': { ...added(block('Salute')), '.openspec.yaml': 'schema: spec-driven\ncreated: yesterday\n' },
  'wrapper/one': { 'proposal.md': '# One\n', ...added(block('Greeting')) },
  'wrapper/two': { 'proposal.md': '# Two\n', ...added(block('Greeting')) },
};

function write(file, text) {
  const whole = path.join(out, 'openspec', file);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, text);
}

write('config.yaml', 'schema: spec-driven\n');
write('specs/spec.md', spec(block('Login')));
write('specs/.hidden/spec.md', 'Nobody reads this.\n');
for (const [id, text] of Object.entries(SPECS)) write(`specs/${id}/spec.md`, text);
for (const [id, files] of Object.entries(CHANGES)) {
  for (const [file, text] of Object.entries(files)) write(`changes/${id}/${file}`, text);
}
