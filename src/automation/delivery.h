// A connector at work: the HTTP request that carries a message, and what the reply to it means. Requests and replies are data of the
// connector's definition (model/connector.h) with FEEL in it; nothing here touches the network: whoever delivers (the server) sends the
// request and brings the reply.
//
// The texts of "url", "headers", "body" and of every leaf of "json" and "form" may hold FEEL in braces; a leaf of "json" that begins
// with "=" is FEEL and keeps its type. Names: the message's own fields (to, text, channel, record, ...), `id` (the message's public id, by
// which a repeat is told), `attempt`, `data` (of a webhook step), `secret.<name>` (kept by whoever delivers, never in the workspace).
// In "reply" also `status` (number) and `reply` (the body: JSON, or text). What is put into a URL is percent-encoded; scheme and host
// must be literal.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/outbox.h"

namespace potok::automation {

struct HttpRequest {
    std::string method, url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

struct HttpReply {
    int status = 0;
    std::string body;
};

struct Report {
    model::Delivery delivery = model::Delivery::unknown;
    std::string id;   // the message's number at the other side
    std::string why;  // as the other side says it
};

// Errors: record.missing, connector.none, connector.bad_header (a line break in it), connector.too_long.
Result<HttpRequest> request_for(model::Workspace& workspace, model::RowId message, const ValueContext& secrets, Instant now);
// `sent` where the connector's "sent" is true; `refused` where its "refused" is; else `unreached` for 429 and 503, which say "later",
// and `unknown` for all the rest.
Result<Report> read_reply(model::Workspace& workspace, model::RowId message, const HttpReply& reply, Instant now);

// The FEEL of a definition of kind "connector". Errors: expr.*, automation.unclosed_brace, connector.bad_url.
Status check_connector(const model::Definition& definition, const model::Catalog& catalog);

}  // namespace potok::automation
