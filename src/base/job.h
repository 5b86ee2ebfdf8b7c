// Long work in slices: a C++20 coroutine that the frame loop gives a few milliseconds at a time. It reports progress, can
// be cancelled, and yields only between transactions, never inside one.
#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/result.h"

namespace potok {

struct JobProgress {
    std::string what;  // locale key
    std::int64_t done = 0;
    std::int64_t total = 0;  // 0 = unknown
};

class Job {
public:
    struct promise_type {
        JobProgress progress;
        bool cancelled = false;
        Status result;
        Job get_return_object() { return Job(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(JobProgress p) {
            progress = std::move(p);
            return {};
        }
        void return_value(Status s) { result = std::move(s); }
        void unhandled_exception() { std::terminate(); }
    };

    Job(Job&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Job& operator=(Job&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;
    ~Job() {
        if (handle_) handle_.destroy();
    }

    bool done() const { return handle_.done(); }
    const JobProgress& progress() const { return handle_.promise().progress; }
    const Status& result() const { return handle_.promise().result; }
    // One slice: until the next co_yield.
    void step() {
        if (!done()) handle_.resume();
    }
    // Slices until `budget_ms` have passed by `clock`, or the job is done.
    void run_for(Clock& clock, std::int64_t budget_ms) {
        const Instant end = clock.now() + budget_ms;
        while (!done() && clock.now() < end) step();
    }

private:
    explicit Job(std::coroutine_handle<promise_type> h) : handle_(h) {}
    std::coroutine_handle<promise_type> handle_;
};

}  // namespace potok
