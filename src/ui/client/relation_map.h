// How a client hangs together with others: drawn as a graph, holdings above, people below; followed by a click. Beside it the list, where
// relations are added and taken away.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/relations.h"
#include "ui/forms/field_edit.h"

namespace potok::ui {

class RelationMap {
public:
    void read(Desk& desk, model::RowId client);
    // Draws the graph; returns the height taken. A click on another one opens it.
    float graph(Desk& desk, Rect r);
    // The relations of the client itself, to be taken away, and a new one.
    float list(Desk& desk, Rect r);
    int count() const { return static_cast<int>(own_.size()); }
    bool empty() const { return nodes_.size() < 2; }

private:
    struct Node {
        model::RowId record = 0;
        std::string title, facts;
        int level = 0;  // rows from above; that of the client is 0
    };
    struct Line {
        std::size_t from = 0, to = 0;  // from: above
        bool dashed = false;           // of one rank: partners, the same person
        std::string label;
    };
    struct Own {
        model::RowId row = 0, other = 0;
        std::string title, kind, note;
    };
    struct Way {
        std::string key, label;
        bool turned = false;           // the other one is `from`
    };
    float form(Desk& desk, Rect r);
    std::size_t node_of(model::RowId record) const;

    model::RowId client_ = 0;
    std::vector<Node> nodes_;
    std::vector<Line> lines_;
    std::vector<Own> own_;
    std::vector<Way> kinds_;
    bool adding_ = false, person_ = false;
    int kind_ = -1;
    std::string note_;
    std::unique_ptr<model::Field> field_;  // what the new relation leads to, chosen like any reference
    FieldEdit other_;
    std::optional<Error> refusal_;
};

}  // namespace potok::ui
