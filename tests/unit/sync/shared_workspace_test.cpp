#include "sync/shared_workspace.h"

#include <deque>

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

#include "db/connection.h"
#include "support/dice.h"
#include "model/queries.h"
#include "support/fake_block_store.h"

using namespace potok;
using namespace potok::sync;
using model::Outcome;
using potok::db::test::Dice;
using potok::db::test::FakeBlockStore;
using potok::db::test::FakeDisk;

namespace {

// Everybody hears the others, in the order of sending, when deliver() lets them.
struct Air {
    struct End final : TabLink {
        Air& air;
        std::function<void(const Message&)> listener;
        explicit End(Air& a) : air(a) { air.ends.push_back(this); }
        ~End() override { std::erase(air.ends, this); }
        void send(Message message) override { air.queue.push_back({this, std::move(message)}); }
        void set_listener(std::function<void(const Message&)> l) override { listener = std::move(l); }
    };
    struct Sent {
        TabLink* from;
        Message message;
    };
    std::vector<End*> ends;
    std::deque<Sent> queue;

    void deliver_one() {
        const Sent sent = std::move(queue.front());
        queue.pop_front();
        for (End* end : std::vector(ends))
            if (end != sent.from && end->listener) end->listener(sent.message);
    }
};

constexpr Instant start{1'772'000'000'000};

// A tab, as owner or follower.
struct Tab {
    Air::End link;
    FakeBlockStore blocks;
    db::PageStore pages;
    db::Persister persister{blocks, pages};
    SeededRandom random;
    std::unique_ptr<model::Workspace> ws;
    std::optional<SharedOwner> owner;
    std::optional<Follower> follower;
    Instant now = start;
    std::vector<Outcome> told;

    Tab(Air& air, FakeDisk& disk, std::uint64_t seed) : link(air), blocks(disk), random(seed) {}

    model::Environment environment() {
        model::Environment e;
        e.random = &random;
        return e;
    }
    void open() {
        auto connection = db::Connection::open_store(pages, db::Sharing::followed);
        REQUIRE(connection.ok());
        auto opened = model::Workspace::open(std::make_unique<db::Connection>(std::move(*connection)), environment());
        if (!opened.ok()) FAIL(describe(opened.error()));
        ws = std::move(*opened);
        ws->listen([this](const Outcome& outcome) { told.push_back(outcome); });
    }
    void own() {
        persister.open([](const Status& s) { REQUIRE(s.ok()); });
        blocks.run();
    }
    void serve() {
        owner.emplace(link, persister, *ws, "1", [this] { return now; });
        persister.set_change_listener([this] { owner->saving_changed(); });
    }
    void follow() {
        follower.emplace(Follower::Parts{link, blocks, pages, random, "1", "tab" + std::to_string(random.next())});
        follower->hello();
    }
    Result<Outcome> run(const char* name, Json args) {
        model::Command command{name, std::move(args), make_v7(now, random)};
        if (follower) return follower->apply(command, ws->administrator(), now);
        return ws->apply(command, ws->administrator(), now);
    }
    Outcome must(const char* name, Json args) {
        auto outcome = run(name, std::move(args));
        if (!outcome.ok()) FAIL(describe(outcome.error()));
        return *outcome;
    }
    std::string title(const Uuid& id) const {
        const auto row = ws->row_of(id);
        return row ? model::title_of(*ws, *row) : "-";
    }
    int records() const {
        return static_cast<int>(ws->db().get_i64("SELECT count(*) FROM r_client WHERE deleted_at IS NULL").value().value_or(-1));
    }
};

// The storage and the messages go on until nothing is under way.
struct World {
    FakeDisk disk;
    Air air;
    Tab first{air, disk, 11};

