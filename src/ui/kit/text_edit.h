// What happens to the text in a field while it is edited: caret, selection, undo. Positions count UTF-8 bytes and stand
// on boundaries between what a person sees as letters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace potok::ui {

class TextEdit {
public:
    const std::string& text() const { return text_; }
    std::size_t caret() const { return caret_; }
    std::size_t anchor() const { return anchor_; }  // the other end of the selection
    std::size_t selection_begin() const { return caret_ < anchor_ ? caret_ : anchor_; }
    std::size_t selection_end() const { return caret_ < anchor_ ? anchor_ : caret_; }
    bool has_selection() const { return caret_ != anchor_; }
    std::string_view selected() const;

    // A new text from outside: undo starts anew when it is another one.
    void reset(std::string_view text);
    // Replaces text and selection as one step that can be undone (what an input method or a script does).
    void replace_all(std::string_view text, std::size_t anchor, std::size_t caret);
    void insert(std::string_view text);  // in place of the selection
    void erase_backward(bool word);
    void erase_forward(bool word);
    void erase_selection();

    void move_to(std::size_t position, bool select);
    void move_left(bool select, bool word);
    void move_right(bool select, bool word);
    void select_all();
    void select_word_at(std::size_t position);
    bool undo();
    bool redo();

    std::size_t previous(std::size_t at) const;  // one letter with its marks back
    std::size_t next(std::size_t at) const;
    std::size_t word_left(std::size_t at) const;
    std::size_t word_right(std::size_t at) const;

private:
    struct Step {
        std::string text;
        std::size_t caret, anchor;
    };
    void remember(bool typing);
    std::size_t clamp(std::size_t at) const;

    std::string text_;
    std::size_t caret_ = 0, anchor_ = 0;
    std::vector<Step> undo_, redo_;
    bool typing_ = false;
    std::size_t typed_at_ = 0;
};

}  // namespace potok::ui
