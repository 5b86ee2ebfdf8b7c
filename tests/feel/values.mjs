// Values of both engines in one form: that of Potok's history rows (src/base/value.h, to_json).
import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';

// A double as Potok writes a decimal: plain digits, without an exponent where that would be short.
export function digits(number) {
  if (!Number.isFinite(number)) return String(number);
  let text = String(Object.is(number, -0) ? 0 : number);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, first, rest = '', exponent] = match;
  const all = first + rest;
  const point = 1 + Number(exponent);
  const plain = point <= 0 ? `0.${'0'.repeat(-point)}${all}` : point >= all.length ? all + '0'.repeat(point - all.length) : `${all.slice(0, point)}.${all.slice(point)}`;
  return plain.length > 40 ? `${sign}${first}${rest ? '.' + rest : ''}e${Number(exponent)}` : sign + plain;
}

// JavaScript's values for Potok's input.
export function input(value) {
  if (typeof value === 'number') return { n: digits(value) };
  if (Array.isArray(value)) return value.map(input);
  if (value && typeof value === 'object') return { ctx: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, input(v)])) };
  return value;
}

const time = (t) => `${String(t.hour).padStart(2, '0')}:${String(t.minute).padStart(2, '0')}:${String(t.second).padStart(2, '0')}${t.millisecond ? '.' + String(t.millisecond).padStart(3, '0') : ''}`;

// Milliseconds or months as Potok writes durations.
function span(ms) {
  const size = Math.abs(ms);
  const parts = [[Math.floor(size / 3600000), 'H'], [Math.floor(size / 60000) % 60, 'M']];
  const seconds = (size % 60000) / 1000;
  let out = parts.filter(([n]) => n).map(([n, unit]) => n + unit).join('');
  if (seconds) out += `${seconds}S`;
  return `${ms < 0 ? '-' : ''}PT${out || '0S'}`;
}
function period(months) {
  const size = Math.abs(months);
  const out = (size >= 12 ? `${Math.floor(size / 12)}Y` : '') + (size % 12 || !size ? `${size % 12}M` : '');
  return `${months < 0 ? '-' : ''}P${out}`;
}

// feelin's results.
export function output(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { n: digits(value) };
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof FeelDate) return { d: value.iso };
  if (value instanceof FeelTime) return value.zone === null ? { t: time(value.value) } : { zoned: value.iso };
  if (value instanceof FeelDateTime) {
    const zoned = value.value.toZonedDateTime(value.zone === null ? 'UTC' : value.zone === 'Z' ? 'UTC' : value.zone);
    return { i: new Date(Number(zoned.epochMilliseconds)).toISOString() };
  }
  if (value instanceof FeelDuration) {
    const d = value.value;
    if (value.yearsMonths) return { ym: period(d.years * 12 + d.months) };
    return { dur: span(((((d.weeks * 7 + d.days) * 24 + d.hours) * 60 + d.minutes) * 60 + d.seconds) * 1000 + d.milliseconds) };
  }
  if (value instanceof FeelRange) return { range: true };
  if (value instanceof FeelFunction) return { function: true };
  if (Array.isArray(value)) return value.map(output);
  return { ctx: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, output(v)])) };
}

// The same text for the same value, whatever the order of entries.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') return `{${Object.keys(value).sort().map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(',')}}`;
  return JSON.stringify(value);
}
