// What the client's page holds, read from the workspace.
#include <algorithm>
#include <map>

#include "model/board.h"
#include "model/settlement.h"
#include "ui/client/client_page.h"
#include "ui/forms/field_edit.h"
#include "ui/value_text.h"

namespace potok::ui {

namespace {

constexpr std::int64_t one_day_ms = 86'400'000, one_year_ms = 365 * one_day_ms;
constexpr int few_clients = 2000;  // among so many a second one is looked for unasked

// Amounts by currency, the largest first; what people read: "1 200 zł, 300 €".
struct Sums {
    std::map<std::string, std::int64_t> by_currency;
    void add(const Money& m) { by_currency[m.currency] += m.minor; }
    bool any() const {
        return std::any_of(by_currency.begin(), by_currency.end(), [](const auto& s) { return s.second != 0; });
    }
    std::string text(const Locale& locale) const {
        std::string out;
        for (const auto& [currency, minor] : by_currency)
            if (minor != 0) out += (out.empty() ? "" : ", ") + locale.money({minor, currency});
        return out;
    }
};

}  // namespace

void ClientPage::read(Desk& desk) {
    refused_.reset();
    data_ = model::record(desk.ws(), client_);
    if (!data_ || data_->deleted) return;
    auto circle = model::client_circle(desk.ws(), client_, desk.actor(), desk.now());
    if (!circle.ok()) {
        refused_ = circle.error();
        return;
    }
    circle_ = std::move(*circle);
    fields_.read(desk, *data_);
    contacts_.clear();
    for (const model::RowId row : model::find_records(desk.ws(), "contact", "client", Value(Ref{data_->id})))
        if (auto contact = model::record(desk.ws(), row)) contacts_.push_back(std::move(*contact));
    read_deals(desk);
    money_.read(desk);
    read_figures(desk);
    relations_.read(desk, client_);
    timeline_.read(desk, circle_);
    decisions_.clear();
    for (const Deal& deal : deals_)
        for (Decision& d : decisions_of(desk, deal.row)) {
            d.title = deal.title + " · " + d.title;
            decisions_.push_back(std::move(d));
        }
    std::stable_sort(decisions_.begin(), decisions_.end(), [](const Decision& a, const Decision& b) { return a.at > b.at; });
    papers_stale_ = true;
    if (!twins_known_) {
        twins_known_ = true;
        if (static_cast<int>(model::newest_records(desk.ws(), "client", few_clients + 1).size()) <= few_clients) look_for_twins(desk);
    }
}

void ClientPage::read_deals(Desk& desk) {
    deals_.clear();
    for (const auto& [type, rows] : circle_.members) {
        if (!type->on_pipeline) continue;
        for (const model::RowId row : rows) {
            const auto r = model::record(desk.ws(), row);
            const model::Pipeline* pipeline = r ? desk.ws().catalog().pipeline(r->text("pipeline")) : nullptr;
            if (!pipeline) continue;
            Deal d;
            d.row = row;
            d.title = r->title();
            d.pipeline = pipeline->label.in(desk.language());
            const model::Stage* stage = pipeline->stage(r->text("stage"));
            d.stage = stage ? stage->label.in(desk.language()) : r->text("stage");
            d.open = stage && stage->kind == model::StageKind::open;
            d.at = -1;
            for (const model::Stage& s : pipeline->stages) {
                if (s.kind == model::StageKind::lost) continue;
                if (s.key == r->text("stage")) d.at = d.stages;
                ++d.stages;
            }
            if (const Money* amount = r->get(type->amount_field).as<Money>()) d.amount = *amount;
            deals_.push_back(std::move(d));
        }
    }
    std::stable_sort(deals_.begin(), deals_.end(), [](const Deal& a, const Deal& b) { return a.open != b.open ? a.open : a.row > b.row; });
}

void ClientPage::read_figures(Desk& desk) {
    figures_.clear();
    const Locale& locale = desk.ui().locale();
    const Instant now = desk.now();
    const std::string none = desk.tr("client.none");
    Sums year, before, open, debt, late;
    const auto invoices = bills_of(desk, client_, false);
    for (const PaymentView& p : payments_of(desk, client_, invoices)) {
        const std::int64_t age = now - p.at;
        if (age < one_year_ms) year.add(p.amount);
        else if (age < 2 * one_year_ms) before.add(p.amount);
    }
    for (const Bill& b : invoices) {
        if (b.draft || b.correction || !b.open || b.open->minor <= 0) continue;
        debt.add(*b.open);
        if (b.state == "overdue") late.add(*b.open);
    }
    int deals = 0;
    for (const Deal& d : deals_) {
        if (!d.open) continue;
        ++deals;
        if (d.amount) open.add(*d.amount);
    }
    Figure paid{desk.tr("client.paid_in_year"), year.any() ? year.text(locale) : none, "", Tone::neutral};
    if (before.any()) paid.facts = desk.tr("client.year_before", {{"amount", before.text(locale)}});
    figures_.push_back(std::move(paid));
    figures_.push_back({desk.tr("client.open_deals"), std::to_string(deals), open.any() ? open.text(locale) : "", Tone::neutral});
    figures_.push_back({desk.tr("client.debt"), debt.any() ? debt.text(locale) : none, late.any() ? desk.tr("client.late", {{"amount", late.text(locale)}}) : "", Tone::danger});
    // The last time somebody spoke with them: what lies ahead is no contact yet.
    model::ClientFilter contact;
    contact.kinds = {model::ClientKind::activity, model::ClientKind::correspondence, model::ClientKind::comment};
    contact.to = now + 1;
    Figure last{desk.tr("client.last_contact"), none, "", Tone::neutral};
    if (const auto page = model::client_page(desk.ws(), circle_, contact, desk.actor(), now, 1); page.ok() && !page->entries.empty()) {
        const model::ClientEntry& entry = page->entries.front();
        last.value = moment_text(locale, desk.zone(), entry.at, now);
        last.facts = entry.type ? entry.type->label.in(desk.language()) : "";
    }
    figures_.push_back(std::move(last));
}

void ClientPage::look_for_twins(Desk& desk) {
    looked_ = true;
    twins_.clear();
    auto found = model::find_duplicates(desk.ws(), "client", {.only = client_, .least_score = 40, .most = 5});
    if (!found.ok()) return desk.tell_refusal(found.error());
    twins_ = std::move(*found);
}

void ClientPage::read_papers(Desk& desk) {
    if (!papers_stale_) return;
    papers_stale_ = false;
    papers_.read(desk, circle_.all, true);
    const auto& kinds = papers_.kinds();
    if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& k) { return k.key == paper_kind_; })) paper_kind_.clear();
}

