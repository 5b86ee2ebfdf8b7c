// The outbox: messages on their way out. They are records like all others, so they outlast a restart and show their state on the
// card. Whoever delivers (the server, where there is one) asks what is due, takes a message in hand, sends it, and reports:
//
//   queued ──send_message──▶ sending ──report_delivery──▶ sent · failed · queued again after a pause · uncertain
//
// `uncertain`: nobody knows whether it arrived, and the other side does not tell a repeat. Then a person decides
// (`settle_message`): never a silent double. A device that stopped while sending leaves `sending` behind; past its time that counts
// as a reply that never came.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/connector.h"
#include "model/operation.h"

namespace potok::model {

enum class Delivery {
    sent,       // the other side has it
    refused,    // and does not want it
    unreached,  // it certainly did not get there
    unknown,    // it may have got there
};
std::optional<Delivery> delivery_from(std::string_view word);

struct Outgoing {
    RowId message = 0;
    int attempt = 0;     // the next one; of a stale message the one under way
    bool stale = false;  // taken in hand, and not reported in time: report `unknown`
};

// What may be sent now, the oldest first. Messages without a connector stay where they are.
std::vector<Outgoing> due_messages(const Workspace& ws, Instant now, int limit = 100);
// When there will be something; nothing while there is not.
std::optional<Instant> next_message_due(const Workspace& ws, Instant now);

// Takes a message in hand. Errors: message.not_due {state}, connector.none.
Status send_message(Operation& op, RowId message);
// What became of attempt number `attempt`. A report on an attempt that has been settled since changes nothing, except that what was
// uncertain and did arrive is sent.
Status report_delivery(Operation& op, RowId message, int attempt, Delivery delivery, const std::string& outside_id, const std::string& why);
// A person decides: "sent", "again", "withdrawn". Error: message.not_open {state}.
Status settle_message(Operation& op, RowId message, std::string_view verdict);

}  // namespace potok::model
