// First start: a pack to begin with, with samples or without, or an empty workspace, or a workspace file.
#pragma once

#include <optional>

#include "ui/app/start_pack.h"
#include "ui/kit/ui.h"
#include "ui/preferences.h"

namespace potok::ui {

// What a person has decided: the app carries it out.
struct StartWish {
    std::string company, person;
    std::string pack;      // key; empty: an empty workspace
    bool samples = false;
    std::string zone, currency;
};

class FirstStart {
public:
    void set_packs(std::vector<StartPack> packs) { packs_ = std::move(packs); }

    struct Events {
        std::optional<StartWish> wish;
        bool open_file = false;
        bool preferences_changed = false;
    };
    Events frame(Ui& ui, Preferences& preferences);
    std::optional<Error> refusal;  // of what was tried last
    bool busy = false;             // carrying it out

private:
    void intro(Ui& ui, Rect& r);
    void form(Ui& ui, Rect& r, Preferences& preferences, Events& events);
    bool begin_button(Ui& ui, const Rect& r);
    void refused(Ui& ui, Rect& r);
    void left(Ui& ui, Rect r, Preferences& preferences, Events& events);
    void list(Ui& ui, Rect r, Events& events);
    void choose(Ui& ui, const Rect& r, int index);
    void contents(Ui& ui, Rect r);
    void ways(Ui& ui, Rect r, Events& events);
    void narrow(Ui& ui, Rect r, Preferences& preferences, Events& events);
    StartWish wish(const Ui& ui, bool with_pack) const;

    std::vector<StartPack> packs_;
    int chosen_ = 0;
    std::string company_, person_;
    bool samples_ = true;
};

}  // namespace potok::ui
