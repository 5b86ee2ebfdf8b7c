// node functions.mjs PROGRAM DOCUMENT: the table of functions in the document is the one that the program prints. The last line is
// "N passed, N failed, N skipped": functions.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [program, document] = process.argv.slice(2);
const rows = (text) => text.split('\n').filter((line) => /^\| `[^`]+` \| .*\| (FEEL|\*\*Potok\*\*) \|$/.test(line));
const known = rows(spawnSync(program, ['feel', '--functions'], { encoding: 'utf8' }).stdout ?? '');
const written = new Set(rows(readFileSync(document, 'utf8')));
const lacking = known.filter((row) => !written.delete(row));
for (const row of lacking) console.log(`not in ${document}: ${row}`);
for (const row of written) console.log(`in ${document}, but there is no such function: ${row}`);
if (known.length === 0) console.log(`${program} feel --functions prints no functions`);
const failed = lacking.length + written.size + (known.length === 0 ? 1 : 0);
console.log(`${known.length - lacking.length} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
