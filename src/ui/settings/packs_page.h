// Packs: which ones this workspace works with, their samples and newer versions, and which ones there are besides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "packs/pack.h"
#include "ui/app/start_pack.h"
#include "ui/desk.h"
#include "ui/settings/pack_update_dialog.h"

namespace potok::ui {

class PacksPage final : public PageView {
public:
    explicit PacksPage(Desk& desk);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    struct Entry {
        packs::Pack pack;       // as it comes with the program
        StartPack shown;
        std::string installed;  // version; empty: not in this workspace
        bool samples = false;   // are in
        bool newer = false;     // an update would change something
    };
    void read(Desk& desk);
    float installed(Desk& desk, Rect r);
    float installed_row(Desk& desk, Entry& entry, Rect r);
    void actions(Desk& desk, Entry& entry, Rect r);
    float others(Desk& desk, Rect r);
    void install_dialog(Desk& desk);
    void samples_dialog(Desk& desk);
    void put_samples(Desk& desk, const Entry& entry);
    Entry* named(const std::string& key);

    std::vector<Entry> entries_;
    std::string installing_;    // key of the pack whose installation is being asked for
    bool with_samples_ = false;
    std::string removing_;      // … whose samples are to be taken out
    std::optional<Error> refusal_;
    PackUpdateDialog update_;
};

}  // namespace potok::ui
