// Random stories of a shop: whatever is tried in whatever order, numbers have no gaps, amounts agree, and states are what the amounts say.
#include <map>

#include "commerce.h"

using namespace potok;
using namespace potok::model;
using potok::model::test::Shop;

namespace {

// Counts what was carried out and what was refused; both must happen for the story to mean anything.
struct Story {
    Shop s;
    SeededRandom dice;
    std::vector<RowId> invoices;
    std::vector<std::string> undoable;
    int done = 0, refused = 0;

    explicit Story(std::uint64_t seed) : dice(seed) {}

    std::uint64_t roll(std::uint64_t n) { return dice.next() % n; }
    std::string amount(std::int64_t from, std::int64_t span) {
        const auto minor = from + static_cast<std::int64_t>(roll(static_cast<std::uint64_t>(span)));
        return to_json(Value(Money{minor, "PLN"}))["m"].get<std::string>();
    }
    void attempt(const std::string& command, Json args) {
        auto outcome = s.run(command, std::move(args));
        if (outcome.ok()) {
            ++done;
            undoable.push_back(outcome->operation_id.str());
        } else {
            ++refused;
        }
    }
    RowId any() { return invoices[static_cast<std::size_t>(roll(invoices.size()))]; }

    void step() {
        switch (roll(9)) {
            case 0: {
                const RowId made = s.document("invoice", "I", {{"prices", roll(2) ? "net" : "gross"}});
                const std::uint64_t lines = roll(4);  // none: it cannot be issued
                static constexpr const char* rates[] = {"23", "8", "5", "0", "zw", "22"};
                for (std::uint64_t i = 0; i < lines; ++i)
                    s.line(made, "L", amount(-500, 20'000), {{"vat", rates[roll(roll(4) ? 5 : 6)]}, {"quantity", {{"n", amount(1, 1000)}}}});
                invoices.push_back(made);
                return;
            }
            case 1:
            case 2: return attempt("issue_invoice", {{"invoice", s.id(any())}});
            case 3:
            case 4: return attempt("record_payment", {{"amount", s.money(amount(1, 15'000))}, {"invoice", s.id(any())}});
            case 5: return attempt("record_payment", {{"amount", s.money(amount(-5000, 5000))}, {"invoice", s.id(any())}});
            case 6: {
                const RowId invoice = any();
                Json lines = Json::array();
                for (const auto& line : effective_lines(*s.ws, invoice))
                    if (roll(2)) lines.push_back({{"line", s.id(line.row)}, {"quantity", {{"n", amount(0, 1000)}}}});
                return attempt("correct_invoice", {{"invoice", s.id(invoice)}, {"reason", "R"}, {"lines", lines}});
            }
            case 7:
                if (undoable.empty()) return;
                return attempt("undo", {{"operation", undoable[undoable.size() - 1 - static_cast<std::size_t>(roll(std::min<std::size_t>(undoable.size(), 3)))]}});
            default: s.now = s.now + static_cast<std::int64_t>(roll(20)) * ms_per_day;
        }
    }
};

void check(const Shop& s) {
    std::map<std::string, std::vector<std::int64_t>> numbers;
    for (const RowId row : all_records(*s.ws, "invoice")) {
        const auto r = record(*s.ws, row);
        if (r->text("number").empty()) {
            CHECK(r->text("state") == "draft");
            CHECK(r->get("gross").is_null());
            continue;
        }
        numbers[r->text("series") + " " + r->text("period")].push_back(*r->get("n").as<Decimal>()->to_int64());
        const Money net = *money_of(r->get("net")), tax = *money_of(r->get("tax")), gross = *money_of(r->get("gross"));
        CHECK(net.minor + tax.minor == gross.minor);
        if (r->text("kind") == "correction") continue;
        // Paid is what living payments put against it, and owed what its lines, as they now are, come to.
        const auto paid = s.ws->db().get_i64("SELECT ifnull(sum(a.amount), 0) FROM r_allocation a JOIN r_payment p ON p.id = a.payment "
                                             "WHERE a.invoice = ?1 AND a.deleted_at IS NULL AND p.deleted_at IS NULL", row);
        CHECK(money_of(r->get("paid"))->minor == **paid);
        const auto terms = terms_of(*s.ws, row);
        const auto inputs = inputs_of(effective_lines(*s.ws, row), terms->profile);
        const auto totals = totals_of(*inputs, terms->prices, terms->profile.rounding, terms->currency);
        const std::int64_t owed = totals->gross, open = money_of(r->get("open"))->minor;
        CHECK(owed - **paid == open);
        const std::string state = r->text("state");
        if (open < 0) CHECK(state == "overpaid");
        if (open > 0) CHECK(state == (**paid == 0 ? "issued" : "partly_paid"));
        if (open == 0) CHECK((state == "paid" || (state == "cancelled" && owed == 0)));
    }
    for (auto& [series, given] : numbers) {
        CAPTURE(series);
        std::sort(given.begin(), given.end());
        for (std::size_t i = 0; i < given.size(); ++i) CHECK(given[i] == static_cast<std::int64_t>(i) + 1);
    }
    // No payment is spent twice.
    for (const RowId payment : all_records(*s.ws, "payment")) CHECK(unallocated(*s.ws, payment)->minor >= 0);
}

}  // namespace

TEST_CASE("random stories keep numbers, amounts and states in order", "[model][commerce]") {
    int done = 0, refused = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        CAPTURE(seed);
        Story story(seed);
        story.invoices.push_back(story.s.invoice("First", "100.00"));
        for (int i = 0; i < 120; ++i) story.step();
        check(story.s);
        done += story.done;
        refused += story.refused;
    }
    CHECK(done > 500);
    CHECK(refused > 200);
}

TEST_CASE("the same story gives the same history", "[model][commerce]") {
    const auto told = [] {
        Story story(5);
        story.invoices.push_back(story.s.invoice("First", "100.00"));
        for (int i = 0; i < 100; ++i) story.step();
        return story.s.ws->history_hash();
    };
    CHECK(told() == told());
}
