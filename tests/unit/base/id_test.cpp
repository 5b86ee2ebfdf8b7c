#include "base/id.h"

#include <catch_amalgamated.hpp>

#include "base/sha256.h"

using namespace potok;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4", "[base][sha256]") {
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(hex(sha256(std::string(1'000'000, 'a'))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the data is cut", "[base][sha256]") {
    SeededRandom random(7);
    std::string data;
    for (int i = 0; i < 300; ++i) data += static_cast<char>(random.next());
    for (std::size_t length = 0; length <= data.size(); ++length) {
        Sha256 h;
        for (std::size_t at = 0; at < length;) {
            const std::size_t n = std::min<std::size_t>(random.next() % 70, length - at);
            h.update(std::string_view(data).substr(at, n));
            at += n;
        }
        REQUIRE(h.finish() == sha256(std::string_view(data).substr(0, length)));
    }
}

TEST_CASE("A UUID reads back what it writes", "[base][id]") {
    const std::string text = "0198c5e2-7a10-7cde-8f00-0123456789ab";
    const auto id = Uuid::parse(text);
    REQUIRE(id);
    CHECK(id->str() == text);
    CHECK(Uuid::parse("0198C5E2-7A10-7CDE-8F00-0123456789AB")->str() == text);
    CHECK(Uuid{}.is_nil());
    CHECK_FALSE(id->is_nil());
    for (const char* bad : {"", "0198c5e2", "0198c5e27a107cde8f000123456789ab",
                            "0198c5e2-7a10-7cde-8f00-0123456789a", "0198c5e2-7a10-7cde-8f00-0123456789abc",
                            "0198c5e2-7a10-7cde-8f00-0123456789ag", "0198c5e2+7a10-7cde-8f00-0123456789ab"}) {
        CAPTURE(bad);
        const auto result = Uuid::parse(bad);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == "id.malformed");
    }
}

TEST_CASE("v7 ids carry their moment and sort by it", "[base][id]") {
    SeededRandom random(1);
    const Uuid a = make_v7(Instant{1'700'000'000'000}, random);
    const Uuid b = make_v7(Instant{1'700'000'000'001}, random);
    CHECK(a < b);
    CHECK(a.str().substr(0, 13) == "018bcfe5-6800");
    CHECK(a.str()[14] == '7');
    CHECK(std::string("89ab").find(a.str()[19]) != std::string::npos);
    SeededRandom again(1);
    CHECK(make_v7(Instant{1'700'000'000'000}, again) == a);
}

TEST_CASE("v8 ids are the same for the same firing and differ for any other", "[base][id]") {
    const Instant due{1'700'000'000'000};
    const Uuid id = make_v8(due, "robot/1", "task");
    CHECK(id == make_v8(due, "robot/1", "task"));
    CHECK(id.str()[14] == '8');
    CHECK(std::string("89ab").find(id.str()[19]) != std::string::npos);
    CHECK(id != make_v8(due, "robot/1", "task2"));
    CHECK(id != make_v8(due, "robot/2", "task"));
    CHECK(id != make_v8(due + 1, "robot/1", "task"));
    CHECK(make_v8(due, "ab", "c") != make_v8(due, "a", "bc"));
}

TEST_CASE("SplitMix64 gives the published sequence", "[base][clock]") {
    SeededRandom random(1234567);
    CHECK(random.next() == 6457827717110365317u);
    CHECK(random.next() == 3203168211198807973u);
    CHECK(random.next() == 9817491932198370423u);
}

TEST_CASE("An error describes itself in one line", "[base][result]") {
    Error e = error("stage.gate_refused", {{"stage", "Bought"}, {"by", "gate"}}, "deal/1");
    e.details.push_back(error("field.missing"));
    CHECK(describe(e) == "stage.gate_refused(by=gate, stage=Bought) at deal/1; field.missing");
}
