// Texts of a template with their marks (marks.h) compiled against what a document may speak of, and filled with what a record holds.
//
// Beside what every expression over the record knows (docs/automation.md) a template knows:
//
//   document    {number, date, version, name}: of what is being made
//   company     {name, tax_number, address, phone, email, note}: the client of the kind "own", else the workspace's name alone
//   buyer       {name, tax_number, address}: of an issued offer or invoice as it was then, else of the record's client as it is now
//   totals      {net, tax, gross, rates: [{vat, percent, net, tax, gross}]}: what the record's lines come to; null without lines
//   positions   the record's lines in their order: [{position, title, unit, quantity, price, discount, vat, percent, net, tax, gross}]
//   page, pages in headers and footers of a layout
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "automation/formula.h"
#include "exchange/documents/marks.h"
#include "model/document_maker.h"

namespace potok::exchange {

// The names a template's expressions can use where they stand. Items of loops come and go.
class TemplateNames {
public:
    TemplateNames(const model::Catalog& catalog, const model::RecordType& type, bool paged = false);
    TemplateNames(const TemplateNames&) = delete;
    TemplateNames& operator=(const TemplateNames&) = delete;

    automation::FormulaScope scope() const { return {&catalog_, &type_, &items_}; }
    // errors: those of Formula::compile; template.no_amount for `words` or `plain` of what can be no amount
    Result<automation::Formula> compile(const std::string& source, const std::string& place, bool condition = false,
                                        ValueForm form = ValueForm::usual) const;
    // Inside a loop over what `list` gives, as far as its type is known.
    void enter(const std::string& item, const automation::Formula& list);
    void leave() { items_.pop_back(); }

private:
    const model::Catalog& catalog_;
    const model::RecordType& type_;
    std::vector<std::pair<std::string, expr::Type>> items_;
};

// What a document is filled with: one record at one instant, the names above, and how values are written.
class Filling {
public:
    // `locale` is that of the document's language.
    Filling(model::Workspace& ws, const model::DocumentOrder& order, const Locale& locale);
    Filling(const Filling&) = delete;
    Filling& operator=(const Filling&) = delete;

    Value value(const automation::Formula& formula) const { return formula.evaluate(moment_).value; }
    bool holds(const automation::Formula& formula) const { return formula.holds(moment_); }
    // errors: template.no_amount (the form `words` or `plain` of what is no amount), with the expression
    Result<std::string> written(const automation::Formula& formula, ValueForm form) const;
    const Locale& locale() const { return locale_; }

    // Binds a name until `unbind`; what bore it before is hidden meanwhile.
    void bind(std::string name, Value value);
    void unbind(std::size_t names = 1);
    void set(std::string_view name, Value value) { automation::put(locals_, name, std::move(value)); }
    // Runs `body` once for each item of the list that the formula gives; null is no item, one value a list of one.
    // error: template.too_many_items, and those of `body`
    Status each(const automation::Formula& list, const std::string& item, const std::function<Status()>& body);

private:
    model::Workspace& ws_;
    const Locale& locale_;
    ValueContext locals_;
    automation::Moment moment_;
};

inline constexpr std::size_t max_items = 20'000;  // of one list in a document

// One text in one language.
class TemplateText {
public:
    TemplateText() = default;
    // errors: those of find_marks, template.unbalanced (arg mark), expr.*; place = `place`
    static Result<TemplateText> compile(std::string_view text, TemplateNames& names, const std::string& place);

    bool empty() const { return nodes_.empty(); }
    Result<std::string> render(Filling& filling) const;

private:
    struct Node {
        enum class Kind { literal, value, branch, repeat } kind = Kind::literal;
        std::string text;  // literal; repeat: the item's name
        automation::Formula formula;
        ValueForm form = ValueForm::usual;
        std::vector<Node> body, otherwise;
    };
    std::vector<Node> nodes_;

    struct Compiler;
    static Status render(const std::vector<Node>& nodes, Filling& filling, std::string& out);
};

// A label: a text per language.
class TemplateLabel {
public:
    static Result<TemplateLabel> compile(const model::Label& label, TemplateNames& names, const std::string& place);
    bool empty() const { return texts_.empty(); }
    Result<std::string> render(Filling& filling) const;  // in the filling's language, else English, else any

private:
    std::vector<std::pair<Language, TemplateText>> texts_;
};

}  // namespace potok::exchange
