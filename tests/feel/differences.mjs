// The classes of difference between Potok and feelin. docs/feel.md explains each under its name; what fits none is a failure.
const isNumber = (v) => v && typeof v === 'object' && !Array.isArray(v) && Object.keys(v).length === 1 && typeof v.n === 'string';

// The same but for the last digits of numbers, also of those written into texts.
function nearly(a, b) {
  if (isNumber(a) && isNumber(b)) {
    const x = Number(a.n), y = Number(b.n);
    return x === y || Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y));
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const number = /-?\d+(\.\d+)?(e[+-]?\d+)?/g;
    const x = a.match(number) ?? [], y = b.match(number) ?? [];
    return a.replace(number, '#') === b.replace(number, '#') && x.every((n, i) => nearly({ n }, { n: y[i] }));
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => nearly(v, b[i]));
  if (a && b && typeof a === 'object' && typeof b === 'object') {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((k) => nearly(a[k], b[k]));
  }
  return a === b;
}

// Does Potok say that this is why it has no value?
const because = (ours, code, functions) => (ours.diagnostics ?? []).some((d) => d.code === code && (!functions || functions.includes(d.function)));
const within = (value, wanted) => wanted(value) || (value && typeof value === 'object' && Object.values(value).some((v) => within(v, wanted)));
const relations = /^(coincides|during|starts|finishes|started by|finished by|overlaps|overlaps before|overlaps after|meets|met by|before|after|includes)\(/;

const rules = [
  ['doubles', 'feelin computes in binary doubles, Potok in 34 decimal digits', (one, ours, theirs) => nearly(ours.value, theirs.value)],
  ['not-a-number', 'feelin goes on with NaN and Infinity, Potok has null', (one, ours, theirs) => within(theirs.value, (v) => isNumber(v) && /NaN|Infinity/.test(v.n)) || because(ours, 'number.undefined')],
  ['positions', 'positions outside a string or a list: null in Potok, cut to what is there in feelin', (one, ours) => because(ours, 'expr.argument', ['substring', 'sublist', 'remove', 'insert before', 'list replace'])],
  ['null-tests', 'a test of null, or against null, is null in Potok; in feelin it is false, and within not() true', (one, ours, theirs, text) => ours.value === null && typeof theirs.value === 'boolean' && (one.tests !== undefined || / (in|between) /.test(text))],
  ['reversed-ranges', 'a range whose start lies behind its end holds nothing in Potok, feelin turns it round', (one, ours, theirs, text) => /^\d in \[\d\.\.\d\]$/.test(text) && ours.value === false && theirs.value === true],
  ['durations', 'feelin does not multiply or divide durations', (one, ours, theirs, text) => /^[^ ]+P[^ ]+ [*/] [^ ]+$/.test(text) && theirs.value === null],
  ['months-between', 'years and months duration() counts whole months in Potok, rounds in feelin', (one, ours, theirs, text) => /^years and months duration\(/.test(text) && ours.value?.ym !== undefined && theirs.value?.ym !== undefined],
  ['relations', 'relations that feelin does not have, of points with ranges or of ranges', (one, ours, theirs, text) => relations.test(text) && typeof ours.value === 'boolean' && theirs.value === null],
  ['relations-of-null', 'before and after of null are null in Potok', (one, ours, theirs, text) => /^(before|after)\(.*none\)$/.test(text) && ours.value === null],
  ['loops-to-zero', 'feelin takes a loop that ends at 0 for one without an end', (one, ours, theirs, text) => /^\(for i in \d\.\.0 return/.test(text) && theirs.value === null],
  ['sorted-as-text', 'mode() and median() put numbers in their order; feelin sorts them as texts', (one, ours, theirs, text) => /^(mode|median)\(/.test(text) && theirs.value !== null],
  ['sort-of-null', 'sort() whose function gives null for two items is null in Potok', (one, ours) => because(ours, 'expr.argument', ['sort'])],
  ['is', 'is() of two kinds is false in Potok, null in feelin', (one, ours, theirs, text) => /^is\(/.test(text) && ours.value === false && theirs.value === null],
  ['hours-and-days', 'Potok writes elapsed time in hours, feelin makes days of them', (one, ours, theirs) => typeof ours.value === 'string' && /PT\d+H/.test(ours.value) && typeof theirs.value === 'string' && /P\d+D/.test(theirs.value)],
];
export const classes = Object.fromEntries(rules.map(([name, says]) => [name, says]));
export function classOf(one, ours, theirs) {
  const text = one.expression ?? one.tests;
  if (ours.error) return null;
  return rules.find(([, , fits]) => fits(one, ours, theirs, text))?.[0] ?? null;
}
