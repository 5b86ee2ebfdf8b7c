#include "ui/queue/queue_page.h"

#include <algorithm>

#include "generated/icons.h"
#include "model/record_context.h"
#include "ui/app/state_bar.h"
#include "ui/kit/button.h"
#include "ui/kit/scroll.h"
#include "ui/kit/text.h"

namespace potok::ui {

QueuePage::QueuePage(Desk& desk, const model::Queue& queue) : queue_(queue) { read(desk); }

void QueuePage::read(Desk& desk) {
    const model::Workspace& ws = desk.ws();
    const model::Queue* known = model::queue(ws, queue_.key);
    if (!known) return;
    queue_ = *known;
    works_ = model::works_on(ws, queue_, desk.actor());
    manages_ = model::manages(ws, queue_, desk.actor());
    waiting_ = model::waiting(ws, queue_, desk.now());
    const Instant midnight = desk.zone().to_instant({desk.zone().to_local(desk.now()).date, TimeOfDay{}});
    load_ = model::load(ws, queue_, midnight, desk.now());
    mine_ = {};
    for (const model::Load& l : load_)
        if (l.person == desk.actor()) mine_ = l;
    ready_ = ahead_ = 0;
    read_again_.reset();
    const auto wake = [&](Instant at) {
        if (at > desk.now() && (!read_again_ || at < *read_again_)) read_again_ = at;
    };
    for (const model::Waiting& w : waiting_) {
        const bool later = w.callback && *w.callback > desk.now();
        if (later) wake(*w.callback);
        if (w.claimed_by == 0) ++(later ? ahead_ : ready_);
    }
    const model::RowId before = claim_ ? claim_->record : 0;
    claim_ = model::held_claim(ws, queue_.key, desk.actor());
    if (claim_ && claim_->until <= desk.now()) claim_.reset();
    record_ = claim_ ? model::record(ws, claim_->record) : std::nullopt;
    if (claim_) wake(claim_->until);
    if (claim_ && claim_->record != before) refusal_.reset();
    script_.clear();
    if (record_ && !queue_.script.empty()) {
        const auto words = model::evaluate(ws, queue_.script, record_->row, desk.actor(), desk.now());
        if (const std::string* text = words.ok() ? words->as<std::string>() : nullptr) script_ = *text;
    }
    results_.clear();
    const model::RecordType* type = ws.catalog().type(queue_.result_type);
    if (const model::Field* f = type ? type->field(queue_.result_field) : nullptr) {
        for (const model::Option& o : f->options)
            if (queue_.result_options.empty() || std::find(queue_.result_options.begin(), queue_.result_options.end(), o.key) != queue_.result_options.end())
                results_.push_back(o);
    }
    std::erase_if(ticked_, [&](model::RowId row) {
        return std::none_of(waiting_.begin(), waiting_.end(), [&](const model::Waiting& w) { return w.record == row; });
    });
}

void QueuePage::take(Desk& desk, const model::Outcome& outcome) {
    for (const auto& change : outcome.changes) {
        if (!change.type) continue;
        const std::string_view type = change.type->key;
        if (type == queue_.type || type == "handout" || type == "definition" || type == "person" || type == "absence") return read(desk);
    }
}

void QueuePage::next(Desk& desk) {
    refusal_.reset();
    const auto given = desk.run({"next", {{"queue", queue_.key}}}, {.tell_refusal = false});
    if (!given.ok()) refusal_ = given.error();
}

void QueuePage::release(Desk& desk) {
    if (claim_) desk.act({"release_claim", {{"record", desk.ws().id_of(claim_->record).str()}}}, {.done = desk.tr("queue.given_back")});
}

void QueuePage::choose(Desk& desk, std::size_t result) {
    if (claim_ && result < results_.size()) dialog_.begin(desk, queue_, claim_->record, results_[result]);
}

void QueuePage::frame(Desk& desk, const Rect& area) {
    Ui& ui = desk.ui();
    if (read_again_ && desk.now() >= *read_again_) read(desk);
    if (read_again_) ui.host().redraw_after(static_cast<double>(std::clamp<std::int64_t>(*read_again_ - desk.now(), 100, 30'000)) / 1000);
    keys(desk);
    Rect rest = area;
    if (!ui.phone()) {
        header(desk, rest.cut_top(56));
        state_bar(desk, rest);
    }
    if (manages_ && !ticked_.empty()) moving_bar(desk, rest.cut_bottom(ui.phone() ? 64.f : 56.f));
    const float margin = ui.phone() ? 16.f : 20.f;
    const bool two = !ui.narrow() && works_;
    if (two) {
        const Rect side = rest.cut_right(400);
        ScrollArea scroll(ui, "side", side);
        Rect r = Rect(scroll.content()).inset(16, 0);
        const float top = r.y;
        r.h = 100000;
        if (manages_) r.cut_top(team(desk, r), 20);
        r.cut_top(upcoming(desk, r));
        scroll.set_content_height(r.y - top + 16);
    }
    ScrollArea scroll(ui, "main", rest);
    Rect r = Rect(scroll.content()).inset(margin, 0);
    const float top = r.y;
    r.h = 100000;
    if (works_) r.cut_top(hand(desk, r), 20);
    if (!two && manages_) r.cut_top(team(desk, r), 20);
    if (!two && works_ && !manages_) r.cut_top(upcoming(desk, r), 20);
    if (manages_) r.cut_top(line(desk, r), 20);
    if (!works_ && !manages_) r.cut_top(label_paragraph(ui, "not_yours", r, desk.tr("queue.not_yours"), {.color = ui.theme().text2}));
    scroll.set_content_height(r.y - top + 16);
    dialog_.frame(desk);
}

void QueuePage::header(Desk& desk, Rect row) {
    Ui& ui = desk.ui();
    row = Rect{row.x + 20, row.y, row.w - 36, row.h};
    const TextSpec spec{.style = TextStyle::title};
    const std::string name = queue_.label.in(desk.language());
    heading(ui, "title", row.cut_left(text_width(ui, name, spec) + 1, 12), 1, name, spec);
    label(ui, "counts", row, desk.tr("queue.counts", {{"now", std::to_string(ready_)}, {"later", std::to_string(ahead_)}}), {.color = ui.theme().text3});
}

void QueuePage::keys(Desk& desk) {
    Ui& ui = desk.ui();
    if (!works_ || ui.editing_text() || ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyAlt) return;
    if (!claim_ && ui.key(ImGuiKey_N)) return next(desk);
    if (!claim_) return;
    for (std::size_t i = 0; i < std::min<std::size_t>(results_.size(), 9); ++i)
        if (ui.key(static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i)))) return choose(desk, i);
}

}  // namespace potok::ui