    World() {
        first.own();
        auto connection = db::Connection::open_store(first.pages, db::Sharing::followed);
        REQUIRE(connection.ok());
        model::WorkspaceInfo info;
        info.name = "Test";
        info.zone = "UTC";
        auto made = model::Workspace::create(std::make_unique<db::Connection>(std::move(*connection)), info, "Anna", first.environment(), start);
        REQUIRE(made.ok());
        first.ws = std::move(*made);
        first.serve();
    }
    void settle(Tab& a, Tab& b) {
        while (a.blocks.waiting() + b.blocks.waiting() + air.queue.size() > 0) {
            while (a.blocks.waiting() > 0) a.blocks.step();
            while (b.blocks.waiting() > 0) b.blocks.step();
            while (!air.queue.empty()) air.deliver_one();
        }
    }
    void join(Tab& tab) {
        tab.follow();
        settle(first, tab);
        REQUIRE(tab.follower->state() == Follower::State::ready);
        tab.open();
        tab.follower->attach(*tab.ws);
        settle(first, tab);
    }
};

Json thing_type() { return Json::parse(R"({"label": "Thing", "fields": [{"key": "size", "label": "Size", "kind": "number"}]})"); }
Json client(const char* title) { return {{"type", "client"}, {"values", {{"title", title}}}}; }

}  // namespace

TEST_CASE("a follower sees what the owner does, and its listeners hear of it", "[sync]") {
    World world;
    world.first.must("create", client("Before"));
    Tab second(world.air, world.disk, 22);
    world.join(second);
    CHECK(second.records() == 1);
    const Uuid made = world.first.ws->id_of(world.first.must("create", client("After")).record);
    world.settle(world.first, second);
    CHECK(second.title(made) == "After");
    REQUIRE(second.told.size() == 1);
    CHECK(second.told[0].changes.size() == 1);
    CHECK(second.ws->history_hash() == world.first.ws->history_hash());
}

TEST_CASE("what is done in a follower is there at once, and counts once the owner has done it", "[sync]") {
    World world;
    Tab second(world.air, world.disk, 22);
    world.join(second);
    const Outcome outcome = second.must("create", client("Mine"));
    const Uuid id = second.ws->id_of(outcome.record);
    CHECK(second.records() == 1);
    CHECK(world.first.records() == 0);
    CHECK(second.follower->pending().size() == 1);
    CHECK_FALSE(second.follower->all_saved());
    world.settle(world.first, second);
    CHECK(world.first.title(id) == "Mine");  // the same record, not another one like it
    CHECK(second.records() == 1);
    CHECK(second.follower->pending().empty());
    CHECK(second.follower->all_saved());
    CHECK(second.ws->history_hash() == world.first.ws->history_hash());
}

TEST_CASE("owner and follower at the same time: the owner's order counts, nothing is lost", "[sync]") {
    World world;
    const Uuid id = world.first.ws->id_of(world.first.must("create", client("As it was")).record);
    Tab second(world.air, world.disk, 22);
    world.join(second);
    second.must("set_fields", {{"record", id.str()}, {"values", {{"title", "By the second"}}}});
    world.first.must("set_fields", {{"record", id.str()}, {"values", {{"title", "By the first"}}}});
    world.first.must("create", client("Another"));
    CHECK(second.title(id) == "By the second");
    world.settle(world.first, second);
    CHECK(second.title(id) == "By the second");  // it reached the owner last
    CHECK(world.first.title(id) == "By the second");
    CHECK(second.records() == 2);
    CHECK(second.ws->history_hash() == world.first.ws->history_hash());
}

TEST_CASE("what the owner refuses is taken back in the follower, which is told why", "[sync]") {
    World world;
    const Uuid id = world.first.ws->id_of(world.first.must("create", client("Short-lived")).record);
    Tab second(world.air, world.disk, 22);
    world.join(second);
    const Uuid undone = world.first.must("comment", {{"record", id.str()}, {"text", "x"}}).operation_id;
    world.settle(world.first, second);
    // Both undo the same act; the owner's word comes first.
    second.must("undo", {{"operation", undone.str()}});
    world.first.must("undo", {{"operation", undone.str()}});
    world.settle(world.first, second);
    CHECK(second.follower->pending().empty());
    const auto refusal = second.follower->take_refusal();
    REQUIRE(refusal.has_value());
    CHECK(refusal->code == "undo.already");
    CHECK(second.ws->history_hash() == world.first.ws->history_hash());
}

