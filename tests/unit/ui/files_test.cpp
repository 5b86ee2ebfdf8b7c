// Files that are attached, watched while they come in, cancelled, opened again and cleared away.
#include <catch_amalgamated.hpp>

#include "unit/ui/app_driver.h"

using namespace potok;
using namespace potok::ui;

namespace {

constexpr std::int64_t day = 86'400'000;

model::RowId open_lead(AppDriver& d) {
    d.click(Role::radio, "Suspended ceilings");
    if (d.get(Role::checkbox, "sample").has(state_checked)) d.click(Role::checkbox, "sample");
    d.click(Role::button, "Start");
    d.click(Role::button, "New: ");
    d.fill("Name", "Marina");
    d.click(Role::button, "Create");
    d.click(Role::button, "Marina");
    return model::all_records(d.ws(), "ceilings.lead").front();
}

// Gives a piece each time it is let.
class SlowSource final : public platform::FileSource {
public:
    explicit SlowSource(std::uint64_t size) : size_(size) {}
    std::uint64_t size() const override { return size_; }
    void read(std::uint64_t offset, std::size_t length, std::function<void(Result<db::Bytes>)> done) override {
        waiting_ = [this, offset, length, done] {
            if (fails) done(error("file.changed", {{"name", "big.mov"}}));
            else done(db::Bytes(length, static_cast<std::uint8_t>(offset >> 20)));
        };
    }
    bool give() {
        if (!waiting_) return false;
        std::exchange(waiting_, nullptr)();
        return true;
    }
    bool fails = false;

private:
    std::uint64_t size_;
    std::function<void()> waiting_;
};

void attach(AppDriver& d, std::vector<platform::File> files) {
    d.host.offered_ = std::move(files);
    d.click(Role::button, "Attach a file");
}

void wait(AppDriver& d, double seconds) {
    for (double t = 0; t < seconds; t += 0.05) d.frame(0.05);
}

}  // namespace

TEST_CASE("a file is attached, kept once however often, and opened again", "[ui][app][files]") {
    AppDriver d;
    const model::RowId lead = open_lead(d);
    const std::string bytes(3'000'000, 'x');
    attach(d, {platform::memory_file("plan.pdf", "application/pdf", bytes), platform::memory_file("copy of plan.pdf", "application/pdf", bytes),
               platform::memory_file("empty.txt", "text/plain", "")});
    const auto files = model::attachments(d.ws(), lead);
    REQUIRE(files.size() == 3);
    CHECK(files[0].size == 3'000'000);
    CHECK(files[0].sha256 == files[1].sha256);
    CHECK(files[0].sha256 == hex(sha256(bytes)));
    REQUIRE(d.keeper.files());
    CHECK(d.keeper.files()->count == 2);
    CHECK(d.keeper.files()->bytes == 3'000'000);
    d.click(Role::link, "plan.pdf");
    REQUIRE(d.host.saved_.size() == 1);
    CHECK(d.host.saved_[0].media_type == "application/pdf");
    CHECK((d.host.saved_[0].bytes == bytes));
    d.app.on_route("/settings");
    d.settle();
    INFO(d.dump());
    CHECK(d.find(Role::text, "2 files attached, 3 MB on this device."));
}

