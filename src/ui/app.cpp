#include "ui/app.h"

#include <algorithm>

#include "base/sha256.h"
#include "platform/common/assets.h"
#include "ui/board/effects_summary.h"
#include "ui/kit/toast.h"

namespace potok::ui {

namespace {

constexpr Language languages[] = {Language::en, Language::pl, Language::ru};

// The first of the system's languages that the app speaks.
Language system_language(const platform::SystemPreferences& system) {
    for (const std::string& tag : system.languages)
        if (auto known = language_from(std::string_view(tag).substr(0, 2)); known.ok()) return *known;
    return Language::en;
}

Toast toast(ToastKind kind, std::string title, std::string detail) {
    Toast out;
    out.kind = kind;
    out.title = std::move(title);
    out.detail = std::move(detail);
    return out;
}

}  // namespace

PotokApp::PotokApp(AppParts parts) : parts_(std::move(parts)) {
    for (const Language language : languages) {
        const auto text = platform::asset("locales/" + std::string(code(language)) + ".json");
        auto locale = Locale::load(language, text.value_or("{}"));
        locales_[static_cast<std::size_t>(language)] = std::make_unique<Locale>(std::move(locale).value());
    }
}

PotokApp::~PotokApp() {
    if (workspace_) workspace_->unlisten(listener_);
}

void PotokApp::start(platform::Host& host) {
    host_ = &host;
    now_ = host.now();
    Preferences fresh;
    fresh.language = system_language(host.preferences());
    preferences_ = preferences_from_text(host.setting("preferences"), fresh);
    ui_ = std::make_unique<Ui>(host, parts_.fonts, *locales_[static_cast<std::size_t>(preferences_.language)]);
    apply_theme();
    host.set_scale(preferences_.scale_percent / 100.0);
    if (auto route = parse_route(host.route()); route.ok()) route_ = *route;
}

void PotokApp::apply_theme() {
    const auto& system = host_->preferences();
    ThemeName name = ThemeName::light;
    switch (preferences_.theme) {
    case ThemeChoice::system: name = system.more_contrast ? ThemeName::contrast : system.dark ? ThemeName::dark : ThemeName::light; break;
    case ThemeChoice::light: name = ThemeName::light; break;
    case ThemeChoice::dark: name = ThemeName::dark; break;
    case ThemeChoice::contrast: name = ThemeName::contrast; break;
    }
    ui_->set_theme(name);
    ui_->set_reduced_motion(system.reduced_motion);
}

void PotokApp::preferences_changed() {
    host_->set_setting("preferences", to_text(preferences_));
    host_->set_scale(preferences_.scale_percent / 100.0);
    ui_->set_locale(*locales_[static_cast<std::size_t>(preferences_.language)]);
    apply_theme();
    host_->request_redraw();
}

void PotokApp::on_preferences_changed() {
    if (ui_) apply_theme();
}

void PotokApp::on_route(std::string_view route) {
    auto parsed = parse_route(route);
    if (!parsed.ok()) {
        tell_refusal(parsed.error());
        return;
    }
    route_ = *parsed;
    host_->request_redraw();
}

void PotokApp::on_visibility(bool visible) {
    if (visible) host_->request_redraw();  // catches up with timers
}

bool PotokApp::wants_frame() const {
    if (!ui_) return false;
    if (ui_->wants_frame()) return true;
    for (const auto& [key, page] : pages_)
        if (page->wants_frame()) return true;
    return false;
}

// --- Desk -------------------------------------------------------------------------------------------------------------

void PotokApp::go(const Route& route) {
    if (route == route_) return;
    route_ = route;
    host_->push_route(format_route(route));
    host_->request_redraw();
}

void PotokApp::replace(const Route& route) {
    route_ = route;
    host_->replace_route(format_route(route));
    host_->request_redraw();
}

bool PotokApp::act_as_named(std::string_view name) {
    const auto people = workspace_ ? model::people(*workspace_) : std::vector<model::Person>();
    const auto found = std::find_if(people.begin(), people.end(), [&](const auto& p) { return p.name == name; });
    if (found != people.end()) act_as(found->row);
    return found != people.end();
}

void PotokApp::act_as(model::RowId person) {
    actor_ = person;
    preferences_.actor = workspace_->id_of(person).str();
    preferences_changed();
    pages_void_ = true;  // who looks decides what is seen
    host_->request_redraw();
}

Result<model::Outcome> PotokApp::run(const model::Command& command, const RunOptions& options) {
    // The clock may have gone on since the frame began, if ever so little; the command carries the frame's instant.
    auto result = parts_.keeper->apply(command, actor_, now_);
    host_->request_redraw();
    if (!result.ok()) {
        if (options.tell_refusal) tell_refusal(result.error());
        return result;
    }
    if (!options.done.empty()) tell_done(*result, options.done, "");
    for (const Error& problem : result->problems)
        ui_->toasts().show(toast(ToastKind::refused, ui_->tr("robots.failed"), ui_->locale().sentence(problem)));
    return result;
}

void PotokApp::tell_done(const model::Outcome& outcome, std::string_view sentence, std::string_view second) {
    Toast done = toast(ToastKind::success, std::string(sentence), std::string(second));
    if (second.empty()) done.detail = effects_sentence(*this, outcome);
    if (outcome.operation != 0) {
        done.action = ui_->tr("undo.undo");
        done.on_action = [this, operation = outcome.operation_id] {
            if (workspace_) act(compose().undo(operation));
        };
    }
    ui_->toasts().show(std::move(done));
}

void PotokApp::tell(std::string_view sentence, std::string_view second) {
    ui_->toasts().show(toast(ToastKind::info, std::string(sentence), std::string(second)));
}

void PotokApp::tell_refusal(const Error& error) {
    std::string detail = ui_->locale().remedy(error);
    if (!error.details.empty()) detail = ui_->locale().sentence(error.details.front());
    ui_->toasts().show(toast(ToastKind::refused, ui_->locale().sentence(error), std::move(detail)));
}

void PotokApp::ask_move(model::RowId record, std::string_view to) { asks_.move.begin(*this, record, to); }
void PotokApp::ask_where_to(model::RowId record) { asks_.where_to.begin(*this, record); }
void PotokApp::ask_create(std::string_view type, std::string_view pipeline, std::string_view stage) {
    asks_.create.begin(*this, type, pipeline, stage);
}
void PotokApp::ask_task(model::RowId record) { asks_.task.begin(*this, record); }
void PotokApp::ask_complete(model::RowId task) { asks_.complete.begin(*this, task); }

void PotokApp::ask_book(model::RowId record) { asks_.book.begin(*this, record); }

void PotokApp::explain(std::string_view automation, model::RowId record) { asks_.explain.begin(*this, automation, record); }

void PotokApp::offer_new_version(std::function<void()> use) {
    Toast offer = toast(ToastKind::info, ui_->tr("version.ready"), ui_->tr("version.ready_text"));
    offer.key = "new_version";
    offer.action = ui_->tr("version.use");
    offer.on_action = std::move(use);
    offer.seconds = 0;
    offer.close = ui_->tr("version.later");
    ui_->toasts().show(std::move(offer));
    host_->request_redraw();
}

}  // namespace potok::ui
