#include <catch_amalgamated.hpp>

#include "base/base64.h"
#include "exchange/documents/deflate.h"
#include "exchange/documents/zip.h"

using namespace potok;
using namespace potok::exchange;

namespace {

std::string refusal(std::string_view archive, const ZipLimits& limits = {}) {
    const auto read = read_zip(archive, limits);
    return read.ok() ? "read" : read.error().code;
}

std::string archive_of(std::string name, std::string bytes = "x") {
    return write_zip({{std::move(name), std::move(bytes)}}).value();
}

}  // namespace

TEST_CASE("base64 goes there and back, and nothing else is taken for it", "[base][base64]") {
    for (const std::string& bytes : {std::string(), std::string("f"), std::string("fo"), std::string("foo"), std::string("\0\xFF\x7F\x80", 4)})
        CHECK(from_base64(to_base64(bytes)).value() == bytes);
    CHECK(to_base64("foob") == "Zm9vYg==");
    CHECK(from_base64("Zm9vYg==").value() == "foob");
    for (const char* bad : {"Zm9vYg", "Zm9vYg=", "Zm9v Yg==", "Zm9vYh==", "Zm=vYg==", "====", "Zm9-"}) CHECK_FALSE(from_base64(bad).ok());
}

TEST_CASE("archives are read as they were written, the same bytes each time", "[exchange][zip]") {
    const std::vector<ZipEntry> parts = {{"a.xml", "<a/>"}, {"word/ż.xml", std::string(100'000, 'z')}, {"empty", ""}};
    const std::string archive = write_zip(parts).value();
    CHECK(archive == write_zip(parts).value());
    CHECK(archive.size() < 1000);
    const auto read = read_zip(archive);
    REQUIRE(read.ok());
    REQUIRE(read->size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK((*read)[i].name == parts[i].name);
        CHECK((*read)[i].bytes == parts[i].bytes);
    }
}

TEST_CASE("archives that lead outside or grow beyond bounds are refused", "[exchange][zip]") {
    for (const char* name : {"../x", "a/../../x", "/etc/x", "a\\b", "C:x", "a//b", "./x"}) {
        INFO(name);
        CHECK(refusal(archive_of(name)) == "zip.unsafe_name");
    }
    CHECK(refusal(write_zip({{"a", "1"}, {"a", "2"}}).value()) == "zip.unsafe_name");
    const std::string bomb = archive_of("a", std::string(10'000'000, '\0'));
    CHECK(bomb.size() < 20'000);
    CHECK(refusal(bomb) == "read");
    CHECK(refusal(bomb, {.entries = 10, .unpacked = 1'000'000}) == "zip.too_large");
    CHECK(refusal(write_zip({{"a", ""}, {"b", ""}, {"c", ""}}).value(), {.entries = 2, .unpacked = 100}) == "zip.too_many");
    CHECK(refusal("") == "zip.malformed");
    CHECK(refusal("PK\x05\x06") == "zip.malformed");
}

TEST_CASE("a damaged archive is an error, never a crash", "[exchange][zip]") {
    const std::string archive = write_zip({{"word/document.xml", "<w:document>" + std::string(500, 'x') + "</w:document>"}, {"b", "two"}}).value();
    std::size_t read = 0;
    for (std::size_t i = 0; i < archive.size(); ++i) {
        for (const char flip : {'\x01', '\x80', '\xFF'}) {
            std::string damaged = archive;
            damaged[i] = static_cast<char>(damaged[i] ^ flip);
            read += read_zip(damaged).ok() ? 1 : 0;
        }
        CHECK_FALSE(read_zip(std::string_view(archive).substr(0, i)).ok());
    }
    // What tells nothing of content or place (times, versions, attributes, the letters of a name) may differ.
    CHECK(read < 2 * archive.size());
    // An entry that holds more than it says.
    std::string lying = archive;
    const std::size_t central = lying.find(std::string("PK\x01\x02", 4));
    lying[central + 24] = 1;
    CHECK(refusal(lying) == "zip.malformed");
}

TEST_CASE("what was deflated is inflated up to a limit", "[exchange][zip]") {
    const std::string text(50'000, 'a');
    CHECK(inflated(deflated(text), 50'000) == text);
    CHECK_FALSE(inflated(deflated(text), 49'999));
    CHECK(inflated(deflated(text, Wrapping::none), 50'000, Wrapping::none) == text);
    CHECK_FALSE(inflated("nothing of the kind", 100));
    CHECK(inflated(deflated(""), 0) == "");
}
