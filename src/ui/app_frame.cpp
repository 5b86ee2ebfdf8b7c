// The app's frame: follows the keeper of workspaces, the address and the timers, then draws what is to be seen.
#include <algorithm>

#include "generated/icons.h"
#include "model/merge.h"
#include "ui/app.h"
#include "ui/app/handover.h"
#include "ui/app/pages.h"
#include "ui/app/start_packs.h"
#include "ui/board/board_page.h"
#include "ui/designer/designer.h"
#include "ui/kit/notice.h"
#include "ui/kit/overlay.h"
#include "ui/kit/paint.h"
#include "ui/kit/toast.h"

namespace potok::ui {

namespace {

constexpr std::int64_t quiet_ms = 2000;    // without a command, before the workspace is tended
constexpr std::int64_t between_ms = 20;    // between two steps of it

}  // namespace

void PotokApp::frame(double dt) {
    now_ = host_->now();
    settle_workspace();
    if (workspace_) deliver();
    ui_->begin_frame(dt);
    if (const auto refused = parts_.keeper->refused())
        ui_->toasts().show({.kind = ToastKind::refused, .title = ui_->tr("handover.refused_elsewhere"), .detail = ui_->locale().sentence(*refused)});
    switch (parts_.keeper->state()) {
    case Workspaces::State::open: workspace_frame(); break;
    case Workspaces::State::none: start_frame(); break;
    case Workspaces::State::opening: fill(*ui_, ui_->screen(), ui_->theme().canvas); break;
    case Workspaces::State::elsewhere:
    case Workspaces::State::taking_over: handover_page(*ui_, *parts_.keeper); break;
    case Workspaces::State::failed: {
        fill(*ui_, ui_->screen(), ui_->theme().canvas);
        const Error problem = parts_.keeper->problem().value_or(error("workspace.not_one"));
        const std::string title = ui_->locale().sentence(problem), remedy = ui_->locale().remedy(problem), open = ui_->tr("start.open_file");
        const std::string anew = problem.code == "store.lost" ? ui_->tr("start.anew") : "";
        const int chosen = empty_state(*ui_, ui_->screen().centered(std::min(440.f, ui_->screen().w), 300),
                                       {.key = "problem", .title = title, .text = remedy, .icon = icon::hard_drive, .tone = Tone::danger, .action = open, .second = anew});
        if (chosen == 1) open_workspace_file();
        if (chosen == 2) parts_.keeper->start_anew();
        break;
    }
    }
    ui_->end_frame();
}

void PotokApp::settle_workspace() {
    model::Workspace* current = parts_.keeper->state() == Workspaces::State::open ? parts_.keeper->workspace() : nullptr;
    if (current == workspace_) return;
    // What the old one was asked is void; its pages point into it.
    pages_.clear();
    pending_.clear();
    asks_ = Asks();
    shell_.forget();
    timers_known_ = false;
    cancel_attaching();
    workspace_ = current;
    if (!workspace_) return;
    opened_at_ = now_;
    keeping_made_ = false;
    catalog_version_ = workspace_->catalog().version();
    listener_ = workspace_->listen([this](const model::Outcome& outcome) {
        pending_.push_back(outcome);
        timers_known_ = false;
        tend_from_ = now_ + quiet_ms;
        host_->request_redraw();
    });
    tend_from_ = now_ + quiet_ms;
    actor_ = workspace_->administrator();
    if (auto id = Uuid::parse(preferences_.actor); id.ok())
        if (const auto row = workspace_->row_of(*id))
            if (const auto* type = workspace_->type_of(*row); type && type->key == "person") actor_ = *row;
    host_->set_title(workspace_->info().name + " · Potok");
}

void PotokApp::deliver() {
    // Types, pipelines and fields may be other objects now: whoever points at the old ones starts anew.
    if (workspace_->catalog().version() != catalog_version_ || pages_void_) {
        catalog_version_ = workspace_->catalog().version();
        pages_void_ = false;
        pages_.clear();
        pending_.clear();
        asks_ = Asks();
        shell_.forget();
        return;
    }
    const std::vector<model::Outcome> outcomes = std::exchange(pending_, {});
    for (const model::Outcome& outcome : outcomes) {
        for (auto& [key, page] : pages_) page->take(*this, outcome);
        shell_.take(*this, outcome);
        asks_.move.take(*this, outcome);
    }
}

// What is due now is done now; the frame after the next timer is asked for.
void PotokApp::follow_timers() {
    if (!workspace_->reactor() || workspace_->read_only() || !parts_.keeper->runs_timers()) return;
    if (!timers_known_) {
        next_timer_ = workspace_->reactor()->next_due(*workspace_);
        timers_known_ = true;
    }
    if (!next_timer_) return;
    if (*next_timer_ <= now_) {
        const auto more = workspace_->run_due(now_);
        if (!more.ok()) tell_refusal(more.error());
        next_timer_ = workspace_->reactor()->next_due(*workspace_);
        timers_known_ = true;
        const bool again = more.ok() && *more;
        if (next_timer_ && *next_timer_ <= now_ && !again) next_timer_.reset();  // it failed: not again in every frame
    }
    if (next_timer_) host_->redraw_after(static_cast<double>(*next_timer_ - now_) / 1000.0);
}

// What commands leave undone is done once nothing has been asked for a while, a little at a time.
void PotokApp::tend() {
    if (!tend_from_ || !parts_.keeper->runs_timers()) return;
    if (*tend_from_ <= now_) {
        const auto more = workspace_->tend();
        if (!more.ok()) host_->log(describe(more.error()));
        if (!more.ok() || !*more) return tend_from_.reset();
        tend_from_ = now_ + between_ms;
    }
    host_->redraw_after(static_cast<double>(*tend_from_ - now_) / 1000.0);
}

void PotokApp::start_frame() {
    if (!packs_read_) {
        packs_read_ = true;
        if (parts_.packs) packs_ = parts_.packs();
        std::vector<StartPack> shown;
        for (const packs::Pack& pack : packs_) shown.push_back(start_pack(pack));
        first_start_.set_packs(std::move(shown));
    }
    const FirstStart::Events events = first_start_.frame(*ui_, preferences_);
    if (events.preferences_changed) preferences_changed();
    if (events.wish) begin_with(*events.wish);
    if (events.open_file) open_workspace_file();
}

void PotokApp::begin_with(const StartWish& wish) {
    first_start_.refusal.reset();
    model::WorkspaceInfo info;
    info.name = wish.company;
    info.language = preferences_.language;
    if (!wish.zone.empty()) info.zone = wish.zone;
    else if (!host_->preferences().time_zone.empty()) info.zone = host_->preferences().time_zone;
    if (!wish.currency.empty()) info.currency = wish.currency;
    const Status made = parts_.keeper->create(info, wish.person, [&](model::Workspace& fresh) -> Status {
        for (const packs::Pack& pack : packs_)
            if (pack.key == wish.pack) POTOK_CHECK(install_pack(fresh, pack, wish.samples, now_));
        return {};
    });
    if (!made.ok()) {
        first_start_.refusal = made.error();
        return;
    }
    settle_workspace();
    if (!workspace_) return;
    const auto& pipelines = workspace_->catalog().pipelines();
    replace(pipelines.empty() ? Route::to(Page::tasks) : Route::board(pipelines.front()->key));
}

void PotokApp::open_workspace_file() {
    host_->open_files(".potok,.db,.sqlite", false, [this](std::vector<platform::File> files) {
        if (files.empty()) return;
        platform::read_all(files.front().content, [this, name = files.front().name](Result<std::string> bytes) {
            host_->request_redraw();
            if (workspace_ && bytes.ok()) return asks_.restore.begin(name, std::move(*bytes));
            const Status opened = bytes.ok() ? parts_.keeper->open_file(std::move(*bytes)) : Status(bytes.error());
            first_start_.refusal.reset();
            if (!opened.ok()) {
                if (parts_.keeper->state() == Workspaces::State::none) first_start_.refusal = opened.error();  // said in place
                else tell_refusal(opened.error());
            }
        });
    });
}

// An address that leads nowhere (yet): the first pipeline, or the tasks.
void PotokApp::settle_route() {
    const auto& pipelines = workspace_->catalog().pipelines();
    const Route home = pipelines.empty() ? Route::to(Page::tasks) : Route::board(pipelines.front()->key);
    if (route_.page == Page::start) replace(home);
    if (route_.page == Page::board && !workspace_->catalog().pipeline(route_.key)) replace(home);
    if (route_.page == Page::list && !route_.key.empty() && !workspace_->catalog().pipeline(route_.key) && !workspace_->catalog().type(route_.key)) replace(Route::list(""));
    if (route_.page == Page::designer && !may_design(*this)) replace(home);
    if (route_.page != Page::record && route_.page != Page::client) return;
    const auto row = workspace_->row_of(route_.record);
    if (!row) {
        tell_refusal(error("record.missing", {{"type", ""}}));
        return replace(home);
    }
    // A client has a page of its own; one that was merged lives on in the one that was kept.
    const model::RecordType* type = workspace_->type_of(*row);
    const bool client = type && type->key == "client";
    const model::RowId kept = client ? model::kept_of(*workspace_, *row) : *row;
    if (client == (route_.page == Page::client) && kept == *row) return;
    Route route = client ? Route::of_client(workspace_->id_of(kept)) : Route::of_record(route_.record);
    route.tab = route_.tab;
    replace(route);
}

void PotokApp::workspace_frame() {
    follow_timers();
    tend();
    keep_made_files();
    collect_now_and_then();
    show_transfers();
    settle_route();
    shortcuts();
    const Rect area = shell_.frame(*this);
    {
        Group main(*ui_, "main", {.role = Role::main, .name = workspace_->info().name, .rect = area});
        page_frame(area);
    }
    if (shell_.open_palette) palette_.open();
    if (shell_.open_person_menu) person_menu_ = true;
    asks_.frame(*this);
    palette_.frame(*this);
    if (person_menu_) {
        const auto people = model::people(*workspace_);
        std::vector<MenuItem> items;
        for (const auto& person : people) items.push_back({.label = person.name, .checkable = true, .checked = person.row == actor_});
        const int picked = menu(*ui_, "person_menu", shell_.person_anchor, ui_->tr("nav.act_as"), items);
        if (picked != menu_open) person_menu_ = false;
        if (picked >= 0) act_as(people[static_cast<std::size_t>(picked)].row);
    }
    if (shortcuts_shown_) shortcuts_shown_ = shortcut_help(*this);
}

void PotokApp::page_frame(const Rect& area) {
    if (PageView* page = page_of(route_)) page->frame(*this, area);
}

void PotokApp::shortcuts() {
    Ui& u = *ui_;
    if (u.shortcut(ImGuiMod_Ctrl | ImGuiKey_K)) palette_.open();
    if (!u.editing_text() && u.shortcut(ImGuiMod_Ctrl | ImGuiKey_Z)) undo_last();
    if (u.editing_text()) return;
    if (u.key(ImGuiKey_Slash)) {
        if (ImGui::GetIO().KeyShift) shortcuts_shown_ = true;
        else palette_.open();
    }
    if (ImGui::GetIO().KeyAlt) {  // Alt+1 … the first pipelines; Alt+T tasks; Alt+C calendar
        if (u.key(ImGuiKey_T)) go(Route::to(Page::tasks));
        if (u.key(ImGuiKey_C)) go(Route::to(Page::calendar));
        const auto& pipelines = workspace_->catalog().pipelines();
        for (std::size_t i = 0; i < pipelines.size() && i < 9; ++i)
            if (u.key(static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i)))) go(Route::board(pipelines[i]->key));
    }
}

void PotokApp::undo_last() {
    const auto last = model::last_undoable(*workspace_, actor_);
    if (!last) return tell(ui_->tr("undo.nothing"), "");
    auto undone = run(compose().undo(last->id), {});
    if (undone.ok()) tell(ui_->tr("undo.done"), "");
}

PageView* PotokApp::page_of(const Route& route) {
    const bool of_record = route.page == Page::record || route.page == Page::client;
    const bool of_key = route.page == Page::board || route.page == Page::list || route.page == Page::queue || route.page == Page::reports || route.page == Page::designer ||
                        (route.page == Page::settings && route.key == "packs");
    Route kept = Route::to(route.page);
    if (of_key) kept.key = route.key;
    const std::string key = of_record ? "record:" + route.record.str() : format_route(kept);
    auto& page = pages_[key];
    if (page) return page.get();
    page = make_page(*this, route);
    // Cards are many; the boards, the calendar and the rest stay as they were left.
    if (of_record)
        std::erase_if(pages_, [&](const auto& entry) { return entry.first.starts_with("record:") && entry.first != key; });
    return pages_[key].get();
}

}  // namespace potok::ui
