// A newer version of a pack over the workspace: what it would do, what the person decides, and doing it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "packs/update.h"
#include "ui/desk.h"

namespace potok::ui {

// A place of an update in words: "Orders › Packing › Name". Elements by their labels, members of definitions by what they are called
// in the app, else by their keys.
std::string place_text(Desk& desk, const model::PackUpdate::Item& item, const packs::Pack& pack);

class PackUpdateDialog {
public:
    void begin(Desk& desk, const packs::Pack& pack);
    void frame(Desk& desk);

private:
    struct Line {
        enum class Kind { heading, text, conflict, refusal } kind = Kind::text;
        std::string title, detail;
        std::string place;  // conflict
    };
    // A copy to try it out in: the workspace's own types and pipelines stay the objects that pages point at.
    struct Copy;
    void look(Desk& desk);   // what it would do with the choices made
    void describe(Desk& desk);
    float line_height(Ui& ui, const Line& line, float width) const;
    void draw(Desk& desk, const Line& line, Rect r);

    bool open_ = false, take_over_ = false, look_again_ = false;
    std::shared_ptr<Copy> copy_;
    packs::Pack pack_;
    model::SideChoices choices_;
    std::optional<packs::UpdatePreview> preview_;
    std::optional<Error> refusal_;
    std::vector<Line> lines_;
};

}  // namespace potok::ui
