#include "base/job.h"

#include <catch_amalgamated.hpp>

using namespace potok;

namespace {

Job count_to(std::int64_t n, std::int64_t& counted) {
    for (; counted < n; ++counted) co_yield JobProgress{"job.counting", counted, n};
    co_return Status{};
}

Job failing() {
    co_yield JobProgress{"job.counting", 0, 0};
    co_return error("number.overflow");
}

// Each look at it takes a millisecond.
class TickingClock final : public Clock {
public:
    Instant now() override { return {ms_++}; }

private:
    std::int64_t ms_ = 0;
};

}  // namespace

TEST_CASE("A job goes on slice by slice within its budget", "[base][job]") {
    std::int64_t counted = 0;
    Job job = count_to(10, counted);
    CHECK(counted == 0);
    job.step();
    CHECK(job.progress().total == 10);
    TickingClock clock;
    job.run_for(clock, 4);
    CHECK_FALSE(job.done());
    CHECK(counted == 3);
    job.run_for(clock, 100);
    CHECK(job.done());
    CHECK(job.result().ok());
    CHECK(counted == 10);
}

TEST_CASE("A job can fail, and can be dropped half way", "[base][job]") {
    Job job = failing();
    job.step();
    job.step();
    REQUIRE(job.done());
    CHECK(job.result().error().code == "number.overflow");
    std::int64_t counted = 0;
    {
        Job dropped = count_to(10, counted);
        dropped.step();
    }
    CHECK(counted == 0);
}
