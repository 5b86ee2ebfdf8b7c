// SplitMix64 (Steele, Lea, Flood 2014), as SeededRandom in src/base/clock.h: the same expressions on every machine.
export class Random {
  constructor(seed) {
    this.state = BigInt(seed);
  }
  next() {
    const mask = (1n << 64n) - 1n;
    this.state = (this.state + 0x9e3779b97f4a7c15n) & mask;
    let z = this.state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  }
  below(n) {
    return Number(this.next() % BigInt(n));
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}
