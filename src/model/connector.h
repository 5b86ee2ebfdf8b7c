// Connectors: how messages leave the house, as data. A definition of kind "connector" says for one channel what request carries a
// message and how the reply is read (automation/delivery.h evaluates that part), and here what may be done when no reply comes.
//
//   {"label": …, "channel": "sms" | "email" | "webhook",
//    "request": {"method", "url", "headers"?, "json"? | "form"? | "body"?}, "reply": {"sent", "refused"?, "id"?, "why"?},
//    "repeats": "known" | "unknown",   whether the other side tells a repeat by the message's id: only then is a message sent again
//                                      of which nobody knows whether it arrived
//    "retry": ["PT1M", "PT10M", …],    pauses before the further attempts
//    "timeout": "PT30S"}               how long a reply is waited for
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/catalog.h"

namespace potok::model {

struct Connector {
    std::string key;
    Label label;
    std::string channel;
    bool knows_repeats = false;
    std::vector<std::int64_t> retry = {60'000, 600'000, 3'600'000};  // ms
    std::int64_t timeout = 30'000;                                   // ms
};

// Errors: json.*, connector.bad_pause, connector.one_body, with the place inside the body.
Result<Connector> parse_connector(const Definition& definition);

// The one of that key; without a key the first that serves the channel. Error: connector.none {channel, connector}.
Result<Connector> connector_for(const Catalog& catalog, std::string_view key, std::string_view channel);

}  // namespace potok::model
