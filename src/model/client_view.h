// Everything about a client, from every pack: what its page shows.
//
// What belongs to a client (its circle): contact persons; records of any type that name the client in a field; records that name one of those,
// where it is a contact, an offer, an invoice or on a pipeline, unless they name another client; and so on, four steps at most. Not on the way
// up: a deal belongs to its client, the price list that the deal names does not. The timeline has the circle and what hangs on it: tasks,
// comments, events, bookings, documents, messages, payments, decisions, instalments.
//
// Each page of the timeline is a select per type over an index; nothing is kept between calls. 10,000 entries: benchmarks/client.cpp.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/value.h"
#include "model/catalog.h"

namespace potok::model {

class Workspace;

enum class ClientKind {
    deal,            // on a pipeline: leads, deals, works, claims …
    activity,        // meetings, calls, visits: events, bookings, types of packs that say `activity`
    task,
    correspondence,  // messages
    document,        // files
    offer,
    money,           // invoices, payments, instalments
    approval,        // decisions of processes
    comment,
    contact,
    other,
};
inline constexpr std::size_t client_kinds = 11;

struct ClientCircle {
    RowId client = 0;
    std::map<const RecordType*, std::vector<RowId>> members;  // without the client; rows in order
    std::vector<RowId> all;                                    // with it; in order
};
// What `reader` may not read is left out, with what hangs on it. Errors: record.missing (no living client), right.refused.
Result<ClientCircle> client_circle(const Workspace& ws, RowId client, RowId reader, Instant now);

struct ClientFilter {
    std::set<ClientKind> kinds;           // empty: all
    RowId person = 0;                     // an employee or a contact that the entry names in any field; 0: whoever
    std::optional<Instant> from, to;      // from ≤ at < to
    std::string text;                     // as search() takes it; blank: all
    RowId about = 0;                      // a member of the circle: only it and what hangs on it; 0: all
};

struct ClientEntry {
    RowId row = 0;
    const RecordType* type = nullptr;
    ClientKind kind = ClientKind::other;
    Instant at;                   // a task: when done, else made; an event, a booking: its beginning, which may lie ahead; a payment: when received
    RowId about = 0;              // what it hangs on: the client or a member; of a member itself: 0
    RowId person = 0;             // who did it or has it; 0: nobody
    std::string title, text;      // text: of a comment or a message, the note of an event; "" where there is none
    std::optional<Money> amount;
};

// Where a page begins: after this entry in the timeline's order.
struct ClientPlace {
    Instant at;
    RowId row = 0;
};
struct ClientPage {
    std::vector<ClientEntry> entries;  // newest first, the later made first among equals
    bool more = false;
};
// Errors: db.*
Result<ClientPage> client_page(const Workspace& ws, const ClientCircle& circle, const ClientFilter& filter, RowId reader, Instant now, int limit = 50,
                               std::optional<ClientPlace> after = {});
// How many entries of each kind there are, by the filter without its kinds. Errors: db.*
Result<std::array<std::int64_t, client_kinds>> client_counts(const Workspace& ws, const ClientCircle& circle, const ClientFilter& filter, RowId reader,
                                                             Instant now);
// Employees that the timeline names, the busiest first. Errors: db.*
Result<std::vector<RowId>> client_people(const Workspace& ws, const ClientCircle& circle, RowId reader, Instant now);

ClientKind client_kind(const Catalog& catalog, const RecordType& type);

}  // namespace potok::model
