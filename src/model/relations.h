// Relations between clients and contacts: holding and subsidiary, the same person at two firms, whatever a pack adds. Directed: a relation
// reads one way from its one end and the other way from its other.
//
// Kinds are data: three that every workspace has, and definitions of kind "relation": {"label": …, "inverse": …, "symmetric": false}.
#pragma once

#include <string>
#include <vector>

#include "model/queries.h"

namespace potok::model {

struct RelationKind {
    std::string key;
    Label label;           // of `from`, seen from `to`: "holding"
    Label inverse;         // of `to`, seen from `from`: "subsidiary"; the same where symmetric
    bool symmetric = false;
};

// Errors: json.* with the path inside the body.
Result<RelationKind> parse_relation_kind(const Definition& definition);
std::vector<RelationKind> relation_kinds(const Workspace& ws);  // the workspace's own, then those of definitions; by key

struct Relation {
    RowId row = 0, from = 0, to = 0;
    std::string kind, note;
};

// Errors: relation.itself, relation.kind, relation.there (also the other way round, where symmetric), relation.not_between (only clients and
// contacts), record.missing (deleted).
Result<RowId> relate(Operation& op, RowId from, RowId to, const std::string& kind, const std::string& note);

// What hangs together with a record, by the shortest way there.
struct RelationGraph {
    struct Node {
        RowId record = 0;
        int depth = 0;                // 0: the record itself
        std::string title;
    };
    std::vector<Node> nodes;          // by depth, then in order of creation
    std::vector<Relation> relations;  // all between these nodes, each once, by row
    bool cut = false;                 // there was more than `most` nodes
};
// Every record is looked at once, so cycles end. `depth` steps at most.
RelationGraph relation_graph(const Workspace& ws, RowId record, int depth, std::size_t most = 500);

}  // namespace potok::model
