// Random expressions of a wanted type over a context of names, typed so that most have a value. Some are wrong on purpose: what
// does not fit is null in both engines.
export const contexts = [
  { a: 1, b: 2.5, c: -3, s: 'foo', t: 'Bar baz', yes: true, no: false, none: null, ns: [3, 1, 2], ss: ['x', 'yy', 'foo'], p: { x: 1, y: 'z' }, ps: [{ x: 1, y: 'a' }, { x: 2, y: 'b' }] },
  { a: 0, b: 10, c: 7.25, s: '', t: 'żółw', yes: true, no: false, none: null, ns: [], ss: ['a'], p: { x: 0, y: '' }, ps: [] },
  { a: 100, b: -0.1, c: 12, s: 'aXbXc', t: 'a', yes: true, no: false, none: null, ns: [5, 5, 8.5, 1], ss: ['b', 'a', 'b'], p: { x: 5, y: 'Ж' }, ps: [{ x: 3, y: 'q' }, { x: 3, y: 'r' }, { x: 1, y: 's' }] },
];

const numbers = ['0', '1', '2', '3', '7', '10', '-1', '-4', '0.5', '1.25', '2.75', '12', '100', 'a', 'b', 'c', 'p.x'];
const strings = ['""', '"a"', '"foo"', '"foobar"', '"Łódź"', '"a,b,c"', '"X"', 's', 't', 'p.y'];
const dates = ['date("2026-11-22")', '@"2024-02-29"', 'date(2025, 1, 31)', '@"2026-12-01"', 'date("2000-01-01")'];
const times = ['time("10:30:00")', '@"23:59:59"', 'time(0, 0, 0)', '@"08:15:30"'];
const moments = ['date and time("2026-11-22T10:30:00Z")', '@"2026-01-01T00:00:00Z"', 'date and time("2024-02-29T23:59:59Z")'];
const spans = ['duration("PT24H")', '@"P1D"', '@"PT90M"', 'duration("-PT1H")', '@"P2DT3H4M5S"'];
const periods = ['duration("P1Y2M")', '@"P1M"', '@"P3Y"', 'duration("-P5M")'];