TEST_CASE("definitions are changed where the workspace is", "[sync]") {
    World world;
    Tab second(world.air, world.disk, 22);
    world.join(second);
    const auto refused = second.run("define", {{"kind", "type"}, {"key", "t.order"}, {"body", thing_type()}});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "sync.owner_only");
    // Those of the owner arrive, tables included.
    world.first.must("define", {{"kind", "type"}, {"key", "t.order"}, {"body", thing_type()}});
    world.settle(world.first, second);
    CHECK(second.ws->catalog().type("t.order") != nullptr);
    second.must("create", {{"type", "t.order"}, {"values", {{"title", "First"}}}});
    world.settle(world.first, second);
    CHECK(second.ws->history_hash() == world.first.ws->history_hash());
}

TEST_CASE("the owner dies: the follower becomes owner with what it still had to do, once", "[sync]") {
    World world;
    Tab second(world.air, world.disk, 22);
    world.join(second);
    const Uuid heard = second.ws->id_of(second.must("create", client("Arrived")).record);
    world.settle(world.first, second);
    const Uuid lost = second.ws->id_of(second.must("create", client("On its way")).record);
    SECTION("the owner never heard of it") { world.air.queue.clear(); }
    SECTION("the owner did it and saved it, but its word was not heard") {
        while (!world.air.queue.empty()) world.air.deliver_one();
        world.first.blocks.run();
        world.air.queue.clear();
    }
    world.first.owner.reset();
    world.first.ws.reset();
    // From here on it keeps the pages itself.
    second.persister.open([](const Status& s) { REQUIRE(s.ok()); });
    second.blocks.run();
    for (const SentCommand& sent : second.follower->become_owner()) CHECK(carry_out(*second.ws, sent).ok());
    second.follower.reset();
    second.serve();
    second.blocks.run();
    CHECK(second.records() == 2);
    CHECK(second.title(heard) == "Arrived");
    CHECK(second.title(lost) == "On its way");
    CHECK(second.persister.status().state == db::SaveState::saved);
    Tab third(world.air, world.disk, 33);
    third.own();
    third.open();
    CHECK(third.ws->history_hash() == second.ws->history_hash());
}

TEST_CASE("another version is not answered, and messages that make no sense change nothing", "[sync]") {
    World world;
    Tab second(world.air, world.disk, 22);
    second.follower.emplace(Follower::Parts{second.link, second.blocks, second.pages, second.random, "2", "t"});
    second.follower->hello();
    world.settle(world.first, second);
    CHECK(second.follower->state() == Follower::State::asking);
    second.follower.reset();
    world.join(second);
    const std::string before = second.ws->history_hash();
    Air::End stranger(world.air);
    for (const char* head : {"", "[]", "{\"type\":5}", "{\"type\":\"batch\"}", "{\"type\":\"batch\",\"commit\":99,\"page_count\":1,\"pages\":[7]}",
                             "{\"type\":\"batch\",\"commit\":-1,\"page_count\":1,\"pages\":[]}", "{\"type\":\"do\",\"tab\":\"x\"}",
                             "{\"type\":\"do\",\"tab\":\"x\",\"sent\":{\"command\":{\"name\":\"delete\"},\"actor\":\"x\",\"now\":1}}",
                             "{\"type\":\"done\",\"tab\":5,\"id\":7}", "{\"type\":\"hello\",\"tab\":\"\"}"})
        stranger.send({head, db::Bytes(3)});
    world.settle(world.first, second);
    CHECK(second.ws->history_hash() == before);
    CHECK(world.first.ws->history_hash() == before);
}

