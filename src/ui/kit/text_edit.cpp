#include "ui/kit/text_edit.h"

#include <algorithm>

#include "ui/kit/text.h"

namespace potok::ui {

namespace {

constexpr std::size_t most_steps = 200;

bool is_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x1ab0 && c <= 0x1aff) ||
           (c >= 0xfe00 && c <= 0xfe0f) || c == 0x200d;
}
bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == 0xa0 || c == 0x202f || c == 0x2009; }
bool is_punctuation(char32_t c) {
    return (c > 0x20 && c < 0x30) || (c > 0x39 && c < 0x41) || (c > 0x5a && c < 0x61 && c != '_') || (c > 0x7a && c < 0x7f) ||
           (c >= 0x2010 && c <= 0x2027) || c == 0xab || c == 0xbb;
}
int kind(char32_t c) { return is_space(c) ? 0 : is_punctuation(c) ? 1 : 2; }

char32_t at_of(const std::string& text, std::size_t at) { return at < text.size() ? next_codepoint(text, at) : 0; }

}  // namespace

std::string_view TextEdit::selected() const {
    return std::string_view(text_).substr(selection_begin(), selection_end() - selection_begin());
}

std::size_t TextEdit::clamp(std::size_t at) const {
    at = std::min(at, text_.size());
    while (at > 0 && at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xc0) == 0x80) --at;
    return at;
}

void TextEdit::reset(std::string_view text) {
    if (text == text_) return;
    text_ = text;
    caret_ = clamp(caret_);
    anchor_ = clamp(anchor_);
    undo_.clear();
    redo_.clear();
    typing_ = false;
}

void TextEdit::remember(bool typing) {
    redo_.clear();
    if (typing && typing_ && typed_at_ == caret_ && !has_selection()) return;  // one step for what is typed in one go
    undo_.push_back({text_, caret_, anchor_});
    if (undo_.size() > most_steps) undo_.erase(undo_.begin());
    typing_ = typing;
}

void TextEdit::replace_all(std::string_view text, std::size_t anchor, std::size_t caret) {
    if (text != text_) {
        remember(true);
        text_ = text;
    }
    anchor_ = clamp(anchor);
    caret_ = clamp(caret);
    typed_at_ = caret_;
}

void TextEdit::insert(std::string_view text) {
    remember(text.find('\n') == std::string_view::npos && text.size() <= 4);
    const std::size_t begin = selection_begin();
    text_.replace(begin, selection_end() - begin, text);
    caret_ = anchor_ = begin + text.size();
    typed_at_ = caret_;
}

void TextEdit::erase_selection() {
    if (!has_selection()) return;
    remember(false);
    const std::size_t begin = selection_begin();
    text_.erase(begin, selection_end() - begin);
    caret_ = anchor_ = begin;
}

void TextEdit::erase_backward(bool word) {
    if (has_selection()) return erase_selection();
    const std::size_t from = word ? word_left(caret_) : previous(caret_);
    if (from == caret_) return;
    remember(false);
    text_.erase(from, caret_ - from);
    caret_ = anchor_ = from;
}

void TextEdit::erase_forward(bool word) {
    if (has_selection()) return erase_selection();
    const std::size_t to = word ? word_right(caret_) : next(caret_);
    if (to == caret_) return;
    remember(false);
    text_.erase(caret_, to - caret_);
}

void TextEdit::move_to(std::size_t position, bool select) {
    caret_ = clamp(position);
    if (!select) anchor_ = caret_;
    typing_ = false;
}

void TextEdit::move_left(bool select, bool word) {
    if (!select && has_selection() && !word) return move_to(selection_begin(), false);
    move_to(word ? word_left(caret_) : previous(caret_), select);
}

void TextEdit::move_right(bool select, bool word) {
    if (!select && has_selection() && !word) return move_to(selection_end(), false);
    move_to(word ? word_right(caret_) : next(caret_), select);
}

void TextEdit::select_all() {
    anchor_ = 0;
    caret_ = text_.size();
}

void TextEdit::select_word_at(std::size_t position) {
    position = clamp(position);
    const std::size_t probe = position == text_.size() ? previous(position) : position;
    const int what = kind(at_of(text_, probe));
    std::size_t begin = probe, end = probe;
    while (begin > 0 && kind(at_of(text_, previous(begin))) == what) begin = previous(begin);
    while (end < text_.size() && kind(at_of(text_, end)) == what) end = next(end);
    anchor_ = begin;
    caret_ = end;
}

bool TextEdit::undo() {
    if (undo_.empty()) return false;
    redo_.push_back({text_, caret_, anchor_});
    text_ = std::move(undo_.back().text);
    caret_ = undo_.back().caret;
    anchor_ = undo_.back().anchor;
    undo_.pop_back();
    typing_ = false;
    return true;
}

bool TextEdit::redo() {
    if (redo_.empty()) return false;
    undo_.push_back({text_, caret_, anchor_});
    text_ = std::move(redo_.back().text);
    caret_ = redo_.back().caret;
    anchor_ = redo_.back().anchor;
    redo_.pop_back();
    typing_ = false;
    return true;
}

std::size_t TextEdit::previous(std::size_t at) const {
    at = clamp(at);
    while (at > 0) {
        at = clamp(at - 1);
        if (!is_mark(at_of(text_, at))) break;
    }
    return at;
}

std::size_t TextEdit::next(std::size_t at) const {
    at = clamp(at);
    if (at >= text_.size()) return text_.size();
    next_codepoint(text_, at);
    while (at < text_.size() && is_mark(at_of(text_, at))) next_codepoint(text_, at);
    return at;
}

std::size_t TextEdit::word_left(std::size_t at) const {
    while (at > 0 && kind(at_of(text_, previous(at))) == 0) at = previous(at);
    if (at == 0) return 0;
    const int what = kind(at_of(text_, previous(at)));
    while (at > 0 && kind(at_of(text_, previous(at))) == what) at = previous(at);
    return at;
}

std::size_t TextEdit::word_right(std::size_t at) const {
    if (at >= text_.size()) return text_.size();
    const int what = kind(at_of(text_, at));
    while (at < text_.size() && what != 0 && kind(at_of(text_, at)) == what) at = next(at);
    while (at < text_.size() && kind(at_of(text_, at)) == 0) at = next(at);
    return at;
}

}  // namespace potok::ui