export class Generator {
  constructor(random) {
    this.random = random;
    this.variables = [];
  }
  one(...ways) {
    return this.random.pick(ways)();
  }
  expression(depth) {
    const kind = this.random.pick(['number', 'number', 'string', 'boolean', 'boolean', 'numbers', 'strings', 'context', 'contexts', 'date', 'time', 'moment', 'span', 'period', 'range']);
    if (this.random.below(40) === 0) return this.apart();
    if (kind === 'range') return `${this.range(depth)}.${this.random.pick(['start', 'end', 'start included', 'end included'])}`;
    return this[kind](depth);
  }
  // What feelin is known not to do, or to do its own way: always the whole expression, so that it does not colour another.
  apart() {
    const r = this.random;
    return r.pick([
      `${r.pick([...spans, ...periods])} * ${r.pick(['2', '0.5', '-1'])}`,
      `${r.pick(spans)} / ${r.pick(spans)}`,
      `${r.pick(spans)} / 2`,
      `years and months duration(${r.pick(dates)}, ${r.pick(dates)})`,
      `${r.pick(['coincides', 'during', 'starts', 'finishes'])}(${r.below(9)}, ${this.range()})`,
      `${r.pick(['finished by', 'started by'])}(${this.range()}, ${r.below(9)})`,
      `${r.below(9)} in [${5 + r.below(4)}..${r.below(4)}]`,
      `${r.pick(['overlaps before', 'overlaps after', 'finishes', 'finished by', 'includes', 'during', 'starts', 'started by', 'coincides'])}(${this.range()}, ${this.range()})`,
      `(for i in ${r.below(4)}..0 return i + 1)`,
      `${r.pick(['mode', 'median'])}([${r.below(3)}, -${1 + r.below(9)}, ${r.below(30)}])`,
      `string(${r.pick(spans)})`,
      `${r.pick(['before', 'after'])}(${r.pick(numbers)}, none)`,
      `is(${r.pick(strings)}, ${r.pick(numbers)})`,
      `substring(${r.pick(strings)}, ${r.pick(['4', '20', '-9'])})`,
      `null in ${r.pick(['<', '>='])} ${r.pick(numbers)}`,
      `insert before([], 1, ${r.pick(numbers)})`,
    ]);
  }
  // A cell of a decision table and an input for it.
  tests(depth) {
    const r = this.random;
    const [input, value] = r.pick([
      [3, () => this.number(depth)],
      [7.5, () => this.number(depth)],
      ['foo', () => this.string(depth)],
      ['b', () => this.string(depth)],
      [null, () => this.number(depth)],
      [true, () => r.pick(['true', 'false'])],
    ]);
    if (input === true) return { input, tests: r.pick(['true', 'false', 'not(true)', '-', 'not(false)', 'true, false']) };
    const test = () =>
      this.one(
        () => value(),
        () => `${r.pick(['<', '<=', '>', '>='])} ${value()}`,
        () => {
          const ends = typeof input === 'string' ? ['"a"', r.pick(['"c"', '"z"'])] : [r.below(5), 5 + r.below(5)];
          return `${r.pick(['[', '('])}${ends[0]}..${ends[1]}${r.pick([']', ')'])}`;
        },
        () => value(),
      );
    const several = Array.from({ length: 1 + r.below(3) }, test).join(', ');
    return { input, tests: r.pick(['-', several, several, several, `not(${several})`]) };
  }
  number(d) {
    if (d <= 0) return this.random.pick([...numbers, ...this.variables]);
    const n = () => this.number(d - 1);
    const two = (name) => () => `${name}(${n()}, ${this.random.below(4)})`;
    return this.one(
      () => `(${n()} ${this.random.pick(['+', '-', '*', '/'])} ${n()})`,
      () => `(${n()} ${this.random.pick(['+', '-', '*'])} ${n()})`,
      () => `${n()} ** ${this.random.pick(['2', '3', '0.5'])}`,
      () => `-(${n()})`,
      () => `(if ${this.boolean(d - 1)} then ${n()} else ${n()})`,
      () => `${this.random.pick(['abs', 'floor', 'ceiling', 'sqrt', 'log'])}(${n()})`,
      () => `exp(${this.random.pick(['0', '1', '-2', '2.5', '10'])})`,
      two('decimal'), two('round up'), two('round down'), two('round half up'), two('round half down'),
      () => `modulo(${n()}, ${this.random.pick(['5', '-3', '4', '0'])})`,
      () => `${this.random.pick(['count', 'sum', 'min', 'max', 'mean', 'product', 'stddev'])}(${this.numbers(d - 1)})`,
      () => `${this.random.pick(['sum', 'min', 'max'])}(${n()}, ${n()})`,
      () => `string length(${this.string(d - 1)})`,
      () => `${this.numbers(d - 1)}[${this.random.pick(['1', '2', '-1', '9'])}]`,
      () => `${this.date(d - 1)}.${this.random.pick(['year', 'month', 'day', 'weekday'])}`,
      () => `${this.span(d - 1)}.${this.random.pick(['days', 'hours', 'minutes', 'seconds'])}`,
      () => `${this.period(d - 1)}.${this.random.pick(['years', 'months'])}`,
      () => `${this.random.pick(['day of year', 'week of year'])}(${this.date(d - 1)})`,
      () => `number("${this.random.pick(['12', '1.5', 'x', '-3'])}")`,
      () => `{u: ${n()}, v: u + 1}.v`,
      () => `get value(${this.context(d - 1)}, "x")`,
      () => `(function(q) q * 2 + 1)(${n()})`,
      () => this.wrong(d),
    );
  }
  // Operands that do not fit.
  wrong(d) {
    return this.one(
      () => `(${this.number(d - 1)} + ${this.string(d - 1)})`,
      () => `none + ${this.number(d - 1)}`,
      () => `abs(${this.string(d - 1)})`,
      () => `missing + 1`,
    );
  }
  string(d) {
    if (d <= 0) return this.random.pick(strings);
    const s = () => this.string(d - 1);
    return this.one(
      () => `(${s()} + ${s()})`,
      () => `${this.random.pick(['upper case', 'lower case'])}(${s()})`,
      () => `substring(${s()}, ${this.random.pick(['1', '2', '-2', '4', '0'])})`,
      () => `substring(${s()}, ${this.random.pick(['1', '2', '-2'])}, ${this.random.pick(['1', '2', '5'])})`,
      () => `${this.random.pick(['substring before', 'substring after'])}(${s()}, ${s()})`,
      () => `replace(${s()}, "${this.random.pick(['a', '[a-f]', 'o+', '(b)', '\\\\d'])}", "${this.random.pick(['-', '', '[$0]', 'zz'])}")`,
      () => `string(${this.random.pick([this.number(d - 1), this.date(d - 1), this.boolean(d - 1), this.period(d - 1)])})`,
      () => `string join(${this.strings(d - 1)}, "${this.random.pick([',', '', ' - '])}")`,
      () => `(if ${this.boolean(d - 1)} then ${s()} else ${s()})`,
      () => `${this.strings(d - 1)}[${this.random.pick(['1', '-1', '2'])}]`,
      () => `${this.random.pick(['day of week', 'month of year'])}(${this.date(d - 1)})`,
      () => `get value(${this.context(d - 1)}, "y")`,
      () => `{k: ${s()}}.k`,
    );
  }
  boolean(d) {
    const r = this.random;
    if (d <= 0) return r.pick(['true', 'false', 'yes', 'no', 'none = null', 'null']);
    const b = () => this.boolean(d - 1);
    const n = () => this.number(d - 1);
    const s = () => this.string(d - 1);
    const compare = () => r.pick(['=', '!=', '<', '<=', '>', '>=']);
    return this.one(
      () => `(${b()} and ${b()})`,
      () => `(${b()} or ${b()})`,
      () => `not(${b()})`,
      () => `(${n()} ${compare()} ${n()})`,
      () => `(${n()} ${compare()} ${n()})`,
      () => `(${s()} ${compare()} ${s()})`,
      () => `(${this.date(d - 1)} ${compare()} ${this.date(d - 1)})`,
      () => `(${this.moment(d - 1)} ${compare()} ${this.moment(d - 1)})`,
      () => `(${n()} between ${r.below(5)} and ${5 + r.below(5)})`,
      () => `(${n()} in ${this.range(d - 1)})`,
      () => `(${n()} in (${n()}, ${r.pick(['<', '>='])} ${n()}))`,
      () => `(${n()} in ${this.numbers(d - 1)})`,
      () => `${r.pick(['contains', 'starts with', 'ends with'])}(${s()}, ${s()})`,
      () => `matches(${s()}, "${r.pick(['^a', 'o+', '[A-Z]', 'b$', '^$', 'fo{2}'])}"${r.pick(['', ', "i"'])})`,
      () => `list contains(${this.numbers(d - 1)}, ${n()})`,
      () => `${r.pick(['all', 'any'])}([${b()}, ${b()}])`,
      () => `(${r.pick(['some', 'every'])} ${this.bind((v, body) => `${v} in ${this.numbers(d - 1)} satisfies ${body()}`, () => this.boolean(d - 1))})`,
      () => `${r.pick(['odd', 'even'])}(${n()})`,
      () => `${r.pick(['before', 'after'])}(${r.pick(numbers)}, ${r.pick(numbers)})`,
      () => `${r.pick(['before', 'after', 'overlaps', 'meets', 'met by'])}(${this.range()}, ${this.range()})`,
      () => `includes(${this.range(0)}, ${n()})`,
      () => `((${r.pick([n(), s(), this.date(d - 1), 'null'])}) instance of ${r.pick(['number', 'string', 'date', 'boolean'])})`,
      () => `is(${n()}, ${n()})`,
      () => `(${n()} = ${s()})`,
      () => `(${n()} = null)`,
    );
  }
  bind(write, body) {
    const name = `v${this.variables.length}`;
    return write(name, () => {
      this.variables.push(name);
      const text = body();
      this.variables.pop();
      return text;
    });
  }
  range() {
    const low = this.random.below(8);
    return `${this.random.pick(['[', '(', ']'])}${low}..${low + 1 + this.random.below(6)}${this.random.pick([']', ')', '['])}`;
  }
  numbers(d) {
    if (d <= 0) return this.random.pick(['ns', 'ps.x', '[1, 2, 3]', '[]', '[4, 4, 1.5]']);
    const l = () => this.numbers(d - 1);
    const n = () => this.number(d - 1);
    return this.one(
      () => `[${n()}, ${n()}]`,
      () => `(for ${this.bind((v, body) => `${v} in ${l()} return ${body()}`, () => this.number(d - 1))})`,
      () => `(for i in ${this.random.below(4)}..${1 + this.random.below(3)} return i * ${n()})`,
      () => `${l()}[item ${this.random.pick(['>', '<='])} ${n()}]`,
      () => `append(${l()}, ${n()})`,
      () => `concatenate(${l()}, ${l()})`,
      () => `${this.random.pick(['union'])}(${l()}, ${l()})`,
      () => `${this.random.pick(['reverse', 'distinct values', 'flatten'])}(${l()})`,
      () => `sublist(${l()}, ${this.random.pick(['1', '2', '-1'])})`,
      () => `remove(${l()}, 1)`,
      () => `insert before(${l()}, 1, ${n()})`,
      () => `list replace(${l()}, 1, ${n()})`,
      () => `sort(${l()}, function(u, w) u ${this.random.pick(['<', '>'])} w)`,
      () => `index of(${l()}, ${n()})`,
      () => `(for i in 1..3 return if i = 1 then ${n()} else partial[-1] + 1)`,
      () => `(if ${this.boolean(d - 1)} then ${l()} else ${l()})`,
    );
  }
  strings(d) {
    if (d <= 0) return this.random.pick(['ss', 'ps.y', '["a", "b"]', '["x"]']);
    const s = () => this.string(d - 1);
    return this.one(
      () => `[${s()}, ${s()}]`,
      () => `split(${s()}, "${this.random.pick([',', 'X', '[ab]', ' '])}")`,
      () => `${this.strings(d - 1)}[item != ${s()}]`,
      () => `append(${this.strings(d - 1)}, ${s()})`,
      () => `sort(${this.strings(d - 1)}, function(u, w) u < w)`,
      () => `distinct values(${this.strings(d - 1)})`,
    );
  }
  context(d) {
    if (d <= 0) return this.random.pick(['p', '{x: 1, y: "k"}', '{x: 2, y: ""}']);
    return this.one(
      () => `{x: ${this.number(d - 1)}, y: ${this.string(d - 1)}}`,
      () => `context put(${this.context(d - 1)}, "x", ${this.number(d - 1)})`,
      () => `context merge([${this.context(d - 1)}, ${this.context(d - 1)}])`,
      () => `context([{key: "x", value: ${this.number(d - 1)}}, {key: "y", value: ${this.string(d - 1)}}])`,
      () => `${this.contexts(d - 1)}[${this.random.pick(['1', '-1'])}]`,
    );
  }
  contexts(d) {
    if (d <= 0) return this.random.pick(['ps', '[p]', '[{x: 4, y: "b"}, p]']);
    return this.one(
      () => `[${this.context(d - 1)}, ${this.context(d - 1)}]`,
      () => `${this.contexts(d - 1)}[x ${this.random.pick(['>', '='])} ${this.number(d - 1)}]`,
      () => `get entries(${this.context(d - 1)})`,
    );
  }
  date(d) {
    if (d <= 0) return this.random.pick(dates);
    return this.one(
      () => this.random.pick(dates),
      () => `(${this.date(d - 1)} ${this.random.pick(['+', '-'])} ${this.period(d - 1)})`,
      () => `(${this.date(d - 1)} + ${this.random.pick(['@"P1D"', '@"P10D"', '@"-P3D"'])})`,
      () => `date(${this.moment(d - 1)})`,
    );
  }
  time(d) {
    if (d <= 0) return this.random.pick(times);
    return this.one(
      () => this.random.pick(times),
      () => `(${this.time(d - 1)} ${this.random.pick(['+', '-'])} ${this.random.pick(['@"PT1H"', '@"PT90M"'])})`,
    );
  }
  moment(d) {
    if (d <= 0) return this.random.pick(moments);
    return this.one(
      () => this.random.pick(moments),
      () => `(${this.moment(d - 1)} ${this.random.pick(['+', '-'])} ${this.span(d - 1)})`,
      () => `(${this.moment(d - 1)} + ${this.random.pick(periods)})`,
    );
  }
  span(d) {
    if (d <= 0) return this.random.pick(spans);
    return this.one(
      () => this.random.pick(spans),
      () => `(${this.span(d - 1)} ${this.random.pick(['+', '-'])} ${this.span(d - 1)})`,
      () => `(${this.date(d - 1)} - ${this.date(d - 1)})`,
      () => `(${this.moment(d - 1)} - ${this.moment(d - 1)})`,
      () => `abs(${this.span(d - 1)})`,
    );
  }
  period(d) {
    if (d <= 0) return this.random.pick(periods);
    return this.one(
      () => this.random.pick(periods),
      () => `(${this.period(d - 1)} + ${this.period(d - 1)})`,
    );
  }
}