TEST_CASE("a file in place of the workspace followed: the follower lets go of it, and can begin anew", "[sync]") {
    World world;
    world.first.must("create", client("Of the first workspace"));
    const auto copy = world.first.ws->db().serialize();
    REQUIRE(copy.ok());
    world.first.must("create", client("Since the copy"));
    Tab second(world.air, world.disk, 22);
    world.join(second);
    SeededRandom random(99);
    model::Environment environment;
    environment.random = &random;
    auto memory = db::Connection::open_memory();
    REQUIRE(memory.ok());
    model::WorkspaceInfo info;
    info.name = "Another";
    info.zone = "UTC";
    auto another = model::Workspace::create(std::make_unique<db::Connection>(std::move(*memory)), info, "Jan", environment, start);
    REQUIRE(another.ok());
    const auto foreign = (*another)->db().serialize();
    REQUIRE(foreign.ok());
    // A copy of itself, or another one altogether.
    const db::Bytes& file = GENERATE(true, false) ? *copy : *foreign;

    world.first.owner.reset();
    world.first.ws.reset();
    {
        auto connection = db::Connection::open_store(world.first.pages, db::Sharing::followed);
        REQUIRE(connection.ok());
        REQUIRE(connection->restore(file).ok());
    }
    world.first.open();
    SECTION("the owner says so") {
        world.first.serve();
        world.settle(world.first, second);
    }
    SECTION("its word is not heard: the next commit does not follow") {
        world.first.serve();
        world.air.queue.clear();
        Tab third(world.air, world.disk, 33);  // whoever follows makes the owner tell of its commits
        world.join(third);
        world.first.must("create", client("Of the second workspace"));
        world.settle(world.first, second);
        world.settle(world.first, third);
        CHECK(third.records() == world.first.records());
    }
    SECTION("the owner dies before it says so: what is stored is another one") {
        world.first.blocks.run();
        world.first.ws.reset();
        second.persister.open([](const Status& s) { REQUIRE(s.ok()); });
        second.blocks.run();
        (void)second.follower->become_owner();
    }
    REQUIRE(second.follower->problem().has_value());
    CHECK(second.follower->problem()->code == "workspace.another");
}

// Owner and two followers, everything interleaved by chance: in the end all three show the same.
TEST_CASE("three tabs in any order of events converge", "[sync]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        CAPTURE(seed);
        Dice dice{seed};
        World world;
        world.first.must("create", client("One"));
        Tab second(world.air, world.disk, 22), third(world.air, world.disk, 33);
        world.join(second);
        world.join(third);
        std::vector<Tab*> tabs{&world.first, &second, &third};
        int made = 1;
        for (int i = 0; i < 120; ++i) {
            Tab& tab = *tabs[static_cast<std::size_t>(dice.below(3))];
            switch (dice.below(6)) {
            case 0: made += tab.run("create", client("New")).ok() ? 1 : 0; break;
            case 1: {
                auto row = tab.ws->db().get_i64("SELECT max(id) FROM r_client");
                if (row.ok() && row->value_or(0) != 0)
                    tab.must("set_fields", {{"record", tab.ws->id_of(**row).str()}, {"values", {{"title", "T" + std::to_string(i)}}}});
                break;
            }
            default:
                if (!world.air.queue.empty()) world.air.deliver_one();
                else if (tab.blocks.waiting() > 0) tab.blocks.step();
            }
        }
        world.settle(world.first, second);
        world.settle(world.first, third);
        world.settle(world.first, second);
        CHECK(world.first.records() == made);
        CHECK(second.ws->history_hash() == world.first.ws->history_hash());
        CHECK(third.ws->history_hash() == world.first.ws->history_hash());
        CHECK(second.follower->pending().empty());
        CHECK(third.follower->pending().empty());
    }
}