void ClientPage::take(Desk& desk, const model::Outcome& outcome) {
    // What belongs to a client may hang on it by several steps; any record of the circle will do.
    const auto ours = [&](model::RowId row) { return row != 0 && std::binary_search(circle_.all.begin(), circle_.all.end(), row); };
    const auto names_it = [&](const model::Change& c) {
        return std::any_of(c.deltas.begin(), c.deltas.end(), [&](const auto& d) {
            for (const Value* v : {&d.before, &d.after})
                if (const Ref* ref = v->as<Ref>())
                    if (const auto row = desk.ws().row_of(ref->id); row && ours(*row)) return true;
            return false;
        });
    };
    const bool any = std::any_of(outcome.changes.begin(), outcome.changes.end(), [&](const model::Change& c) { return ours(c.row) || ours(c.subject) || names_it(c); });
    // A relation that goes names nobody any more.
    const bool relations = std::any_of(outcome.changes.begin(), outcome.changes.end(), [](const model::Change& c) { return c.type && c.type->key == "relation"; });
    if (relations && !any) relations_.read(desk, client_);
    if (!any) return;
    // A client that was merged or came back changes who may be its twin.
    if (std::any_of(outcome.changes.begin(), outcome.changes.end(), [](const model::Change& c) { return c.type && c.type->key == "client" && c.delta("deleted_at"); })) twins_known_ = false;
    read(desk);
}

}  // namespace potok::ui
