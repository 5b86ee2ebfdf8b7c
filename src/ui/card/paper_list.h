// The documents of a record, or of several: each with its versions, its kind, how far signing has come and how long it holds, all
// of it changed in its row.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ui/desk.h"

namespace potok::ui {

struct FiledDocument {
    model::Attachment file;
    std::string source;      // the template it was made from; may be empty
    std::string number, state;
    int version = 0;         // 0: it has none
    std::optional<Date> date, valid_until;
    model::RowId replaced_by = 0;
};
// In order of creation.
std::vector<FiledDocument> papers_of(const model::Workspace& ws, model::RowId record);

// Kinds of documents as the workspace knows them: what gates ask for and templates make. Key and label.
std::vector<std::pair<std::string, std::string>> paper_kinds(const model::Workspace& ws, Language language);

class PaperList {
public:
    // `named`: rows say to which record they belong.
    void read(Desk& desk, const std::vector<model::RowId>& records, bool named);
    // Only those of that kind; "": all. What is not in `view` takes its place, and is not drawn. Returns the height taken.
    float draw(Desk& desk, Rect r, const Rect& view, std::string_view kind = {});
    std::size_t size() const { return current_.size(); }  // living, without earlier versions
    const std::vector<FiledDocument>& papers() const { return current_; }
    // Kinds that occur, with how many; in order of their labels, what has none last.
    struct Kind {
        std::string key, label;
        int count = 0;
    };
    const std::vector<Kind>& kinds() const { return present_; }

private:
    struct Shown {
        std::vector<std::size_t> earlier;  // indices into earlier_, latest first
        std::string record_title, author, facts;
        std::optional<Date> valid_until;   // being edited
        bool open = false;                 // earlier versions are shown
    };
    float row_height(const Ui& ui, float width, std::size_t index) const;
    void row(Desk& desk, Rect r, std::size_t index);
    void earlier_row(Desk& desk, Rect row, const FiledDocument& paper);
    void controls(Desk& desk, Rect r, std::size_t index);
    std::string facts_of(Desk& desk, const FiledDocument& paper) const;

    std::vector<FiledDocument> current_, earlier_;
    std::vector<Shown> shown_;
    std::vector<std::pair<std::string, std::string>> known_kinds_;
    std::vector<Kind> present_;
    bool named_ = false;
};

}  // namespace potok::ui
