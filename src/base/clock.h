// Where time and randomness come from. The engine never asks the system: whoever starts it hands these in.
#pragma once

#include <compare>
#include <cstdint>

namespace potok {

// A moment: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
    std::int64_t ms = 0;
    auto operator<=>(const Instant&) const = default;
};

inline Instant operator+(Instant t, std::int64_t ms) { return {t.ms + ms}; }
inline std::int64_t operator-(Instant a, Instant b) { return a.ms - b.ms; }

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

// A clock that stands still until it is moved: for tests, scenarios and simulation.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_(start) {}
    Instant now() override { return now_; }
    void set(Instant t) { now_ = t; }
    void advance(std::int64_t ms) { now_.ms += ms; }

private:
    Instant now_;
};

// 64-bit random numbers.
class Random {
public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;
};

// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same sequence on every platform.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() override;

private:
    std::uint64_t state_;
};

}  // namespace potok
