// Fields to type in, and the label and error around a control.
//
//     Rect area = column.cut_top(labelled_height(ui, label_spec));
//     Rect control = labelled(ui, area, label_spec);
//     auto e = text_field(ui, control, {.key = "name", .label = label_spec.label}, deal.name);
//     if (e.left && e.edited) ...save...
#pragma once

#include <optional>
#include <string>

#include "base/decimal.h"
#include "ui/kit/ui.h"

namespace potok::ui {

struct FieldSpec {
    std::string_view key;
    std::string_view label;             // the accessible name
    std::string_view placeholder = {};
    std::string_view description = {};  // hint or error for screen readers; labelled() shows it
    std::string_view suffix = {};       // "zł", "m²"
    std::string_view icon = {};
    std::string_view shortcut = {};     // shown at the right while empty: "Ctrl K"
    bool multiline = false;  // wraps; Enter makes a new line, Ctrl+Enter submits
    bool right = false;      // right aligned: numbers
    bool disabled = false, readonly = false, required = false;
    bool error = false;      // danger line
    bool done = false;       // success line and a check mark: just filled in
    bool plain = false;      // no ground and no line until it has the focus: editing in place, in tables
    bool search = false;     // role searchbox
    bool focus_now = false;  // takes the focus in this frame
    std::size_t max_bytes = 100000;
};

struct FieldEvents {
    bool changed = false;    // the text is another one than before this frame
    bool submitted = false;  // Enter (in a multi-line field Ctrl+Enter)
    bool left = false;       // the focus has gone elsewhere
    bool edited = false;     // with left or submitted: changed since the focus came
    bool focused = false;
};

FieldEvents text_field(Ui& ui, const Rect& r, const FieldSpec& spec, std::string& value);

// A decimal number, typed with comma or point and any spaces, shown in the language's way while it is not being edited.
// The value changes when the field is left or submitted; a text that is no number stays and is shown as an error.
FieldEvents number_field(Ui& ui, const Rect& r, const FieldSpec& spec, std::optional<Decimal>& value, int max_scale = 2);
// An amount in minor units of a currency; the currency's sign stands at the right.
FieldEvents money_field(Ui& ui, const Rect& r, const FieldSpec& spec, std::optional<std::int64_t>& minor,
                        std::string_view currency);

struct LabelSpec {
    std::string_view label;
    std::string_view hint = {};   // behind the label, third-level text
    std::string_view error = {};  // below the control, with an icon
    bool required = false;
    float control_height = 0;     // 0: the usual one
};
float labelled_height(Ui& ui, const LabelSpec& spec, float width = 100000);
Rect labelled(Ui& ui, const Rect& area, const LabelSpec& spec);

// The ground of a control: fill, line, focus and error. `focus` 0..1.
void field_surface(Ui& ui, const Rect& r, bool focused, bool error, bool disabled, bool hovered, bool done = false);

// How tall a multi-line field has to be for its text, between the given numbers of lines.
float multiline_height(Ui& ui, std::string_view text, float width, int min_lines, int max_lines);

}  // namespace potok::ui
