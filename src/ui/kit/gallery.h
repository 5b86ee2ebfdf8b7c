// A page with every widget of the kit, in Polish and Russian, for looking at: `potok-desktop --gallery`, `#/gallery` on the web.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platform/common/app_host.h"
#include "ui/kit/ui.h"

namespace potok::ui {

class Gallery final : public platform::App {
public:
    // `page`: "components", "states", or "glyphs" (lines of text at known places, to be laid beside the page's own text). The words come from assets/gallery/, apart from the app's own.
    Gallery(ThemeName theme, Language language, std::string page);
    ~Gallery() override;

    void use_font_loader(const ImFontLoader* loader) { loader_ = loader; }

    void start(platform::Host& host) override;
    void frame(double dt) override;
    bool wants_frame() const override;
    void on_route(std::string_view) override {}
    void on_visibility(bool) override {}
    void on_files_dropped(std::vector<platform::File>) override {}
    void on_preferences_changed() override {}

    Ui& ui() { return *ui_; }

private:
    void components(Rect page);
    void states(Rect page);
    void glyphs(Rect page);

    const ImFontLoader* loader_ = nullptr;
    ThemeName theme_;
    std::string page_;
    Locale words_;
    std::unique_ptr<Ui> ui_;

    // What the widgets edit.
    std::string name_, town_, phone_ = "602 55", locked_, note_;
    std::optional<std::int64_t> amount_ = 4'680'000;
    std::optional<Date> date_;
    Date month_;
    int payment_ = 0, radio_ = 1, span_ = 1;
    bool check_ = false, part_ = true, on_ = true, off_ = false, asking_ = false, menu_ = false, team_ = true;
};

}  // namespace potok::ui