TEST_CASE("a large file shows how far it is, and can be cancelled", "[ui][app][files]") {
    const float width = GENERATE(1440.f, 390.f);
    AppDriver d;
    const model::RowId lead = open_lead(d);
    d.host.resize(width, 844);
    d.settle();
    if (width < 500) {
        INFO(d.dump());
        if (const Node* tab = d.find(Role::tab, "Documents")) d.press(tab->rect.center());
    }
    const auto slow = std::make_shared<SlowSource>(4 * platform::piece_size);
    const auto other = std::make_shared<SlowSource>(4 * platform::piece_size);
    d.app.on_files_dropped({{"big.mov", "video/quicktime", slow}, {"other.mov", "video/quicktime", other}, platform::memory_file("note.txt", "", "n")});
    d.settle();
    CHECK(!d.find(Role::text, "Attaching big.mov"));  // so far nobody has waited
    CHECK(slow->give());
    wait(d, 0.6);
    {
        INFO(d.dump());
        CHECK(d.find(Role::text, "Attaching big.mov. 25 % · file 1 of 3"));
    }
    CHECK(slow->give());
    wait(d, 0.2);
    CHECK(d.find(Role::text, "Attaching big.mov. 50 % · file 1 of 3"));
    while (slow->give()) wait(d, 0.1);
    wait(d, 0.2);
    REQUIRE(model::attachments(d.ws(), lead).size() == 1);
    CHECK(other->give());
    wait(d, 0.8);
    {
        INFO(d.dump());
        CHECK(d.find(Role::text, "Attaching other.mov. 25 % · file 2 of 3"));
    }
    d.click(Role::button, "Cancel");
    while (other->give()) wait(d, 0.1);
    d.settle();
    CHECK(model::attachments(d.ws(), lead).size() == 1);
    CHECK(d.keeper.blobs->uploads() == 0);
    CHECK(!d.find(Role::text, "Attaching"));
    // The next one goes its way.
    d.app.on_files_dropped({platform::memory_file("note.txt", "", "n")});
    d.settle();
    CHECK(model::attachments(d.ws(), lead).size() == 2);
}

TEST_CASE("a file that changes while it is attached is refused in words", "[ui][app][files]") {
    AppDriver d;
    const model::RowId lead = open_lead(d);
    const auto slow = std::make_shared<SlowSource>(4 * platform::piece_size);
    attach(d, {{"big.mov", "", slow}});
    slow->give();
    d.settle();
    slow->fails = true;
    slow->give();
    d.settle();
    INFO(d.dump());
    CHECK(d.find(Role::alert, "“big.mov” was changed or moved while it was being read."));
    CHECK(model::attachments(d.ws(), lead).empty());
    CHECK(d.keeper.blobs->uploads() == 0);
}

TEST_CASE("what is damaged is not saved to the person's disk", "[ui][app][files]") {
    AppDriver d;
    const model::RowId lead = open_lead(d);
    attach(d, {platform::memory_file("plan.pdf", "", std::string(2'000'000, 'x'))});
    const auto id = platform::parse_blob_id(model::attachments(d.ws(), lead).at(0).sha256);
    d.keeper.blobs->bytes_of(*id)->at(1'500'000) = 'y';
    d.click(Role::link, "plan.pdf");
    INFO(d.dump());
    CHECK(d.find(Role::alert, "The stored attachment is damaged"));
    CHECK(d.host.saved_.empty());
}

TEST_CASE("files that nothing names are cleared away, once a day", "[ui][app][files]") {
    AppDriver d;
    const model::RowId lead = open_lead(d);
    attach(d, {platform::memory_file("a.txt", "", "a"), platform::memory_file("b.txt", "", "b")});
    const auto files = model::attachments(d.ws(), lead);
    REQUIRE(files.size() == 2);
    const auto count = [&] { return d.keeper.blobs->bytes_of(*platform::parse_blob_id(files[0].sha256)) ? 1 : 0; };
    const auto pass = [&](double days) {
        d.frame(days * static_cast<double>(day) / 1000);
        d.host.request_redraw();
        d.settle();
    };
    REQUIRE(d.ws().apply({"detach", {{"attachment", d.ws().id_of(files[0].row).str()}}}, d.ws().administrator(), d.host.now()).ok());
    pass(0.01);
    CHECK_FALSE(d.keeper.time_to_collect_files(d.host.now() + day / 2));
    CHECK(d.keeper.time_to_collect_files(d.host.now() + day));
    pass(5);
    CHECK(count() == 1);  // undo may bring it back
    d.keeper.replaced();
    pass(29);
    CHECK(count() == 1);  // whoever goes back finds it again
    pass(2);
    CHECK(count() == 0);
    CHECK(d.keeper.files()->count == 1);
    d.click(Role::link, "b.txt");
    REQUIRE(d.host.saved_.size() == 1);
    CHECK(d.host.saved_[0].bytes == "b");
}
