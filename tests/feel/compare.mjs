// node compare.mjs PROGRAM [COUNT] [SEED]: random expressions, evaluated by Potok (PROGRAM feel) and by feelin. Where the two differ
// the difference must be one of the classes of differences.mjs, which docs/feel.md explains. --table prints how often each class
// was met; --show CLASS prints its cases. The last line is "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { evaluate, unaryTest } from 'feelin';
import { contexts, Generator } from './generate.mjs';
import { classOf, classes } from './differences.mjs';
import { Random } from './random.mjs';
import { canonical, input, output } from './values.mjs';

const words = process.argv.slice(2).filter((w) => !w.startsWith('--'));
const show = process.argv.includes('--show') ? words.pop() : null;
const [program, count = 2000, seed = 4] = words;

const random = new Random(seed);
const generator = new Generator(random);
const cases = [];
while (cases.length < Number(count)) {
  const context = contexts[random.below(contexts.length)];
  const depth = 1 + random.below(3);
  const one = random.below(8) === 0 ? { ...generator.tests(depth - 1), context } : { expression: generator.expression(depth), context };
  if ((one.expression ?? one.tests).length < 2000) cases.push(one);
}

function theirs(one) {
  try {
    const result = one.tests === undefined ? evaluate(one.expression, one.context) : unaryTest(one.tests, { ...one.context, '?': one.input });
    return { value: output(result.value), warnings: result.warnings.map((w) => w.type) };
  } catch (error) {
    return { thrown: String(error.message) };
  }
}

const lines = cases.map((one) =>
  JSON.stringify(one.tests === undefined ? { expression: one.expression, context: input(one.context) } : { tests: one.tests, input: input(one.input), context: input(one.context) }),
);
const run = spawnSync(program, ['feel'], { input: lines.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 28 });
if (run.status !== 0) {
  console.log(`${program} feel ended with ${run.status}: ${run.stderr}`);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const answers = run.stdout.trim().split('\n').map((line) => JSON.parse(line));

const met = Object.fromEntries(Object.keys(classes).map((name) => [name, 0]));
let same = 0, valued = 0, failed = 0;
cases.forEach((one, i) => {
  const ours = answers[i];
  const other = theirs(one);
  if (!ours.error && !other.thrown && canonical(ours.value) === canonical(other.value)) {
    same++;
    if (ours.value !== null) valued++;
    return;
  }
  const name = classOf(one, ours, other);
  if (name) met[name]++;
  else failed++;
  if (name ? name === show : true) {
    console.log(`${name ?? 'UNEXPLAINED'}: ${one.tests === undefined ? one.expression : `${JSON.stringify(one.input)} in ${one.tests}`}`);
    console.log(`    Potok:  ${JSON.stringify(ours.error ?? ours.value)} ${JSON.stringify(ours.diagnostics ?? [])}`);
    console.log(`    feelin: ${other.thrown ?? JSON.stringify(other.value)} ${JSON.stringify(other.warnings ?? [])}`);
  }
});
console.log(`${cases.length} expressions: ${same} the same (${valued} of them not null)`);
for (const [name, times] of Object.entries(met)) console.log(`${String(times).padStart(6)}  ${name}: ${classes[name]}`);
// a comparison of nulls alone would prove nothing
if (valued < cases.length / 2) {
  console.log(`only ${valued} of ${cases.length} have the same value`);
  failed++;
}
console.log(`${cases.length - failed} passed, ${failed} failed, 0 skipped`);
process.exit(failed ? 1 : 0);
